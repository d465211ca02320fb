-- Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI - DNS Query to Listed Domain - Windows
-- Sigma rule 1286a103-01e5-5802-9c0e-f9f2ca844fe0, alert, in dns_query_win_xinference_pypi_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 59970de1-4783-5574-b11e-f5e6a3a1ef84
-- indicator a7f91658-78d2-52cf-8787-8b825db69ca0
SELECT *
FROM logs
WHERE (("QueryName" LIKE '%.hereisitat.lucyatemysuperbox.space' ESCAPE '!'
    OR "QueryName" LIKE '%.whereisitat.lucyatemysuperbox.space' ESCAPE '!')
    OR ("QueryName" LIKE 'hereisitat.lucyatemysuperbox.space' ESCAPE '!'
    OR "QueryName" LIKE 'whereisitat.lucyatemysuperbox.space' ESCAPE '!'))
