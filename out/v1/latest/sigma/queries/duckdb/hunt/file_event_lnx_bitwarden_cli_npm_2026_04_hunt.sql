-- Malicious Bitwarden CLI on npm - File Indicators - Linux
-- Sigma rule 6f2de4d6-566b-5800-bc76-4af27a25426d, hunt, in file_event_lnx_bitwarden_cli_npm_2026_04_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 908bf046-d281-5d1d-bec4-12550e99968f
SELECT *
FROM logs
WHERE "TargetFilename" ILIKE '%/bw1.js' ESCAPE '!'
