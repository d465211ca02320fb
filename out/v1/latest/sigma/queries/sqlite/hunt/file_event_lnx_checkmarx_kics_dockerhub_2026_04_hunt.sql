-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - File Indicators - Linux
-- Sigma rule 7bc96b75-902f-5719-9307-3cbc4c211e13, hunt, in file_event_lnx_checkmarx_kics_dockerhub_2026_04_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator a003ac7d-dcfe-56d2-a3cc-f44eddff4135
-- indicator c575144c-495e-5626-a14b-784c318f6ddb
SELECT *
FROM logs
WHERE ("TargetFilename" LIKE '%/.github/workflows/format-check.yml' ESCAPE '!'
    OR "TargetFilename" LIKE '%/format-results.txt' ESCAPE '!')
