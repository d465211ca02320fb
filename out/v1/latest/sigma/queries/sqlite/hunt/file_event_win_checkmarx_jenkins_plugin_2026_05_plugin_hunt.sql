-- Malicious Checkmarx AST plugin for Jenkins - Plugin File - Windows
-- Sigma rule 12b7f74a-462c-53b0-a1fa-8a432e50f77d, hunt, in file_event_win_checkmarx_jenkins_plugin_2026_05_plugin_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 488676d5-6494-5626-ade5-c1b5544a6a16
SELECT *
FROM logs
WHERE ("TargetFilename" LIKE '%\plugins\checkmarx-ast-scanner.hpi' ESCAPE '!'
    OR "TargetFilename" LIKE '%\plugins\checkmarx-ast-scanner.jpi' ESCAPE '!')
