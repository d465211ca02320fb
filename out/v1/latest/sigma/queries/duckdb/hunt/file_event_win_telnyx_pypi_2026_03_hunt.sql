-- Malicious telnyx 4.87.1 and 4.87.2 on PyPI - File Indicators - Windows
-- Sigma rule 000e6015-4d50-5d33-ab5c-b70adceef52e, hunt, in file_event_win_telnyx_pypi_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 01317b35-0209-5992-b6da-b584bc4205a7
-- indicator c2461956-1a0b-5aee-b72c-def9a5cb9cd1
-- indicator f806db58-052e-593f-8d15-158695258a15
SELECT *
FROM logs
WHERE ("TargetFilename" ILIKE '%\hangup.wav' ESCAPE '!'
    OR "TargetFilename" ILIKE '%\ringtone.wav' ESCAPE '!'
    OR "TargetFilename" ILIKE '%\telnyx\!_client.py' ESCAPE '!')
