-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - DNS Query to Listed Domain
-- Sigma rule fe6b2e7d-d16c-56ed-ab7e-1e2206c4d2ad, alert, in net_dns_canisterworm_npm_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 4249ebbb-a504-5b3b-b59b-6bd99dc747e7
-- indicator 4afdb4ec-09ce-5e9a-b599-a9e10e20ff06
-- indicator 84bcae4c-4137-548e-842e-dd8a8606df95
-- indicator 9eb4197d-5151-58eb-9ebc-c9cba4ea4124
-- indicator d64ba882-0735-5ce5-a52b-709199d2a584
SELECT *
FROM logs
WHERE ("query" ILIKE 'championships-peoples-point-cassette.trycloudflare.com' ESCAPE '!'
    OR "query" ILIKE 'create-sensitivity-grad-sequence.trycloudflare.com' ESCAPE '!'
    OR "query" ILIKE 'investigation-launches-hearings-copying.trycloudflare.com' ESCAPE '!'
    OR "query" ILIKE 'souls-entire-defined-routes.trycloudflare.com' ESCAPE '!'
    OR "query" ILIKE 'tdtqy-oyaaa-aaaae-af2dq-cai.raw.icp0.io' ESCAPE '!')
