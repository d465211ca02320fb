-- Malicious Trivy releases, images and GitHub Actions - File Indicators - Windows
-- Sigma rule ec2d370c-903f-5188-930e-bf0b47909b14, alert, in file_event_win_aqua_trivy_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 184294cd-4263-563c-a141-51a9f10327bb
-- indicator 93f4a39e-ecd9-5412-99e9-f381edf1c217
-- indicator 9c574c76-2875-5e4e-bf0d-da9242dcf55e
-- indicator 9fae9dc5-0a4d-5e4e-aad5-64489c7c16dc
SELECT *
FROM logs
WHERE (lower(TargetFilename) LIKE '%\\.config\\sysmon.py' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%\\.config\\sysmon\\sysmon.py' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%\\.config\\systemd\\user\\sysmon.py' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%\\tpcp.tar.gz' ESCAPE '!')
