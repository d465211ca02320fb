-- First compromise of Trivy, and its malicious editor extension - Listed Package Downloaded Through Proxy
-- Sigma rule e3798f02-25ac-53d6-adfa-6d4143f4e758, alert, in proxy_trivy_precursor_2026_02_download.yml
-- feedgen, TLP:CLEAR
-- indicator 63690a46-a399-597d-ad7e-b9d8340672d6
-- indicator eeb478ba-d55a-5003-bfdd-94da6ab68c0e
SELECT *
FROM logs
WHERE ("c-uri" LIKE '%/api/aquasecurityofficial/trivy-vulnerability-scanner/1.8.12/file/%' ESCAPE '!'
    OR "c-uri" LIKE '%/api/aquasecurityofficial/trivy-vulnerability-scanner/1.8.13/file/%' ESCAPE '!')
