-- Sigma rule 1871b46c-2002-5c5e-ac2d-8d9a70e8e2dd, timestamp in UTC
SELECT *
FROM logs
WHERE (("request_method" LIKE 'GET' ESCAPE '\'
    OR "request_method" LIKE 'HEAD' ESCAPE '\') AND ("request_url" LIKE '%/aquasec/trivy/manifests/latest?%' ESCAPE '\')
    OR ("request_method" LIKE 'GET' ESCAPE '\'
    OR "request_method" LIKE 'HEAD' ESCAPE '\') AND ("request_url" LIKE '%/aquasec/trivy/manifests/latest' ESCAPE '\'))
  AND ("timestamp" >= '2026-03-19T18:22:00' AND "timestamp" < '2026-03-30T01:40:00')
