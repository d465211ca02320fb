-- First compromise of Trivy, and its malicious editor extension - Proxy Request
-- Sigma rule ae2c92e6-d1af-5216-a3de-b1f58b1efd77, alert, in proxy_trivy_precursor_2026_02.yml
-- feedgen, TLP:CLEAR
-- indicator e9bf55b4-8004-5fb3-a605-3a7c3a560432
SELECT *
FROM logs
WHERE ("cs-host" LIKE '%.hackmoltrepeat.com' ESCAPE '!'
    OR "cs-host" LIKE 'hackmoltrepeat.com' ESCAPE '!')
