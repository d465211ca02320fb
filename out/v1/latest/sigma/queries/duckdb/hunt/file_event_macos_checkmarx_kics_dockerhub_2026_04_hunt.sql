-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - File Indicators - macOS
-- Sigma rule 5fe98063-88a0-56f5-acf7-24bb43c93128, hunt, in file_event_macos_checkmarx_kics_dockerhub_2026_04_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator a003ac7d-dcfe-56d2-a3cc-f44eddff4135
-- indicator c575144c-495e-5626-a14b-784c318f6ddb
SELECT *
FROM logs
WHERE ("TargetFilename" ILIKE '%/.github/workflows/format-check.yml' ESCAPE '!'
    OR "TargetFilename" ILIKE '%/format-results.txt' ESCAPE '!')
