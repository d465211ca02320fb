-- CanisterSprawl, a worm in npm packages of Namastex and others - Proxy Request
-- Sigma rule 7ac7548b-349b-5c5f-875d-21daa7dff4a7, alert, in proxy_canistersprawl_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 7075e0e4-fb9c-52d8-9f17-41666f8cb8ee
-- indicator 79ecb674-c871-53ad-8438-5bdfdf6d4c98
-- indicator 7dae7004-8950-521d-9852-8b42ac9abf4a
-- indicator 92e154e9-06a0-5005-8bcc-a8f8405abcf1
-- indicator d1a2f29b-7bf3-50d3-8a46-0d8678422a86
SELECT *
FROM logs
WHERE ("cs-host" LIKE '%.telemetry.api-monitor.com' ESCAPE '!'
    OR ("cs-host" LIKE 'cjn37-uyaaa-aaaac-qgnva-cai.raw.icp0.io' ESCAPE '!'
    OR "cs-host" LIKE 'telemetry.api-monitor.com' ESCAPE '!')
    OR (("cs-host" LIKE 'cjn37-uyaaa-aaaac-qgnva-cai.raw.icp0.io' ESCAPE '!'
    AND "c-uri" LIKE '%/drop' ESCAPE '!')
    OR ("cs-host" LIKE 'telemetry.api-monitor.com' ESCAPE '!'
    AND ("c-uri" LIKE '%/v1/drop' ESCAPE '!'
    OR "c-uri" LIKE '%/v1/telemetry' ESCAPE '!'))))
