-- Malicious Trivy releases, images and GitHub Actions - Image on Command Line - Linux
-- Sigma rule bb1bb6f2-c289-5020-9b38-d4f13b2c2312, hunt, in proc_creation_lnx_aqua_trivy_2026_03_image_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE ((("Image" LIKE '%/buildah' ESCAPE '!'
    OR "Image" LIKE '%/crane' ESCAPE '!'
    OR "Image" LIKE '%/crictl' ESCAPE '!'
    OR "Image" LIKE '%/ctr' ESCAPE '!'
    OR "Image" LIKE '%/docker' ESCAPE '!'
    OR "Image" LIKE '%/nerdctl' ESCAPE '!'
    OR "Image" LIKE '%/podman' ESCAPE '!'
    OR "Image" LIKE '%/skopeo' ESCAPE '!')
    AND (("CommandLine" LIKE '% aquasec/trivy %' ESCAPE '!'
    OR "CommandLine" LIKE '% aquasec/trivy:latest %' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/aquasec/trivy %' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/aquasec/trivy:latest %' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/aquasec/trivy %' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/aquasec/trivy:latest %' ESCAPE '!')
    OR ("CommandLine" LIKE '% aquasec/trivy' ESCAPE '!'
    OR "CommandLine" LIKE '% aquasec/trivy:latest' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/aquasec/trivy' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/aquasec/trivy:latest' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/aquasec/trivy' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/aquasec/trivy:latest' ESCAPE '!')))
    AND ("UtcTime" >= '2026-03-19 18:22:00.000'
    AND "UtcTime" < '2026-03-30 01:40:00.000'))
