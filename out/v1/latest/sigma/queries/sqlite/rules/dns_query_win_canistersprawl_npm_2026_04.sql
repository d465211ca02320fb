-- CanisterSprawl, a worm in npm packages of Namastex and others - DNS Query to Listed Domain - Windows
-- Sigma rule f8348df0-457f-5f6f-9aa9-4695d4e87e11, alert, in dns_query_win_canistersprawl_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 7dae7004-8950-521d-9852-8b42ac9abf4a
-- indicator d1a2f29b-7bf3-50d3-8a46-0d8678422a86
SELECT *
FROM logs
WHERE ("QueryName" LIKE '%.telemetry.api-monitor.com' ESCAPE '!'
    OR ("QueryName" LIKE 'cjn37-uyaaa-aaaac-qgnva-cai.raw.icp0.io' ESCAPE '!'
    OR "QueryName" LIKE 'telemetry.api-monitor.com' ESCAPE '!'))
