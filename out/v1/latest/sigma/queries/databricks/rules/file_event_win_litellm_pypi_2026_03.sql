-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - File Indicators - Windows
-- Sigma rule 0c7c7c8c-68bc-526c-b603-fbefc00778a5, alert, in file_event_win_litellm_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 0529ef3d-2365-53eb-937a-3082a92a7de1
-- indicator 4fe24693-0268-53d6-84a4-4a384708353f
-- indicator 9fae9dc5-0a4d-5e4e-aad5-64489c7c16dc
SELECT *
FROM logs
WHERE (lower(TargetFilename) LIKE '%\\.config\\sysmon\\sysmon.py' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%\\.config\\systemd\\user\\sysmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%\\site-packages\\litellm!_init.pth' ESCAPE '!')
