-- Sigma rule 18886ca0-f8e8-5929-89a8-8691bb1d5dcd, timestamp in UTC
SELECT *
FROM logs
WHERE ("protoPayload.methodName" LIKE 'Docker-GetManifest' ESCAPE '\'
    OR "protoPayload.methodName" LIKE 'Docker-HeadManifest' ESCAPE '\'
    OR "protoPayload.methodName" LIKE 'Docker-ServeBlob' ESCAPE '\')
  AND ("protoPayload.serviceName" LIKE 'artifactregistry.googleapis.com' ESCAPE '\')
  AND (("protoPayload.request.requestUrl" LIKE '%/alpha/scanner/manifests/latest?%' ESCAPE '\'
    OR "protoPayload.request.requestUrl" LIKE '%/alpha/scanner/manifests/v1.0?%' ESCAPE '\')
    OR ("protoPayload.request.requestUrl" LIKE '%/alpha/scanner/manifests/latest' ESCAPE '\'
    OR "protoPayload.request.requestUrl" LIKE '%/alpha/scanner/manifests/v1.0' ESCAPE '\'))
  AND ("timestamp" >= '2026-04-22T12:31:00' AND "timestamp" < '2026-04-29T15:42:00')
