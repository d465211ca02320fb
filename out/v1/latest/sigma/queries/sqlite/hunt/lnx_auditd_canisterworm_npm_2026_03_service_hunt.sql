-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - Start of Listed Service
-- Sigma rule f746be2d-8c2a-5dc9-855d-d7287e07668b, hunt, in lnx_auditd_canisterworm_npm_2026_03_service_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 0b25cddf-93d2-5e6e-b5ef-57d3c3bb2662
-- indicator cb5faf57-98e0-5201-9a0f-01386e93bb7d
SELECT *
FROM logs
WHERE ("type" LIKE 'SERVICE!_START' ESCAPE '!'
    AND ("unit" LIKE 'internal-monitor' ESCAPE '!'
    OR "unit" LIKE 'pgmonitor' ESCAPE '!'))
