-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - Proxy Request
-- Sigma rule 4e6bf386-73c4-51b3-83d1-27a2c7870b2c, alert, in proxy_litellm_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 00e2111c-3452-5b02-a2ad-2f8601a923fc
-- indicator 43af9a8f-b496-5f20-b838-8272fe7c2355
-- indicator 58f52195-a414-5a3c-8b8a-9a84dc2b65a3
-- indicator 616d07e8-0332-5093-94ce-500a89d84dba
-- indicator af87a326-73a6-5029-b8d5-66abd0b8e570
SELECT *
FROM logs
WHERE ((lower(`cs-host`) LIKE '%.checkmarx.zone' ESCAPE '!'
    OR lower(`cs-host`) LIKE '%.litellm.cloud' ESCAPE '!'
    OR lower(`cs-host`) LIKE '%.models.litellm.cloud' ESCAPE '!')
    OR (lower(`cs-host`) LIKE 'checkmarx.zone' ESCAPE '!'
    OR lower(`cs-host`) LIKE 'litellm.cloud' ESCAPE '!'
    OR lower(`cs-host`) LIKE 'models.litellm.cloud' ESCAPE '!')
    OR ((lower(`cs-host`) LIKE 'checkmarx.zone' ESCAPE '!'
    AND lower(`c-uri`) LIKE '%/raw' ESCAPE '!')
    OR (lower(`cs-host`) LIKE 'models.litellm.cloud' ESCAPE '!'
    AND (lower(`c-uri`) LIKE '/' ESCAPE '!'
    OR lower(`c-uri`) LIKE 'https://models.litellm.cloud' ESCAPE '!'
    OR lower(`c-uri`) LIKE 'https://models.litellm.cloud/' ESCAPE '!'))))
