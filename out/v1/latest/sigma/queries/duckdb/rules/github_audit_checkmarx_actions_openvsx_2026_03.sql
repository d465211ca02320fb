-- Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions - GitHub Account or Repository
-- Sigma rule b47807bb-0401-5c64-b187-d1e53b810136, alert, in github_audit_checkmarx_actions_openvsx_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator e6cff9d5-2852-559c-b4f2-bde004739a4d
SELECT *
FROM logs
WHERE ("action" ILIKE 'repo.create' ESCAPE '!'
    AND "repo" ILIKE '%/docs-tpcp' ESCAPE '!')
