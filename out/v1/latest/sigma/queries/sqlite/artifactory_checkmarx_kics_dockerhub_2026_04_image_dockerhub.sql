-- Sigma rule c9f97bd3-94ef-5da1-a300-f0d3dd68eeb1, timestamp in UTC
SELECT *
FROM logs
WHERE (("request_method" LIKE 'GET' ESCAPE '\'
    OR "request_method" LIKE 'HEAD' ESCAPE '\') AND ("request_url" LIKE '%/checkmarx/kics/manifests/alpine?%' ESCAPE '\'
    OR "request_url" LIKE '%/checkmarx/kics/manifests/debian?%' ESCAPE '\'
    OR "request_url" LIKE '%/checkmarx/kics/manifests/latest?%' ESCAPE '\'
    OR "request_url" LIKE '%/checkmarx/kics/manifests/v2.1.20-debian?%' ESCAPE '\'
    OR "request_url" LIKE '%/checkmarx/kics/manifests/v2.1.20?%' ESCAPE '\')
    OR ("request_method" LIKE 'GET' ESCAPE '\'
    OR "request_method" LIKE 'HEAD' ESCAPE '\') AND ("request_url" LIKE '%/checkmarx/kics/manifests/alpine' ESCAPE '\'
    OR "request_url" LIKE '%/checkmarx/kics/manifests/debian' ESCAPE '\'
    OR "request_url" LIKE '%/checkmarx/kics/manifests/latest' ESCAPE '\'
    OR "request_url" LIKE '%/checkmarx/kics/manifests/v2.1.20' ESCAPE '\'
    OR "request_url" LIKE '%/checkmarx/kics/manifests/v2.1.20-debian' ESCAPE '\'))
  AND ("timestamp" >= '2026-04-22T12:31:00' AND "timestamp" < '2026-04-29T15:42:00')
