-- Malicious Trivy releases, images and GitHub Actions - Image Pulled from Artifactory
-- Sigma rule 1871b46c-2002-5c5e-ac2d-8d9a70e8e2dd, hunt, in artifactory_aqua_trivy_2026_03_image_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE (((("request_method" LIKE 'GET' ESCAPE '!'
    OR "request_method" LIKE 'HEAD' ESCAPE '!')
    AND "request_url" LIKE '%/aquasec/trivy/manifests/latest?%' ESCAPE '!')
    OR (("request_method" LIKE 'GET' ESCAPE '!'
    OR "request_method" LIKE 'HEAD' ESCAPE '!')
    AND "request_url" LIKE '%/aquasec/trivy/manifests/latest' ESCAPE '!'))
    AND ("timestamp" >= '2026-03-19T18:22:00'
    AND "timestamp" < '2026-03-30T01:40:00'))
