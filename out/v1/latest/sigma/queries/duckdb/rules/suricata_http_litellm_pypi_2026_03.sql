-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - Listed HTTP Header
-- Sigma rule 061def80-a5f5-5638-880a-ef1e6a3bf28e, alert, in suricata_http_litellm_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 83e57243-eeb3-5eb3-beb7-1ad050b26504
SELECT *
FROM logs
WHERE ("event_type" ILIKE 'http' ESCAPE '!'
    AND ("http.request_headers.name" ILIKE 'x-filename' ESCAPE '!'
    AND "http.request_headers.value" ILIKE 'tpcp.tar.gz' ESCAPE '!'))
