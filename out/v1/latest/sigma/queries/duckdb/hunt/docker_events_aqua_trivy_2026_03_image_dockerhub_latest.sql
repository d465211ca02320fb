-- Malicious Trivy releases, images and GitHub Actions - Image Pulled or Run by Docker
-- Sigma rule aab92b2e-44d9-585f-8be6-2b88e601ee59, hunt, in docker_events_aqua_trivy_2026_03_image_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE (((("Action" ILIKE 'create' ESCAPE '!'
    OR "Action" ILIKE 'start' ESCAPE '!')
    AND "Type" ILIKE 'container' ESCAPE '!'
    AND ("Actor.Attributes.image" ILIKE 'aquasec/trivy' ESCAPE '!'
    OR "Actor.Attributes.image" ILIKE 'aquasec/trivy:latest' ESCAPE '!'
    OR "Actor.Attributes.image" ILIKE 'docker.io/aquasec/trivy' ESCAPE '!'
    OR "Actor.Attributes.image" ILIKE 'docker.io/aquasec/trivy:latest' ESCAPE '!'
    OR "Actor.Attributes.image" ILIKE 'mirror.gcr.io/aquasec/trivy' ESCAPE '!'
    OR "Actor.Attributes.image" ILIKE 'mirror.gcr.io/aquasec/trivy:latest' ESCAPE '!'))
    OR ("Action" ILIKE 'pull' ESCAPE '!'
    AND "Type" ILIKE 'image' ESCAPE '!'
    AND ("Actor.ID" ILIKE 'aquasec/trivy' ESCAPE '!'
    OR "Actor.ID" ILIKE 'aquasec/trivy:latest' ESCAPE '!'
    OR "Actor.ID" ILIKE 'docker.io/aquasec/trivy' ESCAPE '!'
    OR "Actor.ID" ILIKE 'docker.io/aquasec/trivy:latest' ESCAPE '!'
    OR "Actor.ID" ILIKE 'mirror.gcr.io/aquasec/trivy' ESCAPE '!'
    OR "Actor.ID" ILIKE 'mirror.gcr.io/aquasec/trivy:latest' ESCAPE '!')))
    AND (TRY_CAST("time" AS DOUBLE) >= 1773944520
    AND TRY_CAST("time" AS DOUBLE) < 1774834800))
