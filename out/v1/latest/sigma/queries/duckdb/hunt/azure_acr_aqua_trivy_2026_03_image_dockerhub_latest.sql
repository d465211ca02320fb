-- Malicious Trivy releases, images and GitHub Actions - Image Pulled from Azure Container Registry
-- Sigma rule 7627b4fe-24c3-5f20-905e-6437a643c038, hunt, in azure_acr_aqua_trivy_2026_03_image_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE (("OperationName" ILIKE 'Pull' ESCAPE '!'
    AND (("Tag" ILIKE 'latest' ESCAPE '!'
    AND "Repository" ILIKE 'aquasec/trivy' ESCAPE '!')
    OR ("Tag" ILIKE 'latest' ESCAPE '!'
    AND "Repository" ILIKE '%/aquasec/trivy' ESCAPE '!')))
    AND ("TimeGenerated" >= '2026-03-19T18:22:00'
    AND "TimeGenerated" < '2026-03-30T01:40:00'))
