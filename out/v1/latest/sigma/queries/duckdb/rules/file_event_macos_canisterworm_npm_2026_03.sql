-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - File Indicators - macOS
-- Sigma rule 6c2f1a04-5c37-5257-ae0a-6b9d9205e68b, alert, in file_event_macos_canisterworm_npm_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 014c1fa6-1cfe-5a75-b159-bcaad9dc9a92
-- indicator 19e62dea-3cb5-5ed1-a47f-dc9fa6134546
-- indicator 2d21a8b6-9a59-5cf4-b67a-2dfecde66788
-- indicator a7136abd-64cb-5e9e-b1b3-b3e42512b3ac
-- indicator ab40cc62-fdb6-59aa-a8c2-3c55cca5c8a8
-- indicator acf630bc-729a-5f88-84d8-f5e69c957441
SELECT *
FROM logs
WHERE (("TargetFilename" ILIKE '/private/tmp/.pg!_state' ESCAPE '!'
    OR "TargetFilename" ILIKE '/private/tmp/pglog' ESCAPE '!'
    OR "TargetFilename" ILIKE '/private/var/lib/pgmon/pgmon.py' ESCAPE '!'
    OR "TargetFilename" ILIKE '/private/var/lib/svc!_internal/runner.py' ESCAPE '!'
    OR "TargetFilename" ILIKE '/tmp/.pg!_state' ESCAPE '!'
    OR "TargetFilename" ILIKE '/tmp/pglog' ESCAPE '!'
    OR "TargetFilename" ILIKE '/var/lib/pgmon/pgmon.py' ESCAPE '!'
    OR "TargetFilename" ILIKE '/var/lib/svc!_internal/runner.py' ESCAPE '!')
    OR ("TargetFilename" ILIKE '%/.config/systemd/user/pgmon.service' ESCAPE '!'
    OR "TargetFilename" ILIKE '%/.local/share/pgmon/service.py' ESCAPE '!'))
