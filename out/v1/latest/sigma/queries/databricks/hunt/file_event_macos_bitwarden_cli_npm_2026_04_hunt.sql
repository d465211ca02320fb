-- Malicious Bitwarden CLI on npm - File Indicators - macOS
-- Sigma rule e0cf8fd4-7dac-594c-b1dd-b46e90c0a3e0, hunt, in file_event_macos_bitwarden_cli_npm_2026_04_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 908bf046-d281-5d1d-bec4-12550e99968f
SELECT *
FROM logs
WHERE lower(TargetFilename) LIKE '%/bw1.js' ESCAPE '!'
