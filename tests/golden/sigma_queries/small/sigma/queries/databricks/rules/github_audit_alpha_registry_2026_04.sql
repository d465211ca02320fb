-- Malicious Alpha images - GitHub Account or Repository
-- Sigma rule 613bd5fd-0859-5b9a-9fa5-40ae009a6816, alert, in github_audit_alpha_registry_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 0a7674ac-943c-536f-8fcb-d24103992690
-- indicator f5476818-1315-5566-8c47-0bb4aacb1137
SELECT *
FROM logs
WHERE ((lower(actor) LIKE 'mallory-one' ESCAPE '!'
    OR lower(`user`) LIKE 'mallory-one' ESCAPE '!')
    OR (lower(action) LIKE 'repo.create' ESCAPE '!'
    AND lower(repo) LIKE '%/tpcp-docs%' ESCAPE '!'))
