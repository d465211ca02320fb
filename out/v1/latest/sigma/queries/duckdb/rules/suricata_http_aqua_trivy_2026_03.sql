-- Malicious Trivy releases, images and GitHub Actions - Listed HTTP Header
-- Sigma rule d246adb2-f41b-54fd-8630-5c37305ecdc7, alert, in suricata_http_aqua_trivy_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 83e57243-eeb3-5eb3-beb7-1ad050b26504
SELECT *
FROM logs
WHERE ("event_type" ILIKE 'http' ESCAPE '!'
    AND ("http.request_headers.name" ILIKE 'x-filename' ESCAPE '!'
    AND "http.request_headers.value" ILIKE 'tpcp.tar.gz' ESCAPE '!'))
