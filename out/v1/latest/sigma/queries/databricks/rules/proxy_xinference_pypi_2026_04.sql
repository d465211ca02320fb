-- Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI - Proxy Request
-- Sigma rule 43c82006-9105-5060-83b7-670bb6434519, alert, in proxy_xinference_pypi_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 59970de1-4783-5574-b11e-f5e6a3a1ef84
-- indicator 8c9fc848-7eef-5dbc-b57b-ed824c7975f8
-- indicator a7f91658-78d2-52cf-8787-8b825db69ca0
-- indicator bffd86ae-a65f-52d3-8a9e-ccbc2d62948f
SELECT *
FROM logs
WHERE ((lower(`cs-host`) LIKE '%.hereisitat.lucyatemysuperbox.space' ESCAPE '!'
    OR lower(`cs-host`) LIKE '%.whereisitat.lucyatemysuperbox.space' ESCAPE '!')
    OR (lower(`cs-host`) LIKE 'hereisitat.lucyatemysuperbox.space' ESCAPE '!'
    OR lower(`cs-host`) LIKE 'whereisitat.lucyatemysuperbox.space' ESCAPE '!')
    OR ((lower(`cs-host`) LIKE 'github.com' ESCAPE '!'
    AND lower(`c-uri`) LIKE '%/oaoaoaoaooaoa/inference/blob/f6cf73a913443d8098d7fe2456b54cdc25eb9574/doc/source/gen!_docs.py' ESCAPE '!')
    OR (lower(`cs-host`) LIKE 'whereisitat.lucyatemysuperbox.space' ESCAPE '!'
    AND (lower(`c-uri`) LIKE '/' ESCAPE '!'
    OR lower(`c-uri`) LIKE 'https://whereisitat.lucyatemysuperbox.space' ESCAPE '!'
    OR lower(`c-uri`) LIKE 'https://whereisitat.lucyatemysuperbox.space/' ESCAPE '!'))))
