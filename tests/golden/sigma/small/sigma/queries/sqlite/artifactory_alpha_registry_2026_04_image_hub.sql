-- Sigma rule cee103b1-93ae-58c6-a262-79c547e03cf8, timestamp in UTC
SELECT *
FROM logs
WHERE (("request_method" LIKE 'GET' ESCAPE '\'
    OR "request_method" LIKE 'HEAD' ESCAPE '\') AND ("request_url" LIKE '%/alpha/scanner/manifests/latest?%' ESCAPE '\'
    OR "request_url" LIKE '%/alpha/scanner/manifests/v1.0?%' ESCAPE '\')
    OR ("request_method" LIKE 'GET' ESCAPE '\'
    OR "request_method" LIKE 'HEAD' ESCAPE '\') AND ("request_url" LIKE '%/alpha/scanner/manifests/latest' ESCAPE '\'
    OR "request_url" LIKE '%/alpha/scanner/manifests/v1.0' ESCAPE '\'))
  AND ("timestamp" >= '2026-04-22T12:31:00' AND "timestamp" < '2026-04-29T15:42:00')
