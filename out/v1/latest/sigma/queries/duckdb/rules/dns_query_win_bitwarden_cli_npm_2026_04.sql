-- Malicious Bitwarden CLI on npm - DNS Query to Listed Domain - Windows
-- Sigma rule 34c52f58-6f6f-56dc-90b3-72629d3517ef, alert, in dns_query_win_bitwarden_cli_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator b586776c-edd3-50ee-be1b-16a8644c5e1c
SELECT *
FROM logs
WHERE ("QueryName" ILIKE '%.audit.checkmarx.cx' ESCAPE '!'
    OR "QueryName" ILIKE 'audit.checkmarx.cx' ESCAPE '!')
