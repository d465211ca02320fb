-- Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI - Listed Package Downloaded Through Proxy
-- Sigma rule d60eb0f2-12be-5256-85f1-dac2b53f56fb, alert, in proxy_litellm_pypi_2026_03_download.yml
-- feedgen, TLP:CLEAR
-- indicator 2de462ac-f24d-53d1-ae94-53cd3dce2b21
-- indicator 3dabcd3d-93a6-5133-b209-6154b8c42a33
SELECT *
FROM logs
WHERE (("c-uri" ILIKE '%/litellm-1.82.7-%' ESCAPE '!'
    OR "c-uri" ILIKE '%/litellm-1.82.8-%' ESCAPE '!')
    OR ("c-uri" ILIKE '%/litellm-1.82.7.tar.gz' ESCAPE '!'
    OR "c-uri" ILIKE '%/litellm-1.82.8.tar.gz' ESCAPE '!'))
