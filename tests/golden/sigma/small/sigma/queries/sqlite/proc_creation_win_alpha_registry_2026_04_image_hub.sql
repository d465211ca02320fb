-- Sigma rule 54dc53e5-a41b-5b83-be05-028c2ef58dbe, UtcTime in UTC
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
  AND (("CommandLine" LIKE '% alpha/scanner %' ESCAPE '\'
    OR "CommandLine" LIKE '% alpha/scanner:latest %' ESCAPE '\'
    OR "CommandLine" LIKE '% alpha/scanner:v1.0 %' ESCAPE '\'
    OR "CommandLine" LIKE '% docker.io/alpha/scanner %' ESCAPE '\'
    OR "CommandLine" LIKE '% docker.io/alpha/scanner:latest %' ESCAPE '\'
    OR "CommandLine" LIKE '% docker.io/alpha/scanner:v1.0 %' ESCAPE '\'
    OR "CommandLine" LIKE '% mirror.example/alpha/scanner %' ESCAPE '\'
    OR "CommandLine" LIKE '% mirror.example/alpha/scanner:latest %' ESCAPE '\'
    OR "CommandLine" LIKE '% mirror.example/alpha/scanner:v1.0 %' ESCAPE '\')
    OR ("CommandLine" LIKE '% alpha/scanner' ESCAPE '\'
    OR "CommandLine" LIKE '% alpha/scanner:latest' ESCAPE '\'
    OR "CommandLine" LIKE '% alpha/scanner:v1.0' ESCAPE '\'
    OR "CommandLine" LIKE '% docker.io/alpha/scanner' ESCAPE '\'
    OR "CommandLine" LIKE '% docker.io/alpha/scanner:latest' ESCAPE '\'
    OR "CommandLine" LIKE '% docker.io/alpha/scanner:v1.0' ESCAPE '\'
    OR "CommandLine" LIKE '% mirror.example/alpha/scanner' ESCAPE '\'
    OR "CommandLine" LIKE '% mirror.example/alpha/scanner:latest' ESCAPE '\'
    OR "CommandLine" LIKE '% mirror.example/alpha/scanner:v1.0' ESCAPE '\'))
  AND ("UtcTime" >= '2026-04-22 12:31:00.000' AND "UtcTime" < '2026-04-29 15:42:00.000')
