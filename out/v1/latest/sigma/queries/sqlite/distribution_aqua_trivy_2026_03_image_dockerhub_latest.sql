-- Sigma rule 388a9f83-4c9a-5bf1-9971-541b9bd4cfcb, time in UTC
SELECT *
FROM logs
WHERE ("http.request.method" LIKE 'GET' ESCAPE '\'
    OR "http.request.method" LIKE 'HEAD' ESCAPE '\')
  AND (("vars.reference" LIKE 'latest' ESCAPE '\') AND ("vars.name" LIKE 'aquasec/trivy' ESCAPE '\')
    OR ("vars.reference" LIKE 'latest' ESCAPE '\') AND ("vars.name" LIKE '%/aquasec/trivy' ESCAPE '\'))
  AND ("time" >= '2026-03-19T18:22:00' AND "time" < '2026-03-30T01:40:00')
