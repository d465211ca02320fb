-- Sigma rule 9ce638ce-e5e3-5ee6-ad27-938e93c20685, eventTime in UTC
SELECT *
FROM logs
WHERE ("eventName" LIKE 'BatchGetImage' ESCAPE '\')
  AND ("eventSource" LIKE 'ecr.amazonaws.com' ESCAPE '\')
  AND (("requestParameters.imageIds.imageTag" LIKE 'latest' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE 'aquasec/trivy' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'latest' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE '%/aquasec/trivy' ESCAPE '\'))
  AND ("eventTime" >= '2026-03-19T18:22:00' AND "eventTime" < '2026-03-30T01:40:00')
