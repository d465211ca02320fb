-- Malicious Checkmarx AST plugin for Jenkins - Process Indicators - Linux
-- Sigma rule f846c00c-28de-548f-9e98-02c6a41c14da, alert, in proc_creation_lnx_checkmarx_jenkins_plugin_2026_05.yml
-- feedgen, TLP:CLEAR
-- indicator 332acf45-7a5c-55eb-9828-212b3d99445a
-- indicator b4330e56-feb1-56ca-942d-c377fcc160c7
-- indicator b4c4d692-e943-5705-8a45-6edec5eaff77
SELECT *
FROM logs
WHERE ("Hashes" ILIKE '%SHA256=01ff1e56fd59a8fa525d97e670f7f297a1a204331b89b2cd4e36a9abc6419203%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=3ddb8967919a801b3c383e58cddceab21138134c6a26560d99e2672e86f36f2a%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=f50a96d26a5b0beb29de4127e82b2bf350c21511e5a43d286e43f798dc6cd53f%' ESCAPE '!')
