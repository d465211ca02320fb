-- Malicious Trivy releases, images and GitHub Actions - Image Pulled from Harbor
-- Sigma rule 548bef4d-d60f-52db-b185-0f9c0a14e29e, hunt, in harbor_aqua_trivy_2026_03_image_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE (((lower(msg) LIKE '%action:pull, resource:%/aquasec/trivy:latest,%' ESCAPE '!'
    OR lower(msg) LIKE '%action:pull, resource:aquasec/trivy:latest,%' ESCAPE '!')
    OR (lower(msg) LIKE '%action:pull, resource:%/aquasec/trivy:latest' ESCAPE '!'
    OR lower(msg) LIKE '%action:pull, resource:aquasec/trivy:latest' ESCAPE '!')
    OR (lower(operation) LIKE 'pull' ESCAPE '!'
    AND lower(resource_type) LIKE 'artifact' ESCAPE '!'
    AND lower(resource) LIKE 'aquasec/trivy:latest' ESCAPE '!')
    OR (lower(operation) LIKE 'pull' ESCAPE '!'
    AND lower(resource_type) LIKE 'artifact' ESCAPE '!'
    AND lower(resource) LIKE '%/aquasec/trivy:latest' ESCAPE '!'))
    AND (op_time >= '2026-03-19T18:22:00'
    AND op_time < '2026-03-30T01:40:00'))
