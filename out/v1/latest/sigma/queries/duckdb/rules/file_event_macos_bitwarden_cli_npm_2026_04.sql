-- Malicious Bitwarden CLI on npm - File Indicators - macOS
-- Sigma rule ac8c2360-ee52-54c1-ba3a-f22ab59e0cd3, alert, in file_event_macos_bitwarden_cli_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 8acbaf1e-f1db-541a-a870-cb4d0bbeb1a0
SELECT *
FROM logs
WHERE "TargetFilename" ILIKE '%/bw!_setup.js' ESCAPE '!'
