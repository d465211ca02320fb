-- Sigma rule 6ac84b48-bf1e-5b48-8a87-7819b26cdd8f, eventTime in UTC
SELECT *
FROM logs
WHERE ("eventName" LIKE 'BatchGetImage' ESCAPE '\')
  AND ("eventSource" LIKE 'ecr.amazonaws.com' ESCAPE '\')
  AND (("requestParameters.imageIds.imageTag" LIKE 'latest' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE 'alpha/scanner' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'latest' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE '%/alpha/scanner' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'v1.0' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE 'alpha/scanner' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'v1.0' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE '%/alpha/scanner' ESCAPE '\'))
  AND ("eventTime" >= '2026-04-22T12:31:00' AND "eventTime" < '2026-04-29T15:42:00')
