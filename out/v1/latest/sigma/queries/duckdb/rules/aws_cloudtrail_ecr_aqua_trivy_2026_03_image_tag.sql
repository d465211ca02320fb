-- Malicious Trivy releases, images and GitHub Actions - Image Tag Pulled from Amazon ECR
-- Sigma rule d52542ae-d067-5560-b5c8-b15d2eb8a6c9, alert, in aws_cloudtrail_ecr_aqua_trivy_2026_03_image_tag.yml
-- feedgen, TLP:CLEAR
-- indicator 2fe8179b-09e8-544e-bc62-eea6815aaa02
-- indicator 53da6ca2-3a63-5d91-8ab7-f8b47d334b32
-- indicator 7f4c4071-fd57-597b-a87e-94ed32df1ab4
-- indicator 90c85414-af55-52d6-8e28-1ea38057fa80
-- indicator 9523b6d2-c7a8-5da6-abc9-13957fc0140a
-- indicator a07b3d3d-44bb-5d39-a2fb-a78aa3d7a3ff
-- indicator a3205114-9ed8-581f-8f02-98a2e52f0ba2
-- indicator c5c396cf-8078-5306-9a23-e49faf4d4791
-- indicator d21d8b9a-6379-525c-8052-88a36bf6137b
-- indicator d2aa4dc2-23bf-57a9-b2d3-96c5a5b78704
-- indicator d85a69a6-b3ff-5271-a90a-dc150c37c986
-- indicator fb49e178-275f-58dd-a77b-ecad38d65e56
SELECT *
FROM logs
WHERE (("eventName" ILIKE 'BatchGetImage' ESCAPE '!'
    AND "eventSource" ILIKE 'ecr.amazonaws.com' ESCAPE '!')
    AND (("requestParameters.imageIds.imageTag" ILIKE '0.69.4' ESCAPE '!'
    AND ("requestParameters.repositoryName" ILIKE 'aquasec/trivy' ESCAPE '!'
    OR "requestParameters.repositoryName" ILIKE 'aquasecurity/trivy' ESCAPE '!'))
    OR ("requestParameters.imageIds.imageTag" ILIKE '0.69.4' ESCAPE '!'
    AND ("requestParameters.repositoryName" ILIKE '%/aquasec/trivy' ESCAPE '!'
    OR "requestParameters.repositoryName" ILIKE '%/aquasecurity/trivy' ESCAPE '!'))
    OR ("requestParameters.imageIds.imageTag" ILIKE '0.69.5' ESCAPE '!'
    AND ("requestParameters.repositoryName" ILIKE 'aquasec/trivy' ESCAPE '!'
    OR "requestParameters.repositoryName" ILIKE 'aquasecurity/trivy' ESCAPE '!'))
    OR ("requestParameters.imageIds.imageTag" ILIKE '0.69.5' ESCAPE '!'
    AND ("requestParameters.repositoryName" ILIKE '%/aquasec/trivy' ESCAPE '!'
    OR "requestParameters.repositoryName" ILIKE '%/aquasecurity/trivy' ESCAPE '!'))
    OR ("requestParameters.imageIds.imageTag" ILIKE '0.69.6' ESCAPE '!'
    AND ("requestParameters.repositoryName" ILIKE 'aquasec/trivy' ESCAPE '!'
    OR "requestParameters.repositoryName" ILIKE 'aquasecurity/trivy' ESCAPE '!'))
    OR ("requestParameters.imageIds.imageTag" ILIKE '0.69.6' ESCAPE '!'
    AND ("requestParameters.repositoryName" ILIKE '%/aquasec/trivy' ESCAPE '!'
    OR "requestParameters.repositoryName" ILIKE '%/aquasecurity/trivy' ESCAPE '!'))))
