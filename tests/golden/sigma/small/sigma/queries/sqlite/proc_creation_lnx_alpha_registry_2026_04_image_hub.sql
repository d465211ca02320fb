-- Sigma rule 019d3f54-207a-5694-bcc9-1991622569d9, UtcTime in UTC
SELECT *
FROM logs
WHERE ("Image" LIKE '%/buildah' ESCAPE '\'
    OR "Image" LIKE '%/crane' ESCAPE '\'
    OR "Image" LIKE '%/crictl' ESCAPE '\'
    OR "Image" LIKE '%/ctr' ESCAPE '\'
    OR "Image" LIKE '%/docker' ESCAPE '\'
    OR "Image" LIKE '%/nerdctl' ESCAPE '\'
    OR "Image" LIKE '%/podman' ESCAPE '\'
    OR "Image" LIKE '%/skopeo' ESCAPE '\')
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
