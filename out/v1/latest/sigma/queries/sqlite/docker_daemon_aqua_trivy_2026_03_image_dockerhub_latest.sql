-- Sigma rule 0bda095f-e556-52c2-b357-de414506c92f, time in UTC
SELECT *
FROM logs
WHERE (("msg" LIKE '%Pulling ref from V2 registry: aquasec/trivy' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: aquasec/trivy:latest' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/aquasec/trivy' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/aquasec/trivy:latest' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.gcr.io/aquasec/trivy' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.gcr.io/aquasec/trivy:latest' ESCAPE '\'))
  AND ("time" >= '2026-03-19T18:22:00' AND "time" < '2026-03-30T01:40:00')
