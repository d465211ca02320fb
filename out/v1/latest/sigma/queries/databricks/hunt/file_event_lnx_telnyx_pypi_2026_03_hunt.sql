-- Malicious telnyx 4.87.1 and 4.87.2 on PyPI - File Indicators - Linux
-- Sigma rule 0bd9f542-4f00-50ba-9b1d-6e3291763f2a, hunt, in file_event_lnx_telnyx_pypi_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 01317b35-0209-5992-b6da-b584bc4205a7
-- indicator c2461956-1a0b-5aee-b72c-def9a5cb9cd1
-- indicator f806db58-052e-593f-8d15-158695258a15
SELECT *
FROM logs
WHERE (lower(TargetFilename) LIKE '%/hangup.wav' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/ringtone.wav' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/telnyx/!_client.py' ESCAPE '!')
