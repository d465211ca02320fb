-- Malicious telnyx 4.87.1 and 4.87.2 on PyPI - Listed Package Downloaded Through Proxy
-- Sigma rule 1d8d6a6b-a70c-5a4f-b7b2-9f7d8eee4255, alert, in proxy_telnyx_pypi_2026_03_download.yml
-- feedgen, TLP:CLEAR
-- indicator 05395f0c-3ea2-5dbf-abe5-b59b7f8d7484
-- indicator 6e0e7054-bc72-54cf-96d8-5b28a4647f87
SELECT *
FROM logs
WHERE (("c-uri" LIKE '%/telnyx-4.87.1-%' ESCAPE '!'
    OR "c-uri" LIKE '%/telnyx-4.87.2-%' ESCAPE '!')
    OR ("c-uri" LIKE '%/telnyx-4.87.1.tar.gz' ESCAPE '!'
    OR "c-uri" LIKE '%/telnyx-4.87.2.tar.gz' ESCAPE '!'))
