-- Malicious Bitwarden CLI on npm - File Indicators - Linux
-- Sigma rule 4a85b30f-f241-5b26-a0c2-406c177fa680, alert, in file_event_lnx_bitwarden_cli_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 8acbaf1e-f1db-541a-a870-cb4d0bbeb1a0
SELECT *
FROM logs
WHERE "TargetFilename" ILIKE '%/bw!_setup.js' ESCAPE '!'
