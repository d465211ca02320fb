-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - File Indicators - Linux
-- Sigma rule 24efb18f-b46d-5ba4-80cf-510c03e31751, alert, in file_event_lnx_canisterworm_npm_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 014c1fa6-1cfe-5a75-b159-bcaad9dc9a92
-- indicator 19e62dea-3cb5-5ed1-a47f-dc9fa6134546
-- indicator 2d21a8b6-9a59-5cf4-b67a-2dfecde66788
-- indicator a7136abd-64cb-5e9e-b1b3-b3e42512b3ac
-- indicator ab40cc62-fdb6-59aa-a8c2-3c55cca5c8a8
-- indicator acf630bc-729a-5f88-84d8-f5e69c957441
-- indicator f84147a5-76a0-58e7-a271-27cf3ca607ac
SELECT *
FROM logs
WHERE (((lower(TargetFilename) LIKE '/tmp/.pg!_state' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/tmp/pglog' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/var/lib/pgmon/pgmon.py' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/var/lib/svc!_internal/runner.py' ESCAPE '!')
    OR (lower(TargetFilename) LIKE '%/.config/systemd/user/pgmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/.local/share/pgmon/service.py' ESCAPE '!'))
    OR ((lower(TargetFilename) LIKE '/etc/systemd/system/pgmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/etc/systemd/user/pgmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/lib/systemd/system/pgmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/run/systemd/system/pgmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/usr/lib/systemd/system/pgmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/usr/lib/systemd/user/pgmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/usr/local/lib/systemd/system/pgmon.service' ESCAPE '!')
    OR (lower(TargetFilename) LIKE '%/.config/systemd/user/pgmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/.local/share/systemd/user/pgmon.service' ESCAPE '!')))
