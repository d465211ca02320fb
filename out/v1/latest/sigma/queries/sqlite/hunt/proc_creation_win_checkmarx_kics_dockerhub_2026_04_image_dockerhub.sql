-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - Image on Command Line - Windows
-- Sigma rule 70ebddc9-082c-50de-8cd6-e0fe237198e0, hunt, in proc_creation_win_checkmarx_kics_dockerhub_2026_04_image_dockerhub.yml
-- feedgen, TLP:CLEAR
-- bounded by 2026-04-22T12:31:00Z to 2026-04-29T15:42:00Z
-- indicator 27e0292c-8f5f-53b6-a17a-ba6d9fe6c27c
-- indicator 28305ac0-dabf-5dde-9016-108a85d5a2bb
-- indicator 533135d6-254d-5244-b265-ca23d1bfad96
-- indicator 7752e21a-fffc-5770-915e-c4a86e82d999
-- indicator 80c3eb96-2300-5ef0-b568-d5bbfae95e55
-- indicator 9b1f9c64-02a4-594c-ac3e-d380baa340b6
-- indicator ad72a787-4e59-53e8-a937-8132dd4e0cfa
-- indicator b4682e61-b0fa-5e9d-ac43-48be7929ca33
-- indicator b9a52c5f-18ef-5826-bef0-0280bc3f1f60
-- indicator e230aae8-107a-5dd3-867f-72ae69fd7264
SELECT *
FROM logs
WHERE ((("Image" LIKE '%\buildah.exe' ESCAPE '!'
    OR "Image" LIKE '%\crane.exe' ESCAPE '!'
    OR "Image" LIKE '%\crictl.exe' ESCAPE '!'
    OR "Image" LIKE '%\ctr.exe' ESCAPE '!'
    OR "Image" LIKE '%\docker.exe' ESCAPE '!'
    OR "Image" LIKE '%\nerdctl.exe' ESCAPE '!'
    OR "Image" LIKE '%\podman.exe' ESCAPE '!'
    OR "Image" LIKE '%\skopeo.exe' ESCAPE '!')
    AND (("CommandLine" LIKE '% checkmarx/kics %' ESCAPE '!'
    OR "CommandLine" LIKE '% checkmarx/kics:alpine %' ESCAPE '!'
    OR "CommandLine" LIKE '% checkmarx/kics:debian %' ESCAPE '!'
    OR "CommandLine" LIKE '% checkmarx/kics:latest %' ESCAPE '!'
    OR "CommandLine" LIKE '% checkmarx/kics:v2.1.20 %' ESCAPE '!'
    OR "CommandLine" LIKE '% checkmarx/kics:v2.1.20-debian %' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/checkmarx/kics %' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/checkmarx/kics:alpine %' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/checkmarx/kics:debian %' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/checkmarx/kics:latest %' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/checkmarx/kics:v2.1.20 %' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/checkmarx/kics:v2.1.20-debian %' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/checkmarx/kics %' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/checkmarx/kics:alpine %' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/checkmarx/kics:debian %' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/checkmarx/kics:latest %' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/checkmarx/kics:v2.1.20 %' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/checkmarx/kics:v2.1.20-debian %' ESCAPE '!')
    OR ("CommandLine" LIKE '% checkmarx/kics' ESCAPE '!'
    OR "CommandLine" LIKE '% checkmarx/kics:alpine' ESCAPE '!'
    OR "CommandLine" LIKE '% checkmarx/kics:debian' ESCAPE '!'
    OR "CommandLine" LIKE '% checkmarx/kics:latest' ESCAPE '!'
    OR "CommandLine" LIKE '% checkmarx/kics:v2.1.20' ESCAPE '!'
    OR "CommandLine" LIKE '% checkmarx/kics:v2.1.20-debian' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/checkmarx/kics' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/checkmarx/kics:alpine' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/checkmarx/kics:debian' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/checkmarx/kics:latest' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/checkmarx/kics:v2.1.20' ESCAPE '!'
    OR "CommandLine" LIKE '% docker.io/checkmarx/kics:v2.1.20-debian' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/checkmarx/kics' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/checkmarx/kics:alpine' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/checkmarx/kics:debian' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/checkmarx/kics:latest' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/checkmarx/kics:v2.1.20' ESCAPE '!'
    OR "CommandLine" LIKE '% mirror.gcr.io/checkmarx/kics:v2.1.20-debian' ESCAPE '!')))
    AND ("UtcTime" >= '2026-04-22 12:31:00.000'
    AND "UtcTime" < '2026-04-29 15:42:00.000'))
