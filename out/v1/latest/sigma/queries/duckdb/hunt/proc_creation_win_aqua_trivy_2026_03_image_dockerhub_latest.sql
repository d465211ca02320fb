-- Malicious Trivy releases, images and GitHub Actions - Image on Command Line - Windows
-- Sigma rule 3f7f7f80-5bf6-5488-810d-09f1b0743dd5, hunt, in proc_creation_win_aqua_trivy_2026_03_image_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE ((("Image" ILIKE '%\buildah.exe' ESCAPE '!'
    OR "Image" ILIKE '%\crane.exe' ESCAPE '!'
    OR "Image" ILIKE '%\crictl.exe' ESCAPE '!'
    OR "Image" ILIKE '%\ctr.exe' ESCAPE '!'
    OR "Image" ILIKE '%\docker.exe' ESCAPE '!'
    OR "Image" ILIKE '%\nerdctl.exe' ESCAPE '!'
    OR "Image" ILIKE '%\podman.exe' ESCAPE '!'
    OR "Image" ILIKE '%\skopeo.exe' ESCAPE '!')
    AND (("CommandLine" ILIKE '% aquasec/trivy %' ESCAPE '!'
    OR "CommandLine" ILIKE '% aquasec/trivy:latest %' ESCAPE '!'
    OR "CommandLine" ILIKE '% docker.io/aquasec/trivy %' ESCAPE '!'
    OR "CommandLine" ILIKE '% docker.io/aquasec/trivy:latest %' ESCAPE '!'
    OR "CommandLine" ILIKE '% mirror.gcr.io/aquasec/trivy %' ESCAPE '!'
    OR "CommandLine" ILIKE '% mirror.gcr.io/aquasec/trivy:latest %' ESCAPE '!')
    OR ("CommandLine" ILIKE '% aquasec/trivy' ESCAPE '!'
    OR "CommandLine" ILIKE '% aquasec/trivy:latest' ESCAPE '!'
    OR "CommandLine" ILIKE '% docker.io/aquasec/trivy' ESCAPE '!'
    OR "CommandLine" ILIKE '% docker.io/aquasec/trivy:latest' ESCAPE '!'
    OR "CommandLine" ILIKE '% mirror.gcr.io/aquasec/trivy' ESCAPE '!'
    OR "CommandLine" ILIKE '% mirror.gcr.io/aquasec/trivy:latest' ESCAPE '!')))
    AND ("UtcTime" >= '2026-03-19 18:22:00.000'
    AND "UtcTime" < '2026-03-30 01:40:00.000'))
