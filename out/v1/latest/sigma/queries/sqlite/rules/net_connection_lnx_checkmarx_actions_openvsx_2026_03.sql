-- Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions - Connection to Listed Host - Linux
-- Sigma rule fd4bacd0-5567-5fc0-b128-50e5b80f739f, alert, in net_connection_lnx_checkmarx_actions_openvsx_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 43af9a8f-b496-5f20-b838-8272fe7c2355
-- indicator 619a5e89-4be2-59c3-a381-ae7fd344271f
SELECT *
FROM logs
WHERE ("DestinationIp" LIKE '83.142.209.11' ESCAPE '!'
    OR "DestinationHostname" LIKE '%.checkmarx.zone' ESCAPE '!'
    OR "DestinationHostname" LIKE 'checkmarx.zone' ESCAPE '!')
