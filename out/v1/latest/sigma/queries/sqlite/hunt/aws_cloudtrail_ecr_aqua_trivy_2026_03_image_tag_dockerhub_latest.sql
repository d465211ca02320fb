-- Malicious Trivy releases, images and GitHub Actions - Image Tag Pulled from Amazon ECR
-- Sigma rule 9ce638ce-e5e3-5ee6-ad27-938e93c20685, hunt, in aws_cloudtrail_ecr_aqua_trivy_2026_03_image_tag_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE ((("eventName" LIKE 'BatchGetImage' ESCAPE '!'
    AND "eventSource" LIKE 'ecr.amazonaws.com' ESCAPE '!')
    AND (("requestParameters.imageIds.imageTag" LIKE 'latest' ESCAPE '!'
    AND "requestParameters.repositoryName" LIKE 'aquasec/trivy' ESCAPE '!')
    OR ("requestParameters.imageIds.imageTag" LIKE 'latest' ESCAPE '!'
    AND "requestParameters.repositoryName" LIKE '%/aquasec/trivy' ESCAPE '!')))
    AND ("eventTime" >= '2026-03-19T18:22:00'
    AND "eventTime" < '2026-03-30T01:40:00'))
