-- Malicious Trivy releases, images and GitHub Actions - Image Pulled by Containerd
-- Sigma rule 48be3161-e9fc-5ccb-9375-eb2b524b5d15, hunt, in containerd_aqua_trivy_2026_03_image_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE ((("msg" ILIKE 'PullImage %' ESCAPE '!'
    OR "msg" ILIKE 'Pulled image %' ESCAPE '!')
    AND ("msg" ILIKE '%"aquasec/trivy"%' ESCAPE '!'
    OR "msg" ILIKE '%"aquasec/trivy:latest"%' ESCAPE '!'
    OR "msg" ILIKE '%"aquasec/trivy:latest\"%' ESCAPE '!'
    OR "msg" ILIKE '%"aquasec/trivy\"%' ESCAPE '!'
    OR "msg" ILIKE '%"docker.io/aquasec/trivy"%' ESCAPE '!'
    OR "msg" ILIKE '%"docker.io/aquasec/trivy:latest"%' ESCAPE '!'
    OR "msg" ILIKE '%"docker.io/aquasec/trivy:latest\"%' ESCAPE '!'
    OR "msg" ILIKE '%"docker.io/aquasec/trivy\"%' ESCAPE '!'
    OR "msg" ILIKE '%"index.docker.io/aquasec/trivy"%' ESCAPE '!'
    OR "msg" ILIKE '%"index.docker.io/aquasec/trivy:latest"%' ESCAPE '!'
    OR "msg" ILIKE '%"index.docker.io/aquasec/trivy:latest\"%' ESCAPE '!'
    OR "msg" ILIKE '%"index.docker.io/aquasec/trivy\"%' ESCAPE '!'
    OR "msg" ILIKE '%"mirror.gcr.io/aquasec/trivy"%' ESCAPE '!'
    OR "msg" ILIKE '%"mirror.gcr.io/aquasec/trivy:latest"%' ESCAPE '!'
    OR "msg" ILIKE '%"mirror.gcr.io/aquasec/trivy:latest\"%' ESCAPE '!'
    OR "msg" ILIKE '%"mirror.gcr.io/aquasec/trivy\"%' ESCAPE '!'
    OR "msg" ILIKE '%"registry-1.docker.io/aquasec/trivy"%' ESCAPE '!'
    OR "msg" ILIKE '%"registry-1.docker.io/aquasec/trivy:latest"%' ESCAPE '!'
    OR "msg" ILIKE '%"registry-1.docker.io/aquasec/trivy:latest\"%' ESCAPE '!'
    OR "msg" ILIKE '%"registry-1.docker.io/aquasec/trivy\"%' ESCAPE '!'
    OR "msg" ILIKE '%"registry.hub.docker.com/aquasec/trivy"%' ESCAPE '!'
    OR "msg" ILIKE '%"registry.hub.docker.com/aquasec/trivy:latest"%' ESCAPE '!'
    OR "msg" ILIKE '%"registry.hub.docker.com/aquasec/trivy:latest\"%' ESCAPE '!'
    OR "msg" ILIKE '%"registry.hub.docker.com/aquasec/trivy\"%' ESCAPE '!'))
    AND ("time" >= '2026-03-19T18:22:00'
    AND "time" < '2026-03-30T01:40:00'))
