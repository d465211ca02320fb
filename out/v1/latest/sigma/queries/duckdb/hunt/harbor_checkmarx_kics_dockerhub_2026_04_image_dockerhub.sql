-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - Image Pulled from Harbor
-- Sigma rule 83063d97-93ef-582a-b5d6-9a3dec747287, hunt, in harbor_checkmarx_kics_dockerhub_2026_04_image_dockerhub.yml
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
WHERE ((("msg" ILIKE '%action:pull, resource:%/checkmarx/kics:alpine,%' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:%/checkmarx/kics:debian,%' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:%/checkmarx/kics:latest,%' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:%/checkmarx/kics:v2.1.20,%' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:%/checkmarx/kics:v2.1.20-debian,%' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:checkmarx/kics:alpine,%' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:checkmarx/kics:debian,%' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:checkmarx/kics:latest,%' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:checkmarx/kics:v2.1.20,%' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:checkmarx/kics:v2.1.20-debian,%' ESCAPE '!')
    OR ("msg" ILIKE '%action:pull, resource:%/checkmarx/kics:alpine' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:%/checkmarx/kics:debian' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:%/checkmarx/kics:latest' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:%/checkmarx/kics:v2.1.20' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:%/checkmarx/kics:v2.1.20-debian' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:checkmarx/kics:alpine' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:checkmarx/kics:debian' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:checkmarx/kics:latest' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:checkmarx/kics:v2.1.20' ESCAPE '!'
    OR "msg" ILIKE '%action:pull, resource:checkmarx/kics:v2.1.20-debian' ESCAPE '!')
    OR ("operation" ILIKE 'pull' ESCAPE '!'
    AND "resource_type" ILIKE 'artifact' ESCAPE '!'
    AND ("resource" ILIKE 'checkmarx/kics:alpine' ESCAPE '!'
    OR "resource" ILIKE 'checkmarx/kics:debian' ESCAPE '!'
    OR "resource" ILIKE 'checkmarx/kics:latest' ESCAPE '!'
    OR "resource" ILIKE 'checkmarx/kics:v2.1.20' ESCAPE '!'
    OR "resource" ILIKE 'checkmarx/kics:v2.1.20-debian' ESCAPE '!'))
    OR ("operation" ILIKE 'pull' ESCAPE '!'
    AND "resource_type" ILIKE 'artifact' ESCAPE '!'
    AND ("resource" ILIKE '%/checkmarx/kics:alpine' ESCAPE '!'
    OR "resource" ILIKE '%/checkmarx/kics:debian' ESCAPE '!'
    OR "resource" ILIKE '%/checkmarx/kics:latest' ESCAPE '!'
    OR "resource" ILIKE '%/checkmarx/kics:v2.1.20' ESCAPE '!'
    OR "resource" ILIKE '%/checkmarx/kics:v2.1.20-debian' ESCAPE '!')))
    AND ("op_time" >= '2026-04-22T12:31:00'
    AND "op_time" < '2026-04-29T15:42:00'))
