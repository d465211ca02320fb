-- Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions - File Indicators - Linux
-- Sigma rule b8fdf62e-aa50-5e1c-99a8-3d127a42d122, alert, in file_event_lnx_checkmarx_actions_openvsx_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 6f9d8ca3-552d-50c7-916a-578e09f722a3
-- indicator e37cb83e-b12b-513c-a45b-cec1a2b16aa8
SELECT *
FROM logs
WHERE (lower(TargetFilename) LIKE '%/extensions/checkmarx.ast-results-2.53.0-%' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/extensions/checkmarx.ast-results-2.53.0/%' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/extensions/checkmarx.cx-dev-assist-1.7.0-%' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/extensions/checkmarx.cx-dev-assist-1.7.0/%' ESCAPE '!')
