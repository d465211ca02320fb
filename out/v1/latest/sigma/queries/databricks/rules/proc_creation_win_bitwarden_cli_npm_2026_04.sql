-- Malicious Bitwarden CLI on npm - Process Indicators - Windows
-- Sigma rule 53853e10-13a9-5d0a-a248-2262ce4d9f94, alert, in proc_creation_win_bitwarden_cli_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 3790f6ed-f56e-5506-a61f-f0a9d317a18d
-- indicator d8d7c143-42a9-5d01-9cc6-cdbbadc7c793
-- indicator dd5a6131-eb7a-5506-8b06-2eee6da9b98e
SELECT *
FROM logs
WHERE (lower(Hashes) LIKE '%sha256=167ce57ef59a32a6a0ef4137785828077879092d7f83ddbc1755d6e69116e0ad%' ESCAPE '!'
    OR lower(Hashes) LIKE '%sha256=18f784b3bc9a0bcdcb1a8d7f51bc5f54323fc40cbd874119354ab609bef6e4cb%' ESCAPE '!'
    OR lower(Hashes) LIKE '%sha256=8605e365edf11160aad517c7d79a3b26b62290e5072ef97b102a01ddbb343f14%' ESCAPE '!')
