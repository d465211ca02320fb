-- Malicious Bitwarden CLI on npm - File Indicators - Windows
-- Sigma rule 0bcec5aa-c69a-5cd5-a504-4503701f17c8, alert, in file_event_win_bitwarden_cli_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 8acbaf1e-f1db-541a-a870-cb4d0bbeb1a0
SELECT *
FROM logs
WHERE "TargetFilename" LIKE '%\bw!_setup.js' ESCAPE '!'
