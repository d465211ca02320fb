-- Sigma rule 3f7f7f80-5bf6-5488-810d-09f1b0743dd5, UtcTime in UTC
SELECT *
FROM logs
WHERE ("Image" LIKE '%\\buildah.exe' ESCAPE '\'
    OR "Image" LIKE '%\\crane.exe' ESCAPE '\'
    OR "Image" LIKE '%\\crictl.exe' ESCAPE '\'
    OR "Image" LIKE '%\\ctr.exe' ESCAPE '\'
    OR "Image" LIKE '%\\docker.exe' ESCAPE '\'
    OR "Image" LIKE '%\\nerdctl.exe' ESCAPE '\'
    OR "Image" LIKE '%\\podman.exe' ESCAPE '\'
    OR "Image" LIKE '%\\skopeo.exe' ESCAPE '\')
  AND (("CommandLine" LIKE '% aquasec/trivy %' ESCAPE '\'
    OR "CommandLine" LIKE '% aquasec/trivy:latest %' ESCAPE '\'
    OR "CommandLine" LIKE '% docker.io/aquasec/trivy %' ESCAPE '\'
    OR "CommandLine" LIKE '% docker.io/aquasec/trivy:latest %' ESCAPE '\'
    OR "CommandLine" LIKE '% mirror.gcr.io/aquasec/trivy %' ESCAPE '\'
    OR "CommandLine" LIKE '% mirror.gcr.io/aquasec/trivy:latest %' ESCAPE '\')
    OR ("CommandLine" LIKE '% aquasec/trivy' ESCAPE '\'
    OR "CommandLine" LIKE '% aquasec/trivy:latest' ESCAPE '\'
    OR "CommandLine" LIKE '% docker.io/aquasec/trivy' ESCAPE '\'
    OR "CommandLine" LIKE '% docker.io/aquasec/trivy:latest' ESCAPE '\'
    OR "CommandLine" LIKE '% mirror.gcr.io/aquasec/trivy' ESCAPE '\'
    OR "CommandLine" LIKE '% mirror.gcr.io/aquasec/trivy:latest' ESCAPE '\'))
  AND ("UtcTime" >= '2026-03-19 18:22:00.000' AND "UtcTime" < '2026-03-30 01:40:00.000')
