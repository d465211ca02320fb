-- Malicious Trivy releases, images and GitHub Actions - Image on Command Line - Linux
-- Sigma rule bb1bb6f2-c289-5020-9b38-d4f13b2c2312, hunt, in proc_creation_lnx_aqua_trivy_2026_03_image_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE (((lower(Image) LIKE '%/buildah' ESCAPE '!'
    OR lower(Image) LIKE '%/crane' ESCAPE '!'
    OR lower(Image) LIKE '%/crictl' ESCAPE '!'
    OR lower(Image) LIKE '%/ctr' ESCAPE '!'
    OR lower(Image) LIKE '%/docker' ESCAPE '!'
    OR lower(Image) LIKE '%/nerdctl' ESCAPE '!'
    OR lower(Image) LIKE '%/podman' ESCAPE '!'
    OR lower(Image) LIKE '%/skopeo' ESCAPE '!')
    AND ((lower(CommandLine) LIKE '% aquasec/trivy %' ESCAPE '!'
    OR lower(CommandLine) LIKE '% aquasec/trivy:latest %' ESCAPE '!'
    OR lower(CommandLine) LIKE '% docker.io/aquasec/trivy %' ESCAPE '!'
    OR lower(CommandLine) LIKE '% docker.io/aquasec/trivy:latest %' ESCAPE '!'
    OR lower(CommandLine) LIKE '% mirror.gcr.io/aquasec/trivy %' ESCAPE '!'
    OR lower(CommandLine) LIKE '% mirror.gcr.io/aquasec/trivy:latest %' ESCAPE '!')
    OR (lower(CommandLine) LIKE '% aquasec/trivy' ESCAPE '!'
    OR lower(CommandLine) LIKE '% aquasec/trivy:latest' ESCAPE '!'
    OR lower(CommandLine) LIKE '% docker.io/aquasec/trivy' ESCAPE '!'
    OR lower(CommandLine) LIKE '% docker.io/aquasec/trivy:latest' ESCAPE '!'
    OR lower(CommandLine) LIKE '% mirror.gcr.io/aquasec/trivy' ESCAPE '!'
    OR lower(CommandLine) LIKE '% mirror.gcr.io/aquasec/trivy:latest' ESCAPE '!')))
    AND (UtcTime >= '2026-03-19 18:22:00.000'
    AND UtcTime < '2026-03-30 01:40:00.000'))
