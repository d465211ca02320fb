-- Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions - DNS Query to Listed Domain
-- Sigma rule d96ed05e-aa3f-5a14-988d-57585554c7cd, alert, in net_dns_checkmarx_actions_openvsx_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 43af9a8f-b496-5f20-b838-8272fe7c2355
SELECT *
FROM logs
WHERE ("query" LIKE '%.checkmarx.zone' ESCAPE '!'
    OR "query" LIKE 'checkmarx.zone' ESCAPE '!')
