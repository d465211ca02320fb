-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - File Indicators - Windows
-- Sigma rule b3222d81-6d71-5eda-86ad-ef84f4ce3e5e, hunt, in file_event_win_canisterworm_npm_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 227f02d7-2342-5e58-b5e1-93370ef5ca3d
-- indicator 426a379a-628b-5523-b3e2-2e3e1cb62363
-- indicator 7747def9-1afb-55df-9db5-ee688f591f8f
SELECT *
FROM logs
WHERE (lower(TargetFilename) LIKE '%\\kamikaze.sh' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%\\kube.py' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%\\prop.py' ESCAPE '!')
