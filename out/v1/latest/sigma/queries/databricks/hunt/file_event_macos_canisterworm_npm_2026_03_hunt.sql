-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - File Indicators - macOS
-- Sigma rule 67c94b0b-bbe1-578c-b730-2b58165b9d66, hunt, in file_event_macos_canisterworm_npm_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 227f02d7-2342-5e58-b5e1-93370ef5ca3d
-- indicator 426a379a-628b-5523-b3e2-2e3e1cb62363
-- indicator 4d1c3a9b-cdb3-5477-b314-131ccd2960cc
-- indicator 7747def9-1afb-55df-9db5-ee688f591f8f
-- indicator d16621f5-4b8b-513d-af10-d48624cbd58a
SELECT *
FROM logs
WHERE ((lower(TargetFilename) LIKE '/etc/systemd/system/internal-monitor.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/etc/systemd/system/pgmonitor.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/private/etc/systemd/system/internal-monitor.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/private/etc/systemd/system/pgmonitor.service' ESCAPE '!')
    OR (lower(TargetFilename) LIKE '%/kamikaze.sh' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/kube.py' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/prop.py' ESCAPE '!'))
