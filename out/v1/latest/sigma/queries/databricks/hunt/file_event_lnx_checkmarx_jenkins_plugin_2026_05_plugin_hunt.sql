-- Malicious Checkmarx AST plugin for Jenkins - Plugin File - Linux
-- Sigma rule 685ddf39-58f4-5422-8d7d-1ef900e14c1f, hunt, in file_event_lnx_checkmarx_jenkins_plugin_2026_05_plugin_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 488676d5-6494-5626-ade5-c1b5544a6a16
SELECT *
FROM logs
WHERE (lower(TargetFilename) LIKE '%/plugins/checkmarx-ast-scanner.hpi' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/plugins/checkmarx-ast-scanner.jpi' ESCAPE '!')
