-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - File Indicators - macOS
-- Sigma rule cb1892ea-281d-52eb-9b6d-776cd5e402f5, alert, in file_event_macos_litellm_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 0529ef3d-2365-53eb-937a-3082a92a7de1
-- indicator 4d563031-a911-5a62-b577-4810b4682343
-- indicator 4fe24693-0268-53d6-84a4-4a384708353f
-- indicator 9fae9dc5-0a4d-5e4e-aad5-64489c7c16dc
-- indicator a7136abd-64cb-5e9e-b1b3-b3e42512b3ac
-- indicator ab40cc62-fdb6-59aa-a8c2-3c55cca5c8a8
SELECT *
FROM logs
WHERE ((lower(TargetFilename) LIKE '/host/root/.config/sysmon/sysmon.py' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/private/tmp/.pg!_state' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/private/tmp/pglog' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/tmp/.pg!_state' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/tmp/pglog' ESCAPE '!')
    OR (lower(TargetFilename) LIKE '%/.config/sysmon/sysmon.py' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/.config/systemd/user/sysmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/site-packages/litellm!_init.pth' ESCAPE '!'))
