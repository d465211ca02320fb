-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - Start of Listed Service
-- Sigma rule bb582393-0b00-5e66-ae88-3b671eb6e016, hunt, in lnx_auditd_litellm_pypi_2026_03_service_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator ab8de3b4-7c07-5ef0-b413-3a825994ee2e
SELECT *
FROM logs
WHERE ("type" ILIKE 'SERVICE!_START' ESCAPE '!'
    AND "unit" ILIKE 'sysmon' ESCAPE '!')
