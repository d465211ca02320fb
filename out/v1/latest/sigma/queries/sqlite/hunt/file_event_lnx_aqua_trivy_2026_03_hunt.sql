-- Malicious Trivy releases, images and GitHub Actions - File Indicators - Linux
-- Sigma rule 740a25a3-5d37-53f3-add5-9dc1f470c76c, hunt, in file_event_lnx_aqua_trivy_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 35bcf5e5-5838-5a63-9f2a-2a490fe77558
-- indicator 426a379a-628b-5523-b3e2-2e3e1cb62363
SELECT *
FROM logs
WHERE ("TargetFilename" LIKE '%/cmd/trivy/scand.go' ESCAPE '!'
    OR "TargetFilename" LIKE '%/kamikaze.sh' ESCAPE '!')
