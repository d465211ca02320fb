-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - Process Indicators - Windows
-- Sigma rule f7cf2de9-7636-5745-a962-8640fccc6354, hunt, in proc_creation_win_checkmarx_kics_dockerhub_2026_04_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 726e3e1c-b774-5eeb-bb3c-1cd5e81f3158
-- indicator d84caa11-2922-5eea-936e-885c5496f991
-- indicator e56bdfba-0b58-518d-8b91-2cfb31c8fab2
-- indicator ff838587-d618-5e3e-aeeb-7d1dafdd0e23
SELECT *
FROM logs
WHERE (lower(CommandLine) LIKE '%cmd.exe /d /s /c%az account get-access-token --output json --resource https://management.azure.com%' ESCAPE '!'
    OR lower(CommandLine) LIKE '%cmd.exe /d /s /c%azd auth token --output json --no-prompt --scope https://management.azure.com/.default%' ESCAPE '!'
    OR lower(CommandLine) LIKE '%cmd.exe /d /s /c%gcloud config config-helper --format json%' ESCAPE '!'
    OR lower(CommandLine) LIKE '%cmd.exe /d /s /c%gh auth token%' ESCAPE '!')
