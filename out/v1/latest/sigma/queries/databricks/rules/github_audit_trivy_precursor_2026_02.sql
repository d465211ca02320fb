-- First compromise of Trivy, and its malicious editor extension - GitHub Account or Repository
-- Sigma rule 11ceb0da-2b88-5874-9da6-0b2f585c9916, alert, in github_audit_trivy_precursor_2026_02.yml
-- feedgen, TLP:CLEAR
-- indicator 2da692c2-2e26-5a64-a434-ae7016394eed
SELECT *
FROM logs
WHERE (lower(actor) LIKE 'hackerbot-claw' ESCAPE '!'
    OR lower(`user`) LIKE 'hackerbot-claw' ESCAPE '!')
