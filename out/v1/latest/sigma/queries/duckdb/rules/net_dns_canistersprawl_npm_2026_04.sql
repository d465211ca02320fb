-- CanisterSprawl, a worm in npm packages of Namastex and others - DNS Query to Listed Domain
-- Sigma rule f58d17e2-45f8-554f-b525-9a13b9a5e9fe, alert, in net_dns_canistersprawl_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 7dae7004-8950-521d-9852-8b42ac9abf4a
-- indicator d1a2f29b-7bf3-50d3-8a46-0d8678422a86
SELECT *
FROM logs
WHERE ("query" ILIKE '%.telemetry.api-monitor.com' ESCAPE '!'
    OR ("query" ILIKE 'cjn37-uyaaa-aaaac-qgnva-cai.raw.icp0.io' ESCAPE '!'
    OR "query" ILIKE 'telemetry.api-monitor.com' ESCAPE '!'))
