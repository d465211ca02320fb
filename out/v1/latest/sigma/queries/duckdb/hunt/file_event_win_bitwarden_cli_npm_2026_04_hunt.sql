-- Malicious Bitwarden CLI on npm - File Indicators - Windows
-- Sigma rule be559344-4f75-5e53-bf5c-84894c83596c, hunt, in file_event_win_bitwarden_cli_npm_2026_04_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 908bf046-d281-5d1d-bec4-12550e99968f
SELECT *
FROM logs
WHERE "TargetFilename" ILIKE '%\bw1.js' ESCAPE '!'
