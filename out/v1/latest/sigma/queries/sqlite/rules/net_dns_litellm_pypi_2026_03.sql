-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - DNS Query to Listed Domain
-- Sigma rule b74f4f2b-8c9e-5f5f-a2e8-0230b964c772, alert, in net_dns_litellm_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 00e2111c-3452-5b02-a2ad-2f8601a923fc
-- indicator 43af9a8f-b496-5f20-b838-8272fe7c2355
-- indicator 616d07e8-0332-5093-94ce-500a89d84dba
SELECT *
FROM logs
WHERE (("query" LIKE '%.checkmarx.zone' ESCAPE '!'
    OR "query" LIKE '%.litellm.cloud' ESCAPE '!'
    OR "query" LIKE '%.models.litellm.cloud' ESCAPE '!')
    OR ("query" LIKE 'checkmarx.zone' ESCAPE '!'
    OR "query" LIKE 'litellm.cloud' ESCAPE '!'
    OR "query" LIKE 'models.litellm.cloud' ESCAPE '!'))
