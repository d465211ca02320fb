-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - DNS Query to Listed Domain - Windows
-- Sigma rule a3c5be0c-56ac-5f6d-b3ba-81258d1fe55a, alert, in dns_query_win_checkmarx_kics_dockerhub_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 35b2b7c7-0f3e-556f-8150-453128882358
-- indicator b586776c-edd3-50ee-be1b-16a8644c5e1c
SELECT *
FROM logs
WHERE (("QueryName" LIKE '%.audit.checkmarx.cx' ESCAPE '!'
    OR "QueryName" LIKE '%.checkmarx.cx' ESCAPE '!')
    OR ("QueryName" LIKE 'audit.checkmarx.cx' ESCAPE '!'
    OR "QueryName" LIKE 'checkmarx.cx' ESCAPE '!'))
