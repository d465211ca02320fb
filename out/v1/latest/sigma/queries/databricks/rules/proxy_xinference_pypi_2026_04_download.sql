-- Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI - Listed Package Downloaded Through Proxy
-- Sigma rule 8fa4556e-84a0-5290-967c-92764f77b0b3, alert, in proxy_xinference_pypi_2026_04_download.yml
-- feedgen, TLP:CLEAR
-- indicator 5ac14474-1f8d-5719-a8f6-3ce94ed2d3e9
-- indicator 9149e13b-efa7-5320-ba96-8686c0f3939c
-- indicator b03fd3c7-8053-5896-86ae-b3701765e7e6
SELECT *
FROM logs
WHERE ((lower(`c-uri`) LIKE '%/xinference-2.6.0-%' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/xinference-2.6.1-%' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/xinference-2.6.2-%' ESCAPE '!')
    OR (lower(`c-uri`) LIKE '%/xinference-2.6.0.tar.gz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/xinference-2.6.1.tar.gz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/xinference-2.6.2.tar.gz' ESCAPE '!'))
