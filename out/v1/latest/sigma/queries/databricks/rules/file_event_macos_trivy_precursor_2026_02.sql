-- First compromise of Trivy, and its malicious editor extension - File Indicators - macOS
-- Sigma rule 62a7baf9-98f3-56e8-a9df-0a62ff75e982, alert, in file_event_macos_trivy_precursor_2026_02.yml
-- feedgen, TLP:CLEAR
-- indicator 63690a46-a399-597d-ad7e-b9d8340672d6
-- indicator eeb478ba-d55a-5003-bfdd-94da6ab68c0e
SELECT *
FROM logs
WHERE (lower(TargetFilename) LIKE '%/extensions/aquasecurityofficial.trivy-vulnerability-scanner-1.8.12-%' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/extensions/aquasecurityofficial.trivy-vulnerability-scanner-1.8.12/%' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/extensions/aquasecurityofficial.trivy-vulnerability-scanner-1.8.13-%' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%/extensions/aquasecurityofficial.trivy-vulnerability-scanner-1.8.13/%' ESCAPE '!')
