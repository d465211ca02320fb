-- Malicious Bitwarden CLI on npm - Proxy Request
-- Sigma rule a150d982-4f95-5f3e-bdd7-1a4618a9a5b5, alert, in proxy_bitwarden_cli_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 0768ec27-2263-527f-9916-1a016951c005
-- indicator 52ac86ec-83c7-58c5-a97a-b7b1baed954d
-- indicator 9b8ca12d-a015-5f42-b5c9-13a387d239ee
-- indicator b586776c-edd3-50ee-be1b-16a8644c5e1c
SELECT *
FROM logs
WHERE ("cs-host" ILIKE '%.audit.checkmarx.cx' ESCAPE '!'
    OR "cs-host" ILIKE 'audit.checkmarx.cx' ESCAPE '!'
    OR (("cs-host" ILIKE 'api.github.com' ESCAPE '!'
    AND ("c-uri" ILIKE '%/search/commits?q=LongLiveTheResistanceAgainstMachines&sort=author-date&order=desc&per!_page=50' ESCAPE '!'
    OR "c-uri" ILIKE '%/search/commits?q=beautifulcastle!%20&sort=author-date&order=desc' ESCAPE '!'))
    OR ("cs-host" ILIKE 'audit.checkmarx.cx' ESCAPE '!'
    AND "c-uri" ILIKE '%/v1/telemetry' ESCAPE '!')))
