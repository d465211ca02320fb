-- Malicious Trivy releases, images and GitHub Actions - Proxy Request
-- Sigma rule 7f1abec4-3dcc-5ae8-a486-26b03794a428, alert, in proxy_aqua_trivy_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 18129ff5-b379-5f4a-afbe-d5232e6146d3
-- indicator 24c8d328-4ac7-56a8-b007-7a00408b5e26
-- indicator 29f6b8de-c3d8-503c-ad7a-f754ddf60b14
-- indicator 4afdb4ec-09ce-5e9a-b599-a9e10e20ff06
-- indicator 63078b51-cbdf-5c16-85e4-67859230bc9c
-- indicator 82143ed5-86d5-5b44-bb60-8ea5cf536ef7
-- indicator 94446355-d24a-5d18-84c7-0b4f009d5792
-- indicator 947c9bc6-6537-529a-95bb-be24ea501e4e
-- indicator c2ceddc8-cf23-5239-b243-a446999f7c14
-- indicator cfcf01fd-05a2-567e-8246-8809dfa5b0c1
-- indicator d9ac813c-deff-5411-985a-c499246aa874
SELECT *
FROM logs
WHERE ((lower(`cs-host`) LIKE '%.aquasecurtiy.org' ESCAPE '!'
    OR lower(`cs-host`) LIKE '%.scan.aquasecurtiy.org' ESCAPE '!')
    OR (lower(`cs-host`) LIKE 'aquasecurtiy.org' ESCAPE '!'
    OR lower(`cs-host`) LIKE 'plug-tab-protective-relay.trycloudflare.com' ESCAPE '!'
    OR lower(`cs-host`) LIKE 'scan.aquasecurtiy.org' ESCAPE '!'
    OR lower(`cs-host`) LIKE 'tdtqy-oyaaa-aaaae-af2dq-cai.raw.icp0.io' ESCAPE '!')
    OR ((lower(`cs-host`) LIKE 'scan.aquasecurtiy.org' ESCAPE '!'
    AND (lower(`c-uri`) LIKE '/' ESCAPE '!'
    OR lower(`c-uri`) LIKE 'https://scan.aquasecurtiy.org' ESCAPE '!'
    OR lower(`c-uri`) LIKE 'https://scan.aquasecurtiy.org/' ESCAPE '!'))
    OR (lower(`cs-host`) LIKE 'scan.aquasecurtiy.org' ESCAPE '!'
    AND (lower(`c-uri`) LIKE '%/static/.golangci.yaml' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/static/fork!_unix.go' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/static/fork!_windows.go' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/static/main.go' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/static/scand.go' ESCAPE '!'))
    OR (lower(`cs-host`) LIKE 'tdtqy-oyaaa-aaaae-af2dq-cai.raw.icp0.io' ESCAPE '!'
    AND (lower(`c-uri`) LIKE '/' ESCAPE '!'
    OR lower(`c-uri`) LIKE 'https://tdtqy-oyaaa-aaaae-af2dq-cai.raw.icp0.io' ESCAPE '!'
    OR lower(`c-uri`) LIKE 'https://tdtqy-oyaaa-aaaae-af2dq-cai.raw.icp0.io/' ESCAPE '!'))))
