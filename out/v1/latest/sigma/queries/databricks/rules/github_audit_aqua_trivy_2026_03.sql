-- Malicious Trivy releases, images and GitHub Actions - GitHub Account or Repository
-- Sigma rule 161842c6-d095-5886-82f4-db13c3a5d1bf, alert, in github_audit_aqua_trivy_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 0a7674ac-943c-536f-8fcb-d24103992690
SELECT *
FROM logs
WHERE (lower(action) LIKE 'repo.create' ESCAPE '!'
    AND lower(repo) LIKE '%/tpcp-docs%' ESCAPE '!')
