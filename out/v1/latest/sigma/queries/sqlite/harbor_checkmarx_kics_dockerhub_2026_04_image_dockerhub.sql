-- Sigma rule 83063d97-93ef-582a-b5d6-9a3dec747287, op_time in UTC
SELECT *
FROM logs
WHERE (("msg" LIKE '%action:pull, resource:%/checkmarx/kics:alpine,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:%/checkmarx/kics:debian,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:%/checkmarx/kics:latest,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:%/checkmarx/kics:v2.1.20,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:%/checkmarx/kics:v2.1.20-debian,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:checkmarx/kics:alpine,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:checkmarx/kics:debian,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:checkmarx/kics:latest,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:checkmarx/kics:v2.1.20,%' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:checkmarx/kics:v2.1.20-debian,%' ESCAPE '\')
    OR ("msg" LIKE '%action:pull, resource:%/checkmarx/kics:alpine' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:%/checkmarx/kics:debian' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:%/checkmarx/kics:latest' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:%/checkmarx/kics:v2.1.20' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:%/checkmarx/kics:v2.1.20-debian' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:checkmarx/kics:alpine' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:checkmarx/kics:debian' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:checkmarx/kics:latest' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:checkmarx/kics:v2.1.20' ESCAPE '\'
    OR "msg" LIKE '%action:pull, resource:checkmarx/kics:v2.1.20-debian' ESCAPE '\')
    OR ("operation" LIKE 'pull' ESCAPE '\') AND ("resource_type" LIKE 'artifact' ESCAPE '\') AND ("resource" LIKE 'checkmarx/kics:alpine' ESCAPE '\'
    OR "resource" LIKE 'checkmarx/kics:debian' ESCAPE '\'
    OR "resource" LIKE 'checkmarx/kics:latest' ESCAPE '\'
    OR "resource" LIKE 'checkmarx/kics:v2.1.20' ESCAPE '\'
    OR "resource" LIKE 'checkmarx/kics:v2.1.20-debian' ESCAPE '\')
    OR ("operation" LIKE 'pull' ESCAPE '\') AND ("resource_type" LIKE 'artifact' ESCAPE '\') AND ("resource" LIKE '%/checkmarx/kics:alpine' ESCAPE '\'
    OR "resource" LIKE '%/checkmarx/kics:debian' ESCAPE '\'
    OR "resource" LIKE '%/checkmarx/kics:latest' ESCAPE '\'
    OR "resource" LIKE '%/checkmarx/kics:v2.1.20' ESCAPE '\'
    OR "resource" LIKE '%/checkmarx/kics:v2.1.20-debian' ESCAPE '\'))
  AND ("op_time" >= '2026-04-22T12:31:00' AND "op_time" < '2026-04-29T15:42:00')
