-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - Process Indicators - macOS
-- Sigma rule 04c87bf4-8021-51e3-b9f2-fd0ee031a4b4, alert, in proc_creation_macos_litellm_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 37f887d8-4214-5f20-b174-1d15a112ea1a
-- indicator c93aa168-fd97-51c7-8b0c-44b65c4eda91
SELECT *
FROM logs
WHERE ("CommandLine" ILIKE '%openssl enc -aes-256-cbc -in%payload.enc%-pass file:%-pbkdf2%' ESCAPE '!'
    OR "CommandLine" ILIKE '%systemctl --user enable --now sysmon.service%' ESCAPE '!')
