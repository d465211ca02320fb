-- Malicious Trivy releases, images and GitHub Actions - Image Pulled by Docker Daemon
-- Sigma rule 0bda095f-e556-52c2-b357-de414506c92f, hunt, in docker_daemon_aqua_trivy_2026_03_image_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE (("msg" LIKE '%Pulling ref from V2 registry: aquasec/trivy' ESCAPE '!'
    OR "msg" LIKE '%Pulling ref from V2 registry: aquasec/trivy:latest' ESCAPE '!'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/aquasec/trivy' ESCAPE '!'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/aquasec/trivy:latest' ESCAPE '!'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.gcr.io/aquasec/trivy' ESCAPE '!'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.gcr.io/aquasec/trivy:latest' ESCAPE '!')
    AND ("time" >= '2026-03-19T18:22:00'
    AND "time" < '2026-03-30T01:40:00'))
