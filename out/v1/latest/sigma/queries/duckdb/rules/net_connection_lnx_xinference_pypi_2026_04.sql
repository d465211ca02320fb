-- Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI - Connection to Listed Host - Linux
-- Sigma rule 4f5a05cd-0496-5f39-a40d-bb0d93d9244f, alert, in net_connection_lnx_xinference_pypi_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 59970de1-4783-5574-b11e-f5e6a3a1ef84
-- indicator a7f91658-78d2-52cf-8787-8b825db69ca0
SELECT *
FROM logs
WHERE (("DestinationHostname" ILIKE '%.hereisitat.lucyatemysuperbox.space' ESCAPE '!'
    OR "DestinationHostname" ILIKE '%.whereisitat.lucyatemysuperbox.space' ESCAPE '!')
    OR ("DestinationHostname" ILIKE 'hereisitat.lucyatemysuperbox.space' ESCAPE '!'
    OR "DestinationHostname" ILIKE 'whereisitat.lucyatemysuperbox.space' ESCAPE '!'))
