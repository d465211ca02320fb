-- Sigma rule fc57904a-0c7b-5ab8-ba48-1ecc68005e2a, time in UTC
SELECT *
FROM logs
WHERE (("msg" LIKE '%Pulling ref from V2 registry: checkmarx/kics' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: checkmarx/kics:alpine' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: checkmarx/kics:debian' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: checkmarx/kics:latest' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: checkmarx/kics:v2.1.20' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: checkmarx/kics:v2.1.20-debian' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/checkmarx/kics' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/checkmarx/kics:alpine' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/checkmarx/kics:debian' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/checkmarx/kics:latest' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/checkmarx/kics:v2.1.20' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/checkmarx/kics:v2.1.20-debian' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.gcr.io/checkmarx/kics' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.gcr.io/checkmarx/kics:alpine' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.gcr.io/checkmarx/kics:debian' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.gcr.io/checkmarx/kics:latest' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.gcr.io/checkmarx/kics:v2.1.20' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.gcr.io/checkmarx/kics:v2.1.20-debian' ESCAPE '\'))
  AND ("time" >= '2026-04-22T12:31:00' AND "time" < '2026-04-29T15:42:00')
