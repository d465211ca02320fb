-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - File Indicators - Linux
-- Sigma rule 14099ef4-6520-503c-8ff2-c0406a459907, hunt, in file_event_lnx_canisterworm_npm_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 0b25cddf-93d2-5e6e-b5ef-57d3c3bb2662
-- indicator 227f02d7-2342-5e58-b5e1-93370ef5ca3d
-- indicator 426a379a-628b-5523-b3e2-2e3e1cb62363
-- indicator 4d1c3a9b-cdb3-5477-b314-131ccd2960cc
-- indicator 7747def9-1afb-55df-9db5-ee688f591f8f
-- indicator cb5faf57-98e0-5201-9a0f-01386e93bb7d
-- indicator d16621f5-4b8b-513d-af10-d48624cbd58a
SELECT *
FROM logs
WHERE ((("TargetFilename" LIKE '/etc/systemd/system/internal-monitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/etc/systemd/system/pgmonitor.service' ESCAPE '!')
    OR ("TargetFilename" LIKE '%/kamikaze.sh' ESCAPE '!'
    OR "TargetFilename" LIKE '%/kube.py' ESCAPE '!'
    OR "TargetFilename" LIKE '%/prop.py' ESCAPE '!'))
    OR (("TargetFilename" LIKE '/etc/systemd/system/internal-monitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/etc/systemd/system/pgmonitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/etc/systemd/user/internal-monitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/etc/systemd/user/pgmonitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/lib/systemd/system/internal-monitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/lib/systemd/system/pgmonitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/run/systemd/system/internal-monitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/run/systemd/system/pgmonitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/usr/lib/systemd/system/internal-monitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/usr/lib/systemd/system/pgmonitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/usr/lib/systemd/user/internal-monitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/usr/lib/systemd/user/pgmonitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/usr/local/lib/systemd/system/internal-monitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '/usr/local/lib/systemd/system/pgmonitor.service' ESCAPE '!')
    OR ("TargetFilename" LIKE '%/.config/systemd/user/internal-monitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '%/.config/systemd/user/pgmonitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '%/.local/share/systemd/user/internal-monitor.service' ESCAPE '!'
    OR "TargetFilename" LIKE '%/.local/share/systemd/user/pgmonitor.service' ESCAPE '!')))
