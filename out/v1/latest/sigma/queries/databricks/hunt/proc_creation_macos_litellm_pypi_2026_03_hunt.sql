-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - Process Indicators - macOS
-- Sigma rule 84a19421-eef6-5801-9cf1-d51be9d46671, hunt, in proc_creation_macos_litellm_pypi_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 109a5c05-1eba-5d12-8d65-8977afbe75c0
SELECT *
FROM logs
WHERE lower(CommandLine) LIKE '%openssl rand -out%session.key 32%' ESCAPE '!'
