-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - Start of Listed Service
-- Sigma rule 31cb7198-985e-5e41-b632-370f1dc62029, alert, in lnx_auditd_canisterworm_npm_2026_03_service.yml
-- feedgen, TLP:CLEAR
-- indicator f84147a5-76a0-58e7-a271-27cf3ca607ac
SELECT *
FROM logs
WHERE (lower(type) LIKE 'service!_start' ESCAPE '!'
    AND lower(unit) LIKE 'pgmon' ESCAPE '!')
