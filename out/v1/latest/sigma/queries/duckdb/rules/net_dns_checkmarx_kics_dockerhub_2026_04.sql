-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - DNS Query to Listed Domain
-- Sigma rule 1571a3dd-9299-52fa-8499-403da21cfdea, alert, in net_dns_checkmarx_kics_dockerhub_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 35b2b7c7-0f3e-556f-8150-453128882358
-- indicator b586776c-edd3-50ee-be1b-16a8644c5e1c
SELECT *
FROM logs
WHERE (("query" ILIKE '%.audit.checkmarx.cx' ESCAPE '!'
    OR "query" ILIKE '%.checkmarx.cx' ESCAPE '!')
    OR ("query" ILIKE 'audit.checkmarx.cx' ESCAPE '!'
    OR "query" ILIKE 'checkmarx.cx' ESCAPE '!'))
