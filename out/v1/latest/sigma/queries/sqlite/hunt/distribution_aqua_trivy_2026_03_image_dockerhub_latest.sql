-- Malicious Trivy releases, images and GitHub Actions - Image Pulled from Own Registry
-- Sigma rule 388a9f83-4c9a-5bf1-9971-541b9bd4cfcb, hunt, in distribution_aqua_trivy_2026_03_image_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE ((("http.request.method" LIKE 'GET' ESCAPE '!'
    OR "http.request.method" LIKE 'HEAD' ESCAPE '!')
    AND (("vars.reference" LIKE 'latest' ESCAPE '!'
    AND "vars.name" LIKE 'aquasec/trivy' ESCAPE '!')
    OR ("vars.reference" LIKE 'latest' ESCAPE '!'
    AND "vars.name" LIKE '%/aquasec/trivy' ESCAPE '!')))
    AND ("time" >= '2026-03-19T18:22:00'
    AND "time" < '2026-03-30T01:40:00'))
