-- Malicious telnyx 4.87.1 and 4.87.2 on PyPI - Proxy Request
-- Sigma rule 84ba9bdd-5167-5207-bd1e-8660b60e4b9d, alert, in proxy_telnyx_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 39e2c1e4-c4ef-5b99-abc8-7abbc9382ea8
-- indicator 6ae1ae84-e0ed-50b2-a058-dea6882f88ea
-- indicator 9114bd82-3ad2-5d81-8226-acff15089224
SELECT *
FROM logs
WHERE ((("cs-host" ILIKE '83.142.209.203' ESCAPE '!'
    OR "cs-host" ILIKE '83.142.209.203:8080' ESCAPE '!')
    AND ("c-uri" ILIKE '/' ESCAPE '!'
    OR "c-uri" ILIKE 'http://83.142.209.203:8080' ESCAPE '!'
    OR "c-uri" ILIKE 'http://83.142.209.203:8080/' ESCAPE '!'))
    OR (("cs-host" ILIKE '83.142.209.203' ESCAPE '!'
    OR "cs-host" ILIKE '83.142.209.203:8080' ESCAPE '!')
    AND ("c-uri" ILIKE '%/hangup.wav' ESCAPE '!'
    OR "c-uri" ILIKE '%/ringtone.wav' ESCAPE '!')))
