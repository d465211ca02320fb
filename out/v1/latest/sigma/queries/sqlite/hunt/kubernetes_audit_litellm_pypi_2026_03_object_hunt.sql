-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - Kubernetes Object of Listed Name
-- Sigma rule 82f562cf-8d31-59d1-944e-5c67fc803f4e, hunt, in kubernetes_audit_litellm_pypi_2026_03_object_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 2ca5c703-c2dd-5fcd-933c-3d50c100766c
SELECT *
FROM logs
WHERE (("verb" LIKE 'create' ESCAPE '!'
    OR "verb" LIKE 'patch' ESCAPE '!'
    OR "verb" LIKE 'update' ESCAPE '!')
    AND ("objectRef.resource" LIKE 'pods' ESCAPE '!'
    AND "objectRef.namespace" LIKE 'kube-system' ESCAPE '!'
    AND "objectRef.name" LIKE 'node-setup-%' ESCAPE '!'))
