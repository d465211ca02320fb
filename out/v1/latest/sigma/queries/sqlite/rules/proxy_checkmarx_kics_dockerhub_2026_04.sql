-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - Proxy Request
-- Sigma rule c4996246-96ae-59d8-a589-dda48d562a7d, alert, in proxy_checkmarx_kics_dockerhub_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 0768ec27-2263-527f-9916-1a016951c005
-- indicator 35b2b7c7-0f3e-556f-8150-453128882358
-- indicator 4601b0fe-6990-55a3-b947-da8f1bc75b95
-- indicator 69f011d2-2695-5ed4-a99a-9cd980dee04f
-- indicator b586776c-edd3-50ee-be1b-16a8644c5e1c
SELECT *
FROM logs
WHERE (("cs-host" LIKE '%.audit.checkmarx.cx' ESCAPE '!'
    OR "cs-host" LIKE '%.checkmarx.cx' ESCAPE '!')
    OR ("cs-host" LIKE 'audit.checkmarx.cx' ESCAPE '!'
    OR "cs-host" LIKE 'checkmarx.cx' ESCAPE '!')
    OR (("cs-host" LIKE 'audit.checkmarx.cx' ESCAPE '!'
    AND "c-uri" LIKE '%/v1/telemetry' ESCAPE '!')
    OR ("cs-host" LIKE 'raw.githubusercontent.com' ESCAPE '!'
    AND "c-uri" LIKE '%/Checkmarx/ast-vscode-extension/68ed490b575a57ef51a419f43b2b087e8ce16a46/modules/mcpAddon.js' ESCAPE '!'))
    OR "c-useragent" LIKE 'KICS-Telemetry/2.0' ESCAPE '!')
