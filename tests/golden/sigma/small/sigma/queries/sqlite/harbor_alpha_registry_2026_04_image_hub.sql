-- Sigma rule 471168f2-cb2b-53a5-9dbb-3f6cb6a05a0c, op_time in UTC
SELECT *
FROM logs
WHERE (("msg" LIKE '%action:pull, resource:%/alpha/scanner:latest,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:%/alpha/scanner:v1.0,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:alpha/scanner:latest,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:alpha/scanner:v1.0,%' ESCAPE '\')
    OR ("msg" LIKE '%action:pull, resource:%/alpha/scanner:latest' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:%/alpha/scanner:v1.0' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:alpha/scanner:latest' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:alpha/scanner:v1.0' ESCAPE '\')
    OR ("operation" LIKE 'pull' ESCAPE '\') AND ("resource_type" LIKE 'artifact' ESCAPE '\') AND ("resource" LIKE 'alpha/scanner:latest' ESCAPE '\'
    OR "resource" LIKE 'alpha/scanner:v1.0' ESCAPE '\')
    OR ("operation" LIKE 'pull' ESCAPE '\') AND ("resource_type" LIKE 'artifact' ESCAPE '\') AND ("resource" LIKE '%/alpha/scanner:latest' ESCAPE '\'
    OR "resource" LIKE '%/alpha/scanner:v1.0' ESCAPE '\'))
  AND ("op_time" >= '2026-04-22T12:31:00' AND "op_time" < '2026-04-29T15:42:00')
