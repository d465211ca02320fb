-- Malicious Trivy releases, images and GitHub Actions - Process Indicators - macOS
-- Sigma rule 07f446e4-fa9c-528c-833e-529a32f709d8, alert, in proc_creation_macos_aqua_trivy_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator c06d9d78-e4c7-5a5c-b657-0f7eff46f5c6
-- indicator c93aa168-fd97-51c7-8b0c-44b65c4eda91
-- indicator e42dc604-4389-5725-a701-15635e6b9736
SELECT *
FROM logs
WHERE (lower(CommandLine) LIKE '%curl%-x post https://scan.aquasecurtiy.org%x-filename: tpcp.tar.gz%--data-binary @%' ESCAPE '!'
    OR lower(CommandLine) LIKE '%openssl enc -aes-256-cbc -in%payload.enc%-pass file:%-pbkdf2%' ESCAPE '!'
    OR lower(CommandLine) LIKE '%openssl pkeyutl -encrypt -pubin -inkey%session.key.enc%-pkeyopt rsa!_padding!_mode:oaep%' ESCAPE '!')
