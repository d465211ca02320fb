-- Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions - Proxy Request
-- Sigma rule f703e235-3f49-5746-b105-7e1c371b814a, alert, in proxy_checkmarx_actions_openvsx_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 43af9a8f-b496-5f20-b838-8272fe7c2355
-- indicator af87a326-73a6-5029-b8d5-66abd0b8e570
SELECT *
FROM logs
WHERE ("cs-host" ILIKE '%.checkmarx.zone' ESCAPE '!'
    OR "cs-host" ILIKE 'checkmarx.zone' ESCAPE '!'
    OR ("cs-host" ILIKE 'checkmarx.zone' ESCAPE '!'
    AND "c-uri" ILIKE '%/raw' ESCAPE '!'))
