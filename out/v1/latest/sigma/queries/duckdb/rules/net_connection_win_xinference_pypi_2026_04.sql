-- Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI - Connection to Listed Host - Windows
-- Sigma rule 58b22500-7179-5375-9ab9-9268737a49d5, alert, in net_connection_win_xinference_pypi_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 59970de1-4783-5574-b11e-f5e6a3a1ef84
-- indicator a7f91658-78d2-52cf-8787-8b825db69ca0
SELECT *
FROM logs
WHERE (("DestinationHostname" ILIKE '%.hereisitat.lucyatemysuperbox.space' ESCAPE '!'
    OR "DestinationHostname" ILIKE '%.whereisitat.lucyatemysuperbox.space' ESCAPE '!')
    OR ("DestinationHostname" ILIKE 'hereisitat.lucyatemysuperbox.space' ESCAPE '!'
    OR "DestinationHostname" ILIKE 'whereisitat.lucyatemysuperbox.space' ESCAPE '!'))
