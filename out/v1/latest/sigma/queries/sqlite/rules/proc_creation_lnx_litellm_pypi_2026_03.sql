-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - Process Indicators - Linux
-- Sigma rule d4e7d0a7-26a6-5364-95e7-adc9cad37d63, alert, in proc_creation_lnx_litellm_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 0b5bdf4a-df20-554b-8942-e34d7eaf22a3
-- indicator 34a9ea04-0843-5c7d-bc48-faae09a99f91
-- indicator 35d120d2-df5e-550b-86b3-40dd81153d8f
-- indicator 37f887d8-4214-5f20-b174-1d15a112ea1a
-- indicator 706f492d-116e-5ceb-9a71-e39ccf1b72cc
-- indicator 98e34fc8-6929-50ac-b278-d30da4578ba0
-- indicator c93aa168-fd97-51c7-8b0c-44b65c4eda91
-- indicator f2fa6ad7-19c1-515e-88ba-3788bc8521b3
SELECT *
FROM logs
WHERE (("CommandLine" LIKE '%openssl enc -aes-256-cbc -in%payload.enc%-pass file:%-pbkdf2%' ESCAPE '!'
    OR "CommandLine" LIKE '%systemctl --user enable --now sysmon.service%' ESCAPE '!')
    OR ("Hashes" LIKE '%SHA256=71e35aef03099cd1f2d6446734273025a163597de93912df321ef118bf135238%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=8395c3268d5c5dbae1c7c6d4bb3c318c752ba4608cfcd90eb97ffb94a910eac2%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=8a2a05fd8bdc329c8a86d2d08229d167500c01ecad06e40477c49fb0096efdea%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=a0d229be8efcb2f9135e2ad55ba275b76ddcfeb55fa4370e0a522a5bdee0120b%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=d2a0d5f564628773b6af7b9c11f6b86531a875bd2d186d7081ab62748a800ebb%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=d39f4e7a218053cce976c91eacf184cf09a6960c731cc9d66d8e1a53406593a5%' ESCAPE '!'))
