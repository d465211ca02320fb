-- Sigma rule c8d92fe2-65b6-55dc-9256-ca7795d5bff3, eventTime in UTC
SELECT *
FROM logs
WHERE ("eventName" LIKE 'BatchGetImage' ESCAPE '\')
  AND ("eventSource" LIKE 'ecr.amazonaws.com' ESCAPE '\')
  AND (("requestParameters.imageIds.imageTag" LIKE 'alpine' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'alpine' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE '%/checkmarx/kics' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'debian' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'debian' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE '%/checkmarx/kics' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'latest' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'latest' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE '%/checkmarx/kics' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'v2.1.20' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'v2.1.20' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE '%/checkmarx/kics' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'v2.1.20-debian' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("requestParameters.imageIds.imageTag" LIKE 'v2.1.20-debian' ESCAPE '\') AND ("requestParameters.repositoryName" LIKE '%/checkmarx/kics' ESCAPE '\'))
  AND ("eventTime" >= '2026-04-22T12:31:00' AND "eventTime" < '2026-04-29T15:42:00')
