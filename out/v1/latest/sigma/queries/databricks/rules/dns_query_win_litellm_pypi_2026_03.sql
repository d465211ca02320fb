-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - DNS Query to Listed Domain - Windows
-- Sigma rule dee246a2-7ace-597b-8250-4f60ac0f1cb6, alert, in dns_query_win_litellm_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 00e2111c-3452-5b02-a2ad-2f8601a923fc
-- indicator 43af9a8f-b496-5f20-b838-8272fe7c2355
-- indicator 616d07e8-0332-5093-94ce-500a89d84dba
SELECT *
FROM logs
WHERE ((lower(QueryName) LIKE '%.checkmarx.zone' ESCAPE '!'
    OR lower(QueryName) LIKE '%.litellm.cloud' ESCAPE '!'
    OR lower(QueryName) LIKE '%.models.litellm.cloud' ESCAPE '!')
    OR (lower(QueryName) LIKE 'checkmarx.zone' ESCAPE '!'
    OR lower(QueryName) LIKE 'litellm.cloud' ESCAPE '!'
    OR lower(QueryName) LIKE 'models.litellm.cloud' ESCAPE '!'))
