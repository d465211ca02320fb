-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - Process Indicators - Windows
-- Sigma rule 6daff630-311a-5d25-99e6-2793532f1213, hunt, in proc_creation_win_litellm_pypi_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 109a5c05-1eba-5d12-8d65-8977afbe75c0
SELECT *
FROM logs
WHERE "CommandLine" LIKE '%openssl rand -out%session.key 32%' ESCAPE '!'
