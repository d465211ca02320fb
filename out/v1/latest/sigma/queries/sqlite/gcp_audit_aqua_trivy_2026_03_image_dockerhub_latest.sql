-- Sigma rule 123ebe50-3e8f-524c-827c-14fe8bb38f52, timestamp in UTC
SELECT *
FROM logs
WHERE ("protoPayload.methodName" LIKE 'Docker-GetManifest' ESCAPE '\'
    OR "protoPayload.methodName" LIKE 'Docker-HeadManifest' ESCAPE '\'
    OR "protoPayload.methodName" LIKE 'Docker-ServeBlob' ESCAPE '\')
  AND ("protoPayload.serviceName" LIKE 'artifactregistry.googleapis.com' ESCAPE '\')
  AND (("protoPayload.request.requestUrl" LIKE '%/aquasec/trivy/manifests/latest?%' ESCAPE '\')
    OR ("protoPayload.request.requestUrl" LIKE '%/aquasec/trivy/manifests/latest' ESCAPE '\'))
  AND ("timestamp" >= '2026-03-19T18:22:00' AND "timestamp" < '2026-03-30T01:40:00')
