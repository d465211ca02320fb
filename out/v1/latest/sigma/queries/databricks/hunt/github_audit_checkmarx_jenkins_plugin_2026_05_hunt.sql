-- Malicious Checkmarx AST plugin for Jenkins - GitHub Account or Repository
-- Sigma rule d8d5a736-2f4c-5e49-ad00-176b596ac589, hunt, in github_audit_checkmarx_jenkins_plugin_2026_05_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 19d3d62d-ecc1-5a63-bfa2-100fb3639999
-- indicator 4ee29ca5-c5dc-593f-a665-0cadbabfe737
-- indicator 8a846968-9b3f-56c4-acfe-5f71bc422dc9
-- indicator bf83e66c-06cf-56b5-a750-32e4931e5fe4
SELECT *
FROM logs
WHERE ((lower(action) LIKE 'repo.create' ESCAPE '!'
    AND repo rlike '(?i)^[^/]+/(?:[a-z]+-[a-z]+-\\d{1,3})$')
    OR (lower(action) LIKE 'repo.create' ESCAPE '!'
    AND (lower(repo) LIKE '%/fedaykin-laza-800' ESCAPE '!'
    OR lower(repo) LIKE '%/fremen-navigator-45' ESCAPE '!'
    OR lower(repo) LIKE '%/mentat-navigator-388' ESCAPE '!')))
