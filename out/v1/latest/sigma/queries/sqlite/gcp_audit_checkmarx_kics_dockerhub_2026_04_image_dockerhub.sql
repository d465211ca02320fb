-- Sigma rule 3b6c72c4-39d0-5af7-842f-40f681bb2e43, timestamp in UTC
SELECT *
FROM logs
WHERE ("protoPayload.methodName" LIKE 'Docker-GetManifest' ESCAPE '\'
    OR "protoPayload.methodName" LIKE 'Docker-HeadManifest' ESCAPE '\'
    OR "protoPayload.methodName" LIKE 'Docker-ServeBlob' ESCAPE '\')
  AND ("protoPayload.serviceName" LIKE 'artifactregistry.googleapis.com' ESCAPE '\')
  AND (("protoPayload.request.requestUrl" LIKE '%/checkmarx/kics/manifests/alpine?%' ESCAPE '\'
    OR "protoPayload.request.requestUrl" LIKE '%/checkmarx/kics/manifests/debian?%' ESCAPE '\'
    OR "protoPayload.request.requestUrl" LIKE '%/checkmarx/kics/manifests/latest?%' ESCAPE '\'
    OR "protoPayload.request.requestUrl" LIKE '%/checkmarx/kics/manifests/v2.1.20-debian?%' ESCAPE '\'
    OR "protoPayload.request.requestUrl" LIKE '%/checkmarx/kics/manifests/v2.1.20?%' ESCAPE '\')
    OR ("protoPayload.request.requestUrl" LIKE '%/checkmarx/kics/manifests/alpine' ESCAPE '\'
    OR "protoPayload.request.requestUrl" LIKE '%/checkmarx/kics/manifests/debian' ESCAPE '\'
    OR "protoPayload.request.requestUrl" LIKE '%/checkmarx/kics/manifests/latest' ESCAPE '\'
    OR "protoPayload.request.requestUrl" LIKE '%/checkmarx/kics/manifests/v2.1.20' ESCAPE '\'
    OR "protoPayload.request.requestUrl" LIKE '%/checkmarx/kics/manifests/v2.1.20-debian' ESCAPE '\'))
  AND ("timestamp" >= '2026-04-22T12:31:00' AND "timestamp" < '2026-04-29T15:42:00')
