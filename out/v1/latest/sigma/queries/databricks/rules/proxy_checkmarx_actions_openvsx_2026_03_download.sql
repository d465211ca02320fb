-- Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions - Listed Package Downloaded Through Proxy
-- Sigma rule e8d86466-64a9-5852-8a22-5d7215d4bb36, alert, in proxy_checkmarx_actions_openvsx_2026_03_download.yml
-- feedgen, TLP:CLEAR
-- indicator 6f9d8ca3-552d-50c7-916a-578e09f722a3
-- indicator e37cb83e-b12b-513c-a45b-cec1a2b16aa8
SELECT *
FROM logs
WHERE (lower(`c-uri`) LIKE '%/api/checkmarx/ast-results/2.53.0/file/%' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/api/checkmarx/cx-dev-assist/1.7.0/file/%' ESCAPE '!')
