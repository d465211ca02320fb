-- Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions - File Indicators - Windows
-- Sigma rule e07e7174-e98d-5434-99d3-5eb015ca9923, alert, in file_event_win_checkmarx_actions_openvsx_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 6f9d8ca3-552d-50c7-916a-578e09f722a3
-- indicator e37cb83e-b12b-513c-a45b-cec1a2b16aa8
SELECT *
FROM logs
WHERE ("TargetFilename" ILIKE '%\extensions\checkmarx.ast-results-2.53.0-%' ESCAPE '!'
    OR "TargetFilename" ILIKE '%\extensions\checkmarx.ast-results-2.53.0\%' ESCAPE '!'
    OR "TargetFilename" ILIKE '%\extensions\checkmarx.cx-dev-assist-1.7.0-%' ESCAPE '!'
    OR "TargetFilename" ILIKE '%\extensions\checkmarx.cx-dev-assist-1.7.0\%' ESCAPE '!')
