-- Sigma rule 51226b1b-8dd4-54ef-ab1d-1486313a0faf, time in UTC
SELECT *
FROM logs
WHERE ("http.request.method" LIKE 'GET' ESCAPE '\'
    OR "http.request.method" LIKE 'HEAD' ESCAPE '\')
  AND (("vars.reference" LIKE 'alpine' ESCAPE '\') AND ("vars.name" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("vars.reference" LIKE 'alpine' ESCAPE '\') AND ("vars.name" LIKE '%/checkmarx/kics' ESCAPE '\')
    OR ("vars.reference" LIKE 'debian' ESCAPE '\') AND ("vars.name" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("vars.reference" LIKE 'debian' ESCAPE '\') AND ("vars.name" LIKE '%/checkmarx/kics' ESCAPE '\')
    OR ("vars.reference" LIKE 'latest' ESCAPE '\') AND ("vars.name" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("vars.reference" LIKE 'latest' ESCAPE '\') AND ("vars.name" LIKE '%/checkmarx/kics' ESCAPE '\')
    OR ("vars.reference" LIKE 'v2.1.20' ESCAPE '\') AND ("vars.name" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("vars.reference" LIKE 'v2.1.20' ESCAPE '\') AND ("vars.name" LIKE '%/checkmarx/kics' ESCAPE '\')
    OR ("vars.reference" LIKE 'v2.1.20-debian' ESCAPE '\') AND ("vars.name" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("vars.reference" LIKE 'v2.1.20-debian' ESCAPE '\') AND ("vars.name" LIKE '%/checkmarx/kics' ESCAPE '\'))
  AND ("time" >= '2026-04-22T12:31:00' AND "time" < '2026-04-29T15:42:00')
