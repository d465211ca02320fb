-- Malicious Alpha images - DNS Query to Listed Domain
-- Sigma rule 527ae877-c1a4-5b60-b116-c05c1dad5f6f, alert, in net_dns_alpha_registry_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 2d7ef453-39f7-534a-a6a8-d298e5c5e365
-- indicator bcffaa4e-7168-5ade-a584-41758b37554b
SELECT *
FROM logs
WHERE ("query" LIKE '%.audit.alpha.example' ESCAPE '!'
    OR ("query" LIKE 'audit.alpha.example' ESCAPE '!'
    OR "query" LIKE 'host-1.tunnel.example' ESCAPE '!'))
