-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - GitHub Account or Repository
-- Sigma rule 842eb723-c0e9-5ccf-b3ed-6df8070affc7, hunt, in github_audit_checkmarx_kics_dockerhub_2026_04_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 1cfb20d9-a28e-5642-9272-874a6107a088
-- indicator 30cd46c2-00fe-5393-8570-2bac1584e5f3
-- indicator 4f4e4929-5e8f-57dc-8ffc-37775eaba785
-- indicator 6214746e-7e70-5044-8803-25f7fd4f080e
-- indicator 672d3b07-16bc-572e-ba17-e5b990ab445b
-- indicator 67b82d71-89c9-589a-a19d-636492936e28
-- indicator 90bc57af-56dd-5978-8ad6-8253b60fe99c
-- indicator afc4b18a-3499-5dcd-9881-8446a01c027c
-- indicator bf83e66c-06cf-56b5-a750-32e4931e5fe4
-- indicator d3f7003a-7902-57ec-8ee6-fcd3db915e87
SELECT *
FROM logs
WHERE (("action" ILIKE 'repo.create' ESCAPE '!'
    AND regexp_matches("repo", '^[^/]+/(?:[a-z]+-[a-z]+-\d{1,3})$', 'i'))
    OR ("action" ILIKE 'repo.create' ESCAPE '!'
    AND ("repo" ILIKE '%/atreides-thumper-424' ESCAPE '!'
    OR "repo" ILIKE '%/fedaykin-phibian-527' ESCAPE '!'
    OR "repo" ILIKE '%/gesserit-melange-813' ESCAPE '!'
    OR "repo" ILIKE '%/gesserit-ornithopter-627' ESCAPE '!'
    OR "repo" ILIKE '%/ghola-ornithopter-550' ESCAPE '!'
    OR "repo" ILIKE '%/powindah-cogitor-798' ESCAPE '!'
    OR "repo" ILIKE '%/prana-melange-944' ESCAPE '!'
    OR "repo" ILIKE '%/prescient-sandworm-556' ESCAPE '!'
    OR "repo" ILIKE '%/sayyadina-slig-539' ESCAPE '!')))
