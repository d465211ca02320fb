-- Malicious Alpha images - Proxy Request
-- Sigma rule 1716c6d7-2f87-54f8-b4b6-a77350e1503e, alert, in proxy_alpha_registry_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 2d7ef453-39f7-534a-a6a8-d298e5c5e365
-- indicator 4d8e10d4-d371-5301-924d-8738f1f114fa
-- indicator ad687ef2-e6dd-5093-9d06-78091ce6331d
-- indicator bcffaa4e-7168-5ade-a584-41758b37554b
-- indicator e9d1222c-0228-5257-b2b5-0a8e1642c72a
SELECT *
FROM logs
WHERE ("cs-host" ILIKE '%.audit.alpha.example' ESCAPE '!'
    OR ("cs-host" ILIKE 'audit.alpha.example' ESCAPE '!'
    OR "cs-host" ILIKE 'host-1.tunnel.example' ESCAPE '!')
    OR (("cs-host" ILIKE 'audit.alpha.example' ESCAPE '!'
    AND "c-uri" ILIKE '%/v1/telemetry?a=b;c' ESCAPE '!')
    OR ("cs-host" ILIKE 'raw.forge.example' ESCAPE '!'
    AND "c-uri" ILIKE '%/alpha/x/modules/add.js' ESCAPE '!'))
    OR "c-useragent" ILIKE 'Alpha-Telemetry/2.0' ESCAPE '!')
