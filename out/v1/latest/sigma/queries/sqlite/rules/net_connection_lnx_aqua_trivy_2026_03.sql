-- Malicious Trivy releases, images and GitHub Actions - Connection to Listed Host - Linux
-- Sigma rule 84d3dc3f-5860-5f0f-850e-687bec7f61c2, alert, in net_connection_lnx_aqua_trivy_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 4afdb4ec-09ce-5e9a-b599-a9e10e20ff06
-- indicator 63078b51-cbdf-5c16-85e4-67859230bc9c
-- indicator 9367bd54-8ecb-51dd-97ef-35f7cad112c6
-- indicator 94446355-d24a-5d18-84c7-0b4f009d5792
-- indicator c2ceddc8-cf23-5239-b243-a446999f7c14
SELECT *
FROM logs
WHERE ("DestinationIp" LIKE '45.148.10.212' ESCAPE '!'
    OR ("DestinationHostname" LIKE '%.aquasecurtiy.org' ESCAPE '!'
    OR "DestinationHostname" LIKE '%.scan.aquasecurtiy.org' ESCAPE '!')
    OR ("DestinationHostname" LIKE 'aquasecurtiy.org' ESCAPE '!'
    OR "DestinationHostname" LIKE 'plug-tab-protective-relay.trycloudflare.com' ESCAPE '!'
    OR "DestinationHostname" LIKE 'scan.aquasecurtiy.org' ESCAPE '!'
    OR "DestinationHostname" LIKE 'tdtqy-oyaaa-aaaae-af2dq-cai.raw.icp0.io' ESCAPE '!'))
