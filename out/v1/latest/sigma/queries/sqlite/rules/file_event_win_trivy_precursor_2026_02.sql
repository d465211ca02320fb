-- First compromise of Trivy, and its malicious editor extension - File Indicators - Windows
-- Sigma rule 6a828df9-2348-58bf-99db-91cce7b25a2c, alert, in file_event_win_trivy_precursor_2026_02.yml
-- feedgen, TLP:CLEAR
-- indicator 63690a46-a399-597d-ad7e-b9d8340672d6
-- indicator eeb478ba-d55a-5003-bfdd-94da6ab68c0e
SELECT *
FROM logs
WHERE ("TargetFilename" LIKE '%\extensions\aquasecurityofficial.trivy-vulnerability-scanner-1.8.12-%' ESCAPE '!'
    OR "TargetFilename" LIKE '%\extensions\aquasecurityofficial.trivy-vulnerability-scanner-1.8.12\%' ESCAPE '!'
    OR "TargetFilename" LIKE '%\extensions\aquasecurityofficial.trivy-vulnerability-scanner-1.8.13-%' ESCAPE '!'
    OR "TargetFilename" LIKE '%\extensions\aquasecurityofficial.trivy-vulnerability-scanner-1.8.13\%' ESCAPE '!')
