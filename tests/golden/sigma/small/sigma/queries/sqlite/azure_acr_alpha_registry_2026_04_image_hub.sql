-- Sigma rule 8750bfbf-c2fc-5d33-84a6-caacc012190c, TimeGenerated in UTC
SELECT *
FROM logs
WHERE ("OperationName" LIKE 'Pull' ESCAPE '\')
  AND (("Tag" LIKE 'latest' ESCAPE '\') AND ("Repository" LIKE 'alpha/scanner' ESCAPE '\')
    OR ("Tag" LIKE 'latest' ESCAPE '\') AND ("Repository" LIKE '%/alpha/scanner' ESCAPE '\')
    OR ("Tag" LIKE 'v1.0' ESCAPE '\') AND ("Repository" LIKE 'alpha/scanner' ESCAPE '\')
    OR ("Tag" LIKE 'v1.0' ESCAPE '\') AND ("Repository" LIKE '%/alpha/scanner' ESCAPE '\'))
  AND ("TimeGenerated" >= '2026-04-22T12:31:00' AND "TimeGenerated" < '2026-04-29T15:42:00')
