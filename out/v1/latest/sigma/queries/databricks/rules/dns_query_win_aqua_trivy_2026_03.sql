-- Malicious Trivy releases, images and GitHub Actions - DNS Query to Listed Domain - Windows
-- Sigma rule c57d64d5-0c96-5031-aa9b-e978d4da43f0, alert, in dns_query_win_aqua_trivy_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 4afdb4ec-09ce-5e9a-b599-a9e10e20ff06
-- indicator 63078b51-cbdf-5c16-85e4-67859230bc9c
-- indicator 94446355-d24a-5d18-84c7-0b4f009d5792
-- indicator c2ceddc8-cf23-5239-b243-a446999f7c14
SELECT *
FROM logs
WHERE ((lower(QueryName) LIKE '%.aquasecurtiy.org' ESCAPE '!'
    OR lower(QueryName) LIKE '%.scan.aquasecurtiy.org' ESCAPE '!')
    OR (lower(QueryName) LIKE 'aquasecurtiy.org' ESCAPE '!'
    OR lower(QueryName) LIKE 'plug-tab-protective-relay.trycloudflare.com' ESCAPE '!'
    OR lower(QueryName) LIKE 'scan.aquasecurtiy.org' ESCAPE '!'
    OR lower(QueryName) LIKE 'tdtqy-oyaaa-aaaae-af2dq-cai.raw.icp0.io' ESCAPE '!'))
