-- Malicious Alpha images - DNS Query to Listed Domain - Windows
-- Sigma rule a48bdeeb-590d-5ddb-8c4c-22d43af17ad3, alert, in dns_query_win_alpha_registry_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 2d7ef453-39f7-534a-a6a8-d298e5c5e365
-- indicator bcffaa4e-7168-5ade-a584-41758b37554b
SELECT *
FROM logs
WHERE ("QueryName" LIKE '%.audit.alpha.example' ESCAPE '!'
    OR ("QueryName" LIKE 'audit.alpha.example' ESCAPE '!'
    OR "QueryName" LIKE 'host-1.tunnel.example' ESCAPE '!'))
