-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - Image Tag Pulled from Amazon ECR
-- Sigma rule 5e27562a-2535-5c1a-a895-e37ff0b852ca, alert, in aws_cloudtrail_ecr_checkmarx_kics_dockerhub_2026_04_image_tag.yml
-- feedgen, TLP:CLEAR
-- indicator 1904397e-3633-5327-9372-b67dd167c199
-- indicator c63f56e5-4dae-592b-a5bc-f9152baaa80f
-- indicator ebf6a7ba-ccbd-59ce-b80a-bce029b919f9
-- indicator f0c4a341-5c92-50b8-a94f-dcf5241f3ab2
SELECT *
FROM logs
WHERE (("eventName" ILIKE 'BatchGetImage' ESCAPE '!'
    AND "eventSource" ILIKE 'ecr.amazonaws.com' ESCAPE '!')
    AND (("requestParameters.imageIds.imageTag" ILIKE 'v2.1.21' ESCAPE '!'
    AND "requestParameters.repositoryName" ILIKE 'checkmarx/kics' ESCAPE '!')
    OR ("requestParameters.imageIds.imageTag" ILIKE 'v2.1.21' ESCAPE '!'
    AND "requestParameters.repositoryName" ILIKE '%/checkmarx/kics' ESCAPE '!')
    OR ("requestParameters.imageIds.imageTag" ILIKE 'v2.1.21-debian' ESCAPE '!'
    AND "requestParameters.repositoryName" ILIKE 'checkmarx/kics' ESCAPE '!')
    OR ("requestParameters.imageIds.imageTag" ILIKE 'v2.1.21-debian' ESCAPE '!'
    AND "requestParameters.repositoryName" ILIKE '%/checkmarx/kics' ESCAPE '!')))
