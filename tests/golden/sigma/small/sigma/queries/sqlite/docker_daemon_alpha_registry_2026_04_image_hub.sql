-- Sigma rule b3e98f94-0336-50b5-b064-49847f6219c3, time in UTC
SELECT *
FROM logs
WHERE (("msg" LIKE '%Pulling ref from V2 registry: alpha/scanner' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: alpha/scanner:latest' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: alpha/scanner:v1.0' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/alpha/scanner' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/alpha/scanner:latest' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: docker.io/alpha/scanner:v1.0' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.example/alpha/scanner' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.example/alpha/scanner:latest' ESCAPE '\'
    OR "msg" LIKE '%Pulling ref from V2 registry: mirror.example/alpha/scanner:v1.0' ESCAPE '\'))
  AND ("time" >= '2026-04-22T12:31:00' AND "time" < '2026-04-29T15:42:00')
