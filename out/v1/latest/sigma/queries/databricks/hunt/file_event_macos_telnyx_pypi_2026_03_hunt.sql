-- Malicious telnyx 4.87.1 and 4.87.2 on PyPI - File Indicators - macOS
-- Sigma rule 684d886d-7235-519d-aabb-ff9cfea06a34, hunt, in file_event_macos_telnyx_pypi_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 01317b35-0209-5992-b6da-b584bc4205a7
-- indicator c2461956-1a0b-5aee-b72c-def9a5cb9cd1
-- indicator f806db58-052e-593f-8d15-158695258a15
SELECT *
FROM logs
WHERE (lower(TargetFilename) LIKE '%/hangup.wav' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/ringtone.wav' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/telnyx/!_client.py' ESCAPE '!')
