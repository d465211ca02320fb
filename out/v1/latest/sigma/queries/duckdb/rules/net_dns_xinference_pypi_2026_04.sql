-- Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI - DNS Query to Listed Domain
-- Sigma rule 3b903171-ef3a-581d-88c6-06996744a1b8, alert, in net_dns_xinference_pypi_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 59970de1-4783-5574-b11e-f5e6a3a1ef84
-- indicator a7f91658-78d2-52cf-8787-8b825db69ca0
SELECT *
FROM logs
WHERE (("query" ILIKE '%.hereisitat.lucyatemysuperbox.space' ESCAPE '!'
    OR "query" ILIKE '%.whereisitat.lucyatemysuperbox.space' ESCAPE '!')
    OR ("query" ILIKE 'hereisitat.lucyatemysuperbox.space' ESCAPE '!'
    OR "query" ILIKE 'whereisitat.lucyatemysuperbox.space' ESCAPE '!'))
