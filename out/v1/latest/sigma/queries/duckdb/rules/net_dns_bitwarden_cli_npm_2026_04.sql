-- Malicious Bitwarden CLI on npm - DNS Query to Listed Domain
-- Sigma rule 03275675-1833-5e04-8267-7be276396733, alert, in net_dns_bitwarden_cli_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator b586776c-edd3-50ee-be1b-16a8644c5e1c
SELECT *
FROM logs
WHERE ("query" ILIKE '%.audit.checkmarx.cx' ESCAPE '!'
    OR "query" ILIKE 'audit.checkmarx.cx' ESCAPE '!')
