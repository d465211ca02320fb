-- First compromise of Trivy, and its malicious editor extension - DNS Query to Listed Domain - Windows
-- Sigma rule add9cafd-d51d-5133-b796-6904d58e9a0f, alert, in dns_query_win_trivy_precursor_2026_02.yml
-- feedgen, TLP:CLEAR
-- indicator e9bf55b4-8004-5fb3-a605-3a7c3a560432
SELECT *
FROM logs
WHERE (lower(QueryName) LIKE '%.hackmoltrepeat.com' ESCAPE '!'
    OR lower(QueryName) LIKE 'hackmoltrepeat.com' ESCAPE '!')
