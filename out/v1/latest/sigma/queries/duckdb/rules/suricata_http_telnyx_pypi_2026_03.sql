-- Malicious telnyx 4.87.1 and 4.87.2 on PyPI - Listed HTTP Header
-- Sigma rule 18bd49c7-7e88-563d-aa34-34abefd41c3c, alert, in suricata_http_telnyx_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 83e57243-eeb3-5eb3-beb7-1ad050b26504
SELECT *
FROM logs
WHERE ("event_type" ILIKE 'http' ESCAPE '!'
    AND ("http.request_headers.name" ILIKE 'x-filename' ESCAPE '!'
    AND "http.request_headers.value" ILIKE 'tpcp.tar.gz' ESCAPE '!'))
