-- Malicious telnyx 4.87.1 and 4.87.2 on PyPI - Library Load of Listed File
-- Sigma rule 91ece97f-7845-524b-b3b9-116a61527f9a, alert, in image_load_telnyx_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 5a612a6a-b7bc-5859-829f-7228ca1042c5
-- indicator 7201f85c-0d46-53ba-9d6b-208e40577ea9
-- indicator c0e2c489-8954-5e3a-8124-db2f98968284
-- indicator c778541e-a0ad-5d76-8b5f-f93ac33c04f1
SELECT *
FROM logs
WHERE ("Hashes" ILIKE '%SHA256=7321caa303fe96ded0492c747d2f353c4f7d17185656fe292ab0a59e2bd0b8d9%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=a9235c0eb74a8e92e5a0150e055ee9dcdc6252a07785b6677a9ca831157833a5%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=cd08115806662469bbedec4b03f8427b97c8a4b3bc1442dc18b72b4e19395fe3%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=f66c1ea3b25ec95d0c6a07be92c761551e543a7b256f9c78a2ff781c77df7093%' ESCAPE '!')
