-- Malicious Trivy releases, images and GitHub Actions - DNS Query to Listed Domain
-- Sigma rule b3cae288-229e-5789-8a04-c5e837705da3, alert, in net_dns_aqua_trivy_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 4afdb4ec-09ce-5e9a-b599-a9e10e20ff06
-- indicator 63078b51-cbdf-5c16-85e4-67859230bc9c
-- indicator 94446355-d24a-5d18-84c7-0b4f009d5792
-- indicator c2ceddc8-cf23-5239-b243-a446999f7c14
SELECT *
FROM logs
WHERE ((lower(query) LIKE '%.aquasecurtiy.org' ESCAPE '!'
    OR lower(query) LIKE '%.scan.aquasecurtiy.org' ESCAPE '!')
    OR (lower(query) LIKE 'aquasecurtiy.org' ESCAPE '!'
    OR lower(query) LIKE 'plug-tab-protective-relay.trycloudflare.com' ESCAPE '!'
    OR lower(query) LIKE 'scan.aquasecurtiy.org' ESCAPE '!'
    OR lower(query) LIKE 'tdtqy-oyaaa-aaaae-af2dq-cai.raw.icp0.io' ESCAPE '!'))
