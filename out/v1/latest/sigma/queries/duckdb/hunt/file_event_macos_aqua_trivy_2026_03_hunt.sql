-- Malicious Trivy releases, images and GitHub Actions - File Indicators - macOS
-- Sigma rule 2ddb0ce4-8d09-5d22-b2c0-10c35b951221, hunt, in file_event_macos_aqua_trivy_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 35bcf5e5-5838-5a63-9f2a-2a490fe77558
-- indicator 426a379a-628b-5523-b3e2-2e3e1cb62363
SELECT *
FROM logs
WHERE ("TargetFilename" ILIKE '%/cmd/trivy/scand.go' ESCAPE '!'
    OR "TargetFilename" ILIKE '%/kamikaze.sh' ESCAPE '!')
