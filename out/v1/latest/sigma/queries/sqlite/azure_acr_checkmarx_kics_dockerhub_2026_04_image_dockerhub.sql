-- Sigma rule 81ff0d6b-5c4f-59c0-a06d-f6139dc10652, TimeGenerated in UTC
SELECT *
FROM logs
WHERE ("OperationName" LIKE 'Pull' ESCAPE '\')
  AND (("Tag" LIKE 'alpine' ESCAPE '\') AND ("Repository" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("Tag" LIKE 'alpine' ESCAPE '\') AND ("Repository" LIKE '%/checkmarx/kics' ESCAPE '\')
    OR ("Tag" LIKE 'debian' ESCAPE '\') AND ("Repository" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("Tag" LIKE 'debian' ESCAPE '\') AND ("Repository" LIKE '%/checkmarx/kics' ESCAPE '\')
    OR ("Tag" LIKE 'latest' ESCAPE '\') AND ("Repository" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("Tag" LIKE 'latest' ESCAPE '\') AND ("Repository" LIKE '%/checkmarx/kics' ESCAPE '\')
    OR ("Tag" LIKE 'v2.1.20' ESCAPE '\') AND ("Repository" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("Tag" LIKE 'v2.1.20' ESCAPE '\') AND ("Repository" LIKE '%/checkmarx/kics' ESCAPE '\')
    OR ("Tag" LIKE 'v2.1.20-debian' ESCAPE '\') AND ("Repository" LIKE 'checkmarx/kics' ESCAPE '\')
    OR ("Tag" LIKE 'v2.1.20-debian' ESCAPE '\') AND ("Repository" LIKE '%/checkmarx/kics' ESCAPE '\'))
  AND ("TimeGenerated" >= '2026-04-22T12:31:00' AND "TimeGenerated" < '2026-04-29T15:42:00')
