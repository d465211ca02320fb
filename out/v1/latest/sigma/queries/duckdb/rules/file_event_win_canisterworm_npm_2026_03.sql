-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - File Indicators - Windows
-- Sigma rule 2e80f8eb-78fa-5106-9e73-a2b5e688362d, alert, in file_event_win_canisterworm_npm_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 014c1fa6-1cfe-5a75-b159-bcaad9dc9a92
-- indicator acf630bc-729a-5f88-84d8-f5e69c957441
SELECT *
FROM logs
WHERE ("TargetFilename" ILIKE '%\.config\systemd\user\pgmon.service' ESCAPE '!'
    OR "TargetFilename" ILIKE '%\.local\share\pgmon\service.py' ESCAPE '!')
