-- CanisterSprawl, a worm in npm packages of Namastex and others - Connection to Listed Host - Linux
-- Sigma rule 7ac2dfee-515a-5dec-8474-8a01020da6e2, alert, in net_connection_lnx_canistersprawl_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 6f18a77d-e1e7-5d61-a220-4fd7005f9820
-- indicator 7dae7004-8950-521d-9852-8b42ac9abf4a
-- indicator d1a2f29b-7bf3-50d3-8a46-0d8678422a86
SELECT *
FROM logs
WHERE (lower(DestinationIp) LIKE '143.198.237.25' ESCAPE '!'
    OR lower(DestinationHostname) LIKE '%.telemetry.api-monitor.com' ESCAPE '!'
    OR (lower(DestinationHostname) LIKE 'cjn37-uyaaa-aaaac-qgnva-cai.raw.icp0.io' ESCAPE '!'
    OR lower(DestinationHostname) LIKE 'telemetry.api-monitor.com' ESCAPE '!'))
