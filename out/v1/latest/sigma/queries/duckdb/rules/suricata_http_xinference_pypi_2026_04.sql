-- Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI - Listed HTTP Header
-- Sigma rule 7878b7dd-d132-5580-9ff3-e6fc24d796c4, alert, in suricata_http_xinference_pypi_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 063482b9-a5fd-5083-a4a2-1a5407c49a6a
SELECT *
FROM logs
WHERE ("event_type" ILIKE 'http' ESCAPE '!'
    AND ("http.request_headers.name" ILIKE 'x-qt-sr' ESCAPE '!'
    AND "http.request_headers.value" ILIKE '14' ESCAPE '!'))
