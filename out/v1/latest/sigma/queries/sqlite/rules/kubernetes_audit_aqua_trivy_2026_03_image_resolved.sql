-- Malicious Trivy releases, images and GitHub Actions - Image Resolved in Kubernetes Pod Status
-- Sigma rule c6f13024-625b-542f-8f8e-5d79ee4617ff, alert, in kubernetes_audit_aqua_trivy_2026_03_image_resolved.yml
-- feedgen, TLP:CLEAR
-- indicator 1b878de2-7b2b-57de-ad88-a0eed610403d
-- indicator 29358e7a-0410-58c6-b729-0c761e3eb55b
-- indicator 368019ce-bc99-52e8-aa3e-ee27e36cabfa
-- indicator 456ea81f-bd89-547e-8c2f-d6c4c2df4d75
-- indicator 46648b9f-5213-501e-bebb-de29733c05a9
-- indicator 6530546f-8dd9-5577-9e97-8b2d4dd9de1e
-- indicator 7413a022-6b53-5c80-b140-92c66a927a1e
-- indicator 8c74e458-6d34-565a-9fe8-ee7a654d24a5
-- indicator 9ecac199-ea79-5414-82ce-90ed798a54d6
-- indicator a9f5648d-85da-53c3-a6b0-124b54a0480f
-- indicator bea6abd5-7975-5aa1-9306-b64a87e64b8c
-- indicator e38d80d5-d26b-5971-b5b8-47cfb121fe1a
-- indicator e62076b7-465e-5f5b-a947-27207428fd5a
-- indicator e9372689-2a06-594b-ba32-28866a62093e
-- indicator f7be8341-90aa-50dd-9d5b-f46b32c6edb9
SELECT *
FROM logs
WHERE (("objectRef.resource" LIKE 'pods' ESCAPE '!'
    AND "objectRef.subresource" LIKE 'status' ESCAPE '!'
    AND ("verb" LIKE 'patch' ESCAPE '!'
    OR "verb" LIKE 'update' ESCAPE '!'))
    AND (("requestObject.status.containerStatuses.imageID" LIKE '%@sha256:12c702212dee1cbec9471e9261501a3335963321fe76e60e5a715b5acd3c40a2' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:27f446230c60bbf0b70e008db798bd4f33b7826f9f76f756606f5417100beef3' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:2d7cee41048988eec27615412e7c6e2e21046f2b5faa888c24e11ca6764058ed' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:425cd3e1a2846ac73944e891250377d2b03653e6f028833e30fc00c1abbc6d33' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:43f46547efd488e56dcf862ed4d7cc342730a803f8d5bec5cac443028fefabef' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:4b22cedea58780ff76735c3e08b9ee8cb5d06c908ffa868152f11d45349eb696' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:4f7a06bb51714713ab308d2f8125f3b09ee1c3ffbba1a5ffd0cc80da95fbb6cc' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:5aaa1d7cfa9ca4649d6ffad165435c519dc836fa6e21b729a2174ad10b057d2b' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:5e5fb53cf4ce5555171ff5206302ba2f4f66f5381bbf673c354c87a925473f07' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:95ff680103570179feb0c6667a9b9b2d98c53fa5a9a451265036810390bbe70a' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:9efd59534d2b6b81b8b7a0eeb3ad0e74015f358650e24b9dab00c900d3118593' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:ae3494bd6ae860d7727116681bd09fc7b20dc994ec7a8105738f0a623ea93427' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:dd8beb3b40df080b3fd7f9a0f5a1b02f3692f65c68980f46da8328ce8bb788ef' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:edef8e5816eced552a909b878ff262c0c47776d3297bcc23796ad4cce1e85414' ESCAPE '!'
    OR "requestObject.status.containerStatuses.imageID" LIKE '%@sha256:f69a8a4180c43fc427532ddde34a256acbd041a0a07844cf7e4d3e0434e5bcd1' ESCAPE '!')
    OR ("requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:12c702212dee1cbec9471e9261501a3335963321fe76e60e5a715b5acd3c40a2' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:27f446230c60bbf0b70e008db798bd4f33b7826f9f76f756606f5417100beef3' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:2d7cee41048988eec27615412e7c6e2e21046f2b5faa888c24e11ca6764058ed' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:425cd3e1a2846ac73944e891250377d2b03653e6f028833e30fc00c1abbc6d33' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:43f46547efd488e56dcf862ed4d7cc342730a803f8d5bec5cac443028fefabef' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:4b22cedea58780ff76735c3e08b9ee8cb5d06c908ffa868152f11d45349eb696' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:4f7a06bb51714713ab308d2f8125f3b09ee1c3ffbba1a5ffd0cc80da95fbb6cc' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:5aaa1d7cfa9ca4649d6ffad165435c519dc836fa6e21b729a2174ad10b057d2b' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:5e5fb53cf4ce5555171ff5206302ba2f4f66f5381bbf673c354c87a925473f07' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:95ff680103570179feb0c6667a9b9b2d98c53fa5a9a451265036810390bbe70a' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:9efd59534d2b6b81b8b7a0eeb3ad0e74015f358650e24b9dab00c900d3118593' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:ae3494bd6ae860d7727116681bd09fc7b20dc994ec7a8105738f0a623ea93427' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:dd8beb3b40df080b3fd7f9a0f5a1b02f3692f65c68980f46da8328ce8bb788ef' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:edef8e5816eced552a909b878ff262c0c47776d3297bcc23796ad4cce1e85414' ESCAPE '!'
    OR "requestObject.status.ephemeralContainerStatuses.imageID" LIKE '%@sha256:f69a8a4180c43fc427532ddde34a256acbd041a0a07844cf7e4d3e0434e5bcd1' ESCAPE '!')
    OR ("requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:12c702212dee1cbec9471e9261501a3335963321fe76e60e5a715b5acd3c40a2' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:27f446230c60bbf0b70e008db798bd4f33b7826f9f76f756606f5417100beef3' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:2d7cee41048988eec27615412e7c6e2e21046f2b5faa888c24e11ca6764058ed' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:425cd3e1a2846ac73944e891250377d2b03653e6f028833e30fc00c1abbc6d33' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:43f46547efd488e56dcf862ed4d7cc342730a803f8d5bec5cac443028fefabef' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:4b22cedea58780ff76735c3e08b9ee8cb5d06c908ffa868152f11d45349eb696' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:4f7a06bb51714713ab308d2f8125f3b09ee1c3ffbba1a5ffd0cc80da95fbb6cc' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:5aaa1d7cfa9ca4649d6ffad165435c519dc836fa6e21b729a2174ad10b057d2b' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:5e5fb53cf4ce5555171ff5206302ba2f4f66f5381bbf673c354c87a925473f07' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:95ff680103570179feb0c6667a9b9b2d98c53fa5a9a451265036810390bbe70a' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:9efd59534d2b6b81b8b7a0eeb3ad0e74015f358650e24b9dab00c900d3118593' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:ae3494bd6ae860d7727116681bd09fc7b20dc994ec7a8105738f0a623ea93427' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:dd8beb3b40df080b3fd7f9a0f5a1b02f3692f65c68980f46da8328ce8bb788ef' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:edef8e5816eced552a909b878ff262c0c47776d3297bcc23796ad4cce1e85414' ESCAPE '!'
    OR "requestObject.status.initContainerStatuses.imageID" LIKE '%@sha256:f69a8a4180c43fc427532ddde34a256acbd041a0a07844cf7e4d3e0434e5bcd1' ESCAPE '!')))
