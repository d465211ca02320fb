-- Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions - DNS Query to Listed Domain - Windows
-- Sigma rule 2d640fef-27e3-5e01-905e-78df437dcd5e, alert, in dns_query_win_checkmarx_actions_openvsx_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 43af9a8f-b496-5f20-b838-8272fe7c2355
SELECT *
FROM logs
WHERE ("QueryName" ILIKE '%.checkmarx.zone' ESCAPE '!'
    OR "QueryName" ILIKE 'checkmarx.zone' ESCAPE '!')
