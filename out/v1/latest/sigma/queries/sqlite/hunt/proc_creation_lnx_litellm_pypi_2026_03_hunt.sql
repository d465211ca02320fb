-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - Process Indicators - Linux
-- Sigma rule 8e3aa390-0ef5-51cc-af96-9a292750d3f8, hunt, in proc_creation_lnx_litellm_pypi_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 109a5c05-1eba-5d12-8d65-8977afbe75c0
-- indicator ab8de3b4-7c07-5ef0-b413-3a825994ee2e
SELECT *
FROM logs
WHERE ("CommandLine" LIKE '%openssl rand -out%session.key 32%' ESCAPE '!'
    OR (("Image" LIKE '%/systemctl' ESCAPE '!'
    AND ("CommandLine" LIKE '% sysmon %' ESCAPE '!'
    OR "CommandLine" LIKE '% sysmon.service %' ESCAPE '!'))
    OR ("Image" LIKE '%/systemctl' ESCAPE '!'
    AND ("CommandLine" LIKE '% sysmon' ESCAPE '!'
    OR "CommandLine" LIKE '% sysmon.service' ESCAPE '!'))))
