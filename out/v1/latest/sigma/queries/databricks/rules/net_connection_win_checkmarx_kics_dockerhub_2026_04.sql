-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - Connection to Listed Host - Windows
-- Sigma rule a4bebcc5-5b41-5848-ae4d-2c550a779a07, alert, in net_connection_win_checkmarx_kics_dockerhub_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 0302f28c-fd4f-5122-ab11-35c8cb258ce4
-- indicator 35b2b7c7-0f3e-556f-8150-453128882358
-- indicator b586776c-edd3-50ee-be1b-16a8644c5e1c
SELECT *
FROM logs
WHERE (lower(DestinationIp) LIKE '94.154.172.43' ESCAPE '!'
    OR (lower(DestinationHostname) LIKE '%.audit.checkmarx.cx' ESCAPE '!'
    OR lower(DestinationHostname) LIKE '%.checkmarx.cx' ESCAPE '!')
    OR (lower(DestinationHostname) LIKE 'audit.checkmarx.cx' ESCAPE '!'
    OR lower(DestinationHostname) LIKE 'checkmarx.cx' ESCAPE '!'))
