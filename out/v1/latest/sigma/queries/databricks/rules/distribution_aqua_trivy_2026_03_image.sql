-- Malicious Trivy releases, images and GitHub Actions - Image Pulled from Own Registry
-- Sigma rule 50529469-d848-58ed-a6bb-36d9595515c8, alert, in distribution_aqua_trivy_2026_03_image.yml
-- feedgen, TLP:CLEAR
-- indicator 1b878de2-7b2b-57de-ad88-a0eed610403d
-- indicator 29358e7a-0410-58c6-b729-0c761e3eb55b
-- indicator 2fe8179b-09e8-544e-bc62-eea6815aaa02
-- indicator 368019ce-bc99-52e8-aa3e-ee27e36cabfa
-- indicator 456ea81f-bd89-547e-8c2f-d6c4c2df4d75
-- indicator 46648b9f-5213-501e-bebb-de29733c05a9
-- indicator 53da6ca2-3a63-5d91-8ab7-f8b47d334b32
-- indicator 6530546f-8dd9-5577-9e97-8b2d4dd9de1e
-- indicator 7413a022-6b53-5c80-b140-92c66a927a1e
-- indicator 7f4c4071-fd57-597b-a87e-94ed32df1ab4
-- indicator 8c74e458-6d34-565a-9fe8-ee7a654d24a5
-- indicator 90c85414-af55-52d6-8e28-1ea38057fa80
-- indicator 9523b6d2-c7a8-5da6-abc9-13957fc0140a
-- indicator 9ecac199-ea79-5414-82ce-90ed798a54d6
-- indicator a07b3d3d-44bb-5d39-a2fb-a78aa3d7a3ff
-- indicator a3205114-9ed8-581f-8f02-98a2e52f0ba2
-- indicator a9f5648d-85da-53c3-a6b0-124b54a0480f
-- indicator bea6abd5-7975-5aa1-9306-b64a87e64b8c
-- indicator c5c396cf-8078-5306-9a23-e49faf4d4791
-- indicator d21d8b9a-6379-525c-8052-88a36bf6137b
-- indicator d2aa4dc2-23bf-57a9-b2d3-96c5a5b78704
-- indicator d85a69a6-b3ff-5271-a90a-dc150c37c986
-- indicator dea08d52-b19c-5e25-980c-2c92e50e236f
-- indicator e38d80d5-d26b-5971-b5b8-47cfb121fe1a
-- indicator e62076b7-465e-5f5b-a947-27207428fd5a
-- indicator e9372689-2a06-594b-ba32-28866a62093e
-- indicator f7be8341-90aa-50dd-9d5b-f46b32c6edb9
-- indicator fb49e178-275f-58dd-a77b-ecad38d65e56
SELECT *
FROM logs
WHERE ((lower(http.request.method) LIKE 'get' ESCAPE '!'
    OR lower(http.request.method) LIKE 'head' ESCAPE '!')
    AND ((lower(vars.reference) LIKE 'sha256:12c702212dee1cbec9471e9261501a3335963321fe76e60e5a715b5acd3c40a2' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:27f446230c60bbf0b70e008db798bd4f33b7826f9f76f756606f5417100beef3' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:2d7cee41048988eec27615412e7c6e2e21046f2b5faa888c24e11ca6764058ed' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:425cd3e1a2846ac73944e891250377d2b03653e6f028833e30fc00c1abbc6d33' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:43f46547efd488e56dcf862ed4d7cc342730a803f8d5bec5cac443028fefabef' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:4b22cedea58780ff76735c3e08b9ee8cb5d06c908ffa868152f11d45349eb696' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:4f7a06bb51714713ab308d2f8125f3b09ee1c3ffbba1a5ffd0cc80da95fbb6cc' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:5aaa1d7cfa9ca4649d6ffad165435c519dc836fa6e21b729a2174ad10b057d2b' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:5e5fb53cf4ce5555171ff5206302ba2f4f66f5381bbf673c354c87a925473f07' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:95ff680103570179feb0c6667a9b9b2d98c53fa5a9a451265036810390bbe70a' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:9efd59534d2b6b81b8b7a0eeb3ad0e74015f358650e24b9dab00c900d3118593' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:ae3494bd6ae860d7727116681bd09fc7b20dc994ec7a8105738f0a623ea93427' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:cc464a3961e1dbe145c75343b55c2f446e08b821782ec993728c4222b0d85589' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:dd8beb3b40df080b3fd7f9a0f5a1b02f3692f65c68980f46da8328ce8bb788ef' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:edef8e5816eced552a909b878ff262c0c47776d3297bcc23796ad4cce1e85414' ESCAPE '!'
    OR lower(vars.reference) LIKE 'sha256:f69a8a4180c43fc427532ddde34a256acbd041a0a07844cf7e4d3e0434e5bcd1' ESCAPE '!')
    OR (lower(vars.reference) LIKE '0.69.4' ESCAPE '!'
    AND (lower(vars.name) LIKE 'aquasec/trivy' ESCAPE '!'
    OR lower(vars.name) LIKE 'aquasecurity/trivy' ESCAPE '!'))
    OR (lower(vars.reference) LIKE '0.69.4' ESCAPE '!'
    AND (lower(vars.name) LIKE '%/aquasec/trivy' ESCAPE '!'
    OR lower(vars.name) LIKE '%/aquasecurity/trivy' ESCAPE '!'))
    OR (lower(vars.reference) LIKE '0.69.5' ESCAPE '!'
    AND (lower(vars.name) LIKE 'aquasec/trivy' ESCAPE '!'
    OR lower(vars.name) LIKE 'aquasecurity/trivy' ESCAPE '!'))
    OR (lower(vars.reference) LIKE '0.69.5' ESCAPE '!'
    AND (lower(vars.name) LIKE '%/aquasec/trivy' ESCAPE '!'
    OR lower(vars.name) LIKE '%/aquasecurity/trivy' ESCAPE '!'))
    OR (lower(vars.reference) LIKE '0.69.6' ESCAPE '!'
    AND (lower(vars.name) LIKE 'aquasec/trivy' ESCAPE '!'
    OR lower(vars.name) LIKE 'aquasecurity/trivy' ESCAPE '!'))
    OR (lower(vars.reference) LIKE '0.69.6' ESCAPE '!'
    AND (lower(vars.name) LIKE '%/aquasec/trivy' ESCAPE '!'
    OR lower(vars.name) LIKE '%/aquasecurity/trivy' ESCAPE '!'))))
