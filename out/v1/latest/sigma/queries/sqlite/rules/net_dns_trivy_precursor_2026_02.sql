-- First compromise of Trivy, and its malicious editor extension - DNS Query to Listed Domain
-- Sigma rule 3e19ffd0-dbed-573a-a025-3bfab158ac64, alert, in net_dns_trivy_precursor_2026_02.yml
-- feedgen, TLP:CLEAR
-- indicator e9bf55b4-8004-5fb3-a605-3a7c3a560432
SELECT *
FROM logs
WHERE ("query" LIKE '%.hackmoltrepeat.com' ESCAPE '!'
    OR "query" LIKE 'hackmoltrepeat.com' ESCAPE '!')
