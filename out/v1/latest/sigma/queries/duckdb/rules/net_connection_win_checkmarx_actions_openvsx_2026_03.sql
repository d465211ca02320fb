-- Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions - Connection to Listed Host - Windows
-- Sigma rule ef42f604-df5a-5f31-a3b2-bb9e63758bd7, alert, in net_connection_win_checkmarx_actions_openvsx_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 43af9a8f-b496-5f20-b838-8272fe7c2355
-- indicator 619a5e89-4be2-59c3-a381-ae7fd344271f
SELECT *
FROM logs
WHERE ("DestinationIp" ILIKE '83.142.209.11' ESCAPE '!'
    OR "DestinationHostname" ILIKE '%.checkmarx.zone' ESCAPE '!'
    OR "DestinationHostname" ILIKE 'checkmarx.zone' ESCAPE '!')
