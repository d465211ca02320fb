-- Malicious Trivy releases, images and GitHub Actions - Image Pulled from Google Artifact Registry
-- Sigma rule 123ebe50-3e8f-524c-827c-14fe8bb38f52, hunt, in gcp_audit_aqua_trivy_2026_03_image_dockerhub_latest.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-03-19T18:22:00Z to 2026-03-30T01:40:00Z
-- indicator 075a7fe1-7f0b-5b88-b77e-120581a86822
-- indicator be54a459-1125-5a00-82ce-90b51cac9184
SELECT *
FROM logs
WHERE ((((lower(protoPayload.methodName) LIKE 'docker-getmanifest' ESCAPE '!'
    OR lower(protoPayload.methodName) LIKE 'docker-headmanifest' ESCAPE '!'
    OR lower(protoPayload.methodName) LIKE 'docker-serveblob' ESCAPE '!')
    AND lower(protoPayload.serviceName) LIKE 'artifactregistry.googleapis.com' ESCAPE '!')
    AND (lower(protoPayload.request.requestUrl) LIKE '%/aquasec/trivy/manifests/latest?%' ESCAPE '!'
    OR lower(protoPayload.request.requestUrl) LIKE '%/aquasec/trivy/manifests/latest' ESCAPE '!'))
    AND (timestamp >= '2026-03-19T18:22:00'
    AND timestamp < '2026-03-30T01:40:00'))
