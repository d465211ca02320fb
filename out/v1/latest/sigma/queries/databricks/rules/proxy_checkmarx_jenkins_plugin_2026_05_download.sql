-- Malicious Checkmarx AST plugin for Jenkins - Listed Package Downloaded Through Proxy
-- Sigma rule 97076a7b-c67c-55ae-a2f9-37384f760596, alert, in proxy_checkmarx_jenkins_plugin_2026_05_download.yml
-- feedgen, TLP:CLEAR
-- indicator 488676d5-6494-5626-ade5-c1b5544a6a16
SELECT *
FROM logs
WHERE lower(`c-uri`) LIKE '%/plugins/checkmarx-ast-scanner/2026.5.09/checkmarx-ast-scanner.hpi' ESCAPE '!'
