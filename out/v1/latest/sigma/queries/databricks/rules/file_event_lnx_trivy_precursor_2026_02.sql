-- First compromise of Trivy, and its malicious editor extension - File Indicators - Linux
-- Sigma rule c5d12bb1-fc02-5114-b615-57653361cd75, alert, in file_event_lnx_trivy_precursor_2026_02.yml
-- feedgen, TLP:CLEAR
-- indicator 63690a46-a399-597d-ad7e-b9d8340672d6
-- indicator eeb478ba-d55a-5003-bfdd-94da6ab68c0e
SELECT *
FROM logs
WHERE (lower(TargetFilename) LIKE '%/extensions/aquasecurityofficial.trivy-vulnerability-scanner-1.8.12-%' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/extensions/aquasecurityofficial.trivy-vulnerability-scanner-1.8.12/%' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/extensions/aquasecurityofficial.trivy-vulnerability-scanner-1.8.13-%' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/extensions/aquasecurityofficial.trivy-vulnerability-scanner-1.8.13/%' ESCAPE '!')
