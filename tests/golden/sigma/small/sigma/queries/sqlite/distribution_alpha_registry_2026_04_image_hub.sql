-- Sigma rule 7fb2dc86-7a66-59d1-9159-afbc22051a2a, time in UTC
SELECT *
FROM logs
WHERE ("http.request.method" LIKE 'GET' ESCAPE '\'
    OR "http.request.method" LIKE 'HEAD' ESCAPE '\')
  AND (("vars.reference" LIKE 'latest' ESCAPE '\') AND ("vars.name" LIKE 'alpha/scanner' ESCAPE '\')
    OR ("vars.reference" LIKE 'latest' ESCAPE '\') AND ("vars.name" LIKE '%/alpha/scanner' ESCAPE '\')
    OR ("vars.reference" LIKE 'v1.0' ESCAPE '\') AND ("vars.name" LIKE 'alpha/scanner' ESCAPE '\')
    OR ("vars.reference" LIKE 'v1.0' ESCAPE '\') AND ("vars.name" LIKE '%/alpha/scanner' ESCAPE '\'))
  AND ("time" >= '2026-04-22T12:31:00' AND "time" < '2026-04-29T15:42:00')
