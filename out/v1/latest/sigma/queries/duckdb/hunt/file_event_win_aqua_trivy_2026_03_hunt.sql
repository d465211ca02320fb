-- Malicious Trivy releases, images and GitHub Actions - File Indicators - Windows
-- Sigma rule 3030cc06-3b6e-54ea-a99d-3b02a916523b, hunt, in file_event_win_aqua_trivy_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 35bcf5e5-5838-5a63-9f2a-2a490fe77558
-- indicator 426a379a-628b-5523-b3e2-2e3e1cb62363
SELECT *
FROM logs
WHERE ("TargetFilename" ILIKE '%\cmd\trivy\scand.go' ESCAPE '!'
    OR "TargetFilename" ILIKE '%\kamikaze.sh' ESCAPE '!')
