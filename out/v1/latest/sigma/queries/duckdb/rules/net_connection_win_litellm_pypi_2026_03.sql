-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - Connection to Listed Host - Windows
-- Sigma rule 9929472e-a78d-5233-9a5d-4696e1be1a90, alert, in net_connection_win_litellm_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 00e2111c-3452-5b02-a2ad-2f8601a923fc
-- indicator 43af9a8f-b496-5f20-b838-8272fe7c2355
-- indicator 616d07e8-0332-5093-94ce-500a89d84dba
SELECT *
FROM logs
WHERE (("DestinationHostname" ILIKE '%.checkmarx.zone' ESCAPE '!'
    OR "DestinationHostname" ILIKE '%.litellm.cloud' ESCAPE '!'
    OR "DestinationHostname" ILIKE '%.models.litellm.cloud' ESCAPE '!')
    OR ("DestinationHostname" ILIKE 'checkmarx.zone' ESCAPE '!'
    OR "DestinationHostname" ILIKE 'litellm.cloud' ESCAPE '!'
    OR "DestinationHostname" ILIKE 'models.litellm.cloud' ESCAPE '!'))
