-- Malicious SAP packages on npm (Mini Shai-Hulud) - Listed Package Downloaded Through Proxy
-- Sigma rule b541a873-868f-52bc-9af1-d7a03f6ca956, alert, in proxy_mini_shai_hulud_sap_npm_2026_04_download.yml
-- feedgen, TLP:CLEAR
-- indicator 10695e1e-a821-56ed-ac7a-f934ee114fcd
-- indicator 2d775145-9792-530d-8455-dac15cff7e27
-- indicator 41150d39-0d07-5eec-8949-f872ec56e000
-- indicator de6a7915-b8eb-5f54-8d5d-dc1fab4b2023
SELECT *
FROM logs
WHERE (lower(`c-uri`) LIKE '/mbt/-/mbt-1.2.48.tgz' ESCAPE '!'
    OR (lower(`c-uri`) LIKE '%/@cap-js/db-service/-/db-service-2.10.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@cap-js/postgres/-/postgres-2.2.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@cap-js/sqlite/-/sqlite-2.2.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/mbt/-/mbt-1.2.48.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/mbt/-/mbt-1.2.48.tgz' ESCAPE '!'))
