-- Sigma rule 548bef4d-d60f-52db-b185-0f9c0a14e29e, op_time in UTC
SELECT *
FROM logs
WHERE (("msg" LIKE '%action:pull, resource:%/aquasec/trivy:latest,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:aquasec/trivy:latest,%' ESCAPE '\')
    OR ("msg" LIKE '%action:pull, resource:%/aquasec/trivy:latest' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:aquasec/trivy:latest' ESCAPE '\')
    OR ("operation" LIKE 'pull' ESCAPE '\') AND ("resource_type" LIKE 'artifact' ESCAPE '\') AND ("resource" LIKE 'aquasec/trivy:latest' ESCAPE '\')
    OR ("operation" LIKE 'pull' ESCAPE '\') AND ("resource_type" LIKE 'artifact' ESCAPE '\') AND ("resource" LIKE '%/aquasec/trivy:latest' ESCAPE '\'))
  AND ("op_time" >= '2026-03-19T18:22:00' AND "op_time" < '2026-03-30T01:40:00')
