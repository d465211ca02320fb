-- Sigma rule 7627b4fe-24c3-5f20-905e-6437a643c038, TimeGenerated in UTC
SELECT *
FROM logs
WHERE ("OperationName" LIKE 'Pull' ESCAPE '\')
  AND (("Tag" LIKE 'latest' ESCAPE '\') AND ("Repository" LIKE 'aquasec/trivy' ESCAPE '\')
    OR ("Tag" LIKE 'latest' ESCAPE '\') AND ("Repository" LIKE '%/aquasec/trivy' ESCAPE '\'))
  AND ("TimeGenerated" >= '2026-03-19T18:22:00' AND "TimeGenerated" < '2026-03-30T01:40:00')
