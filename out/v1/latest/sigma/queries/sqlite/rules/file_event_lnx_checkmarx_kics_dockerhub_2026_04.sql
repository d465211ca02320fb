-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - File Indicators - Linux
-- Sigma rule 4d03f7ba-605f-5b60-be98-a6c971c1966b, alert, in file_event_lnx_checkmarx_kics_dockerhub_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 1adb9ae9-01c6-537f-841f-7fd28c06c79d
-- indicator 25e7225c-933f-5c9a-a760-3a83a209f2cd
-- indicator 42439b92-b42f-55f5-8ed6-4ced6f83e8ed
-- indicator 5694dba9-9843-5448-a7e9-3dc16a4f7b62
-- indicator 705d72f7-5cba-5361-bb96-c6fcdd2a7881
-- indicator 841ab43f-3aaa-573e-9837-31e0845c3f32
-- indicator 8ffda0c0-17a2-5e88-9fcc-9f5171264dfe
-- indicator a1e03d19-9f53-556c-a50f-2e1c786c541e
-- indicator f6d134b4-fb5e-540b-8130-3b18b360927e
SELECT *
FROM logs
WHERE (("TargetFilename" LIKE '%/extensions/checkmarx.ast-results-2.63.0-%' ESCAPE '!'
    OR "TargetFilename" LIKE '%/extensions/checkmarx.ast-results-2.63.0/%' ESCAPE '!'
    OR "TargetFilename" LIKE '%/extensions/checkmarx.ast-results-2.66.0-%' ESCAPE '!'
    OR "TargetFilename" LIKE '%/extensions/checkmarx.ast-results-2.66.0/%' ESCAPE '!'
    OR "TargetFilename" LIKE '%/extensions/checkmarx.cx-dev-assist-1.17.0-%' ESCAPE '!'
    OR "TargetFilename" LIKE '%/extensions/checkmarx.cx-dev-assist-1.17.0/%' ESCAPE '!'
    OR "TargetFilename" LIKE '%/extensions/checkmarx.cx-dev-assist-1.19.0-%' ESCAPE '!'
    OR "TargetFilename" LIKE '%/extensions/checkmarx.cx-dev-assist-1.19.0/%' ESCAPE '!')
    OR "TargetFilename" LIKE '%/.checkmarx/mcp/mcpAddon.js' ESCAPE '!')
