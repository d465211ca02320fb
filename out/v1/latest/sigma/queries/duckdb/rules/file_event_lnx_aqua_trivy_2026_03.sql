-- Malicious Trivy releases, images and GitHub Actions - File Indicators - Linux
-- Sigma rule a5d9aeb7-b54c-5ee6-ac9f-29198dfca1d4, alert, in file_event_lnx_aqua_trivy_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 184294cd-4263-563c-a141-51a9f10327bb
-- indicator 93f4a39e-ecd9-5412-99e9-f381edf1c217
-- indicator 9c574c76-2875-5e4e-bf0d-da9242dcf55e
-- indicator 9fae9dc5-0a4d-5e4e-aad5-64489c7c16dc
-- indicator a6cc8c39-5ffb-5f80-93b7-d09db21ef19b
-- indicator ab40cc62-fdb6-59aa-a8c2-3c55cca5c8a8
SELECT *
FROM logs
WHERE ("TargetFilename" ILIKE '/tmp/pglog' ESCAPE '!'
    OR ("TargetFilename" ILIKE '%/.config/sysmon.py' ESCAPE '!'
    OR "TargetFilename" ILIKE '%/.config/sysmon/sysmon.py' ESCAPE '!'
    OR "TargetFilename" ILIKE '%/.config/systemd/user/sysmon.py' ESCAPE '!'
    OR "TargetFilename" ILIKE '%/tpcp.tar.gz' ESCAPE '!')
    OR "TargetFilename" ILIKE '/tmp/runner!_collected!_%' ESCAPE '!')
