-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - File Indicators - Linux
-- Sigma rule ca71c806-e0a6-5280-addd-be4289615f76, hunt, in file_event_lnx_litellm_pypi_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator ab8de3b4-7c07-5ef0-b413-3a825994ee2e
SELECT *
FROM logs
WHERE ((lower(TargetFilename) LIKE '/etc/systemd/system/sysmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/etc/systemd/user/sysmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/lib/systemd/system/sysmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/run/systemd/system/sysmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/usr/lib/systemd/system/sysmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/usr/lib/systemd/user/sysmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '/usr/local/lib/systemd/system/sysmon.service' ESCAPE '!')
    OR (lower(TargetFilename) LIKE '%/.config/systemd/user/sysmon.service' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/.local/share/systemd/user/sysmon.service' ESCAPE '!'))
