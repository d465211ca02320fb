-- Malicious Trivy releases, images and GitHub Actions - Image Pulled or Run by Docker
-- Sigma rule aab92b2e-44d9-585f-8be6-2b88e601ee59, hunt, in docker_events_aqua_trivy_2026_03_image_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE ((((lower(Action) LIKE 'create' ESCAPE '!'
    OR lower(Action) LIKE 'start' ESCAPE '!')
    AND lower(Type) LIKE 'container' ESCAPE '!'
    AND (lower(Actor.Attributes.image) LIKE 'aquasec/trivy' ESCAPE '!'
    OR lower(Actor.Attributes.image) LIKE 'aquasec/trivy:latest' ESCAPE '!'
    OR lower(Actor.Attributes.image) LIKE 'docker.io/aquasec/trivy' ESCAPE '!'
    OR lower(Actor.Attributes.image) LIKE 'docker.io/aquasec/trivy:latest' ESCAPE '!'
    OR lower(Actor.Attributes.image) LIKE 'mirror.gcr.io/aquasec/trivy' ESCAPE '!'
    OR lower(Actor.Attributes.image) LIKE 'mirror.gcr.io/aquasec/trivy:latest' ESCAPE '!'))
    OR (lower(Action) LIKE 'pull' ESCAPE '!'
    AND lower(Type) LIKE 'image' ESCAPE '!'
    AND (lower(Actor.ID) LIKE 'aquasec/trivy' ESCAPE '!'
    OR lower(Actor.ID) LIKE 'aquasec/trivy:latest' ESCAPE '!'
    OR lower(Actor.ID) LIKE 'docker.io/aquasec/trivy' ESCAPE '!'
    OR lower(Actor.ID) LIKE 'docker.io/aquasec/trivy:latest' ESCAPE '!'
    OR lower(Actor.ID) LIKE 'mirror.gcr.io/aquasec/trivy' ESCAPE '!'
    OR lower(Actor.ID) LIKE 'mirror.gcr.io/aquasec/trivy:latest' ESCAPE '!')))
    AND (TRY_CAST(time AS DOUBLE) >= 1773944520
    AND TRY_CAST(time AS DOUBLE) < 1774834800))
