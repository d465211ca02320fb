-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - File Indicators - Windows
-- Sigma rule d8922c79-530a-55d5-9869-18230c694b77, hunt, in file_event_win_checkmarx_kics_dockerhub_2026_04_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator a003ac7d-dcfe-56d2-a3cc-f44eddff4135
-- indicator c575144c-495e-5626-a14b-784c318f6ddb
SELECT *
FROM logs
WHERE ("TargetFilename" LIKE '%\.github\workflows\format-check.yml' ESCAPE '!'
    OR "TargetFilename" LIKE '%\format-results.txt' ESCAPE '!')
