-- Malicious telnyx 4.87.1 and 4.87.2 on PyPI - File Indicators - Windows
-- Sigma rule c56b83df-2eae-58ef-9b32-0d76eb37e2dc, alert, in file_event_win_telnyx_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 21f8f22a-5b39-5ae7-9cbb-dce5e0fff089
-- indicator 2434e23f-999b-5575-9300-c85cad79ec3e
SELECT *
FROM logs
WHERE ("TargetFilename" ILIKE '%\AppData\Roaming\Microsoft\Windows\Start Menu\Programs\Startup\msbuild.exe' ESCAPE '!'
    OR "TargetFilename" ILIKE '%\AppData\Roaming\Microsoft\Windows\Start Menu\Programs\Startup\msbuild.exe.lock' ESCAPE '!')
