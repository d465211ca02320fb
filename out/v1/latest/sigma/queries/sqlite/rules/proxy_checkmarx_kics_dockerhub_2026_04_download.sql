-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - Listed Package Downloaded Through Proxy
-- Sigma rule 9fcf1a5c-4dd4-585f-a4fd-1f90e6a637c8, alert, in proxy_checkmarx_kics_dockerhub_2026_04_download.yml
-- feedgen, TLP:CLEAR
-- indicator 1adb9ae9-01c6-537f-841f-7fd28c06c79d
-- indicator 25e7225c-933f-5c9a-a760-3a83a209f2cd
-- indicator 42439b92-b42f-55f5-8ed6-4ced6f83e8ed
-- indicator 5694dba9-9843-5448-a7e9-3dc16a4f7b62
-- indicator 705d72f7-5cba-5361-bb96-c6fcdd2a7881
-- indicator 8ffda0c0-17a2-5e88-9fcc-9f5171264dfe
-- indicator a1e03d19-9f53-556c-a50f-2e1c786c541e
-- indicator dac6ffe5-9aa0-531a-93c6-eba41b9bf33d
-- indicator f6d134b4-fb5e-540b-8130-3b18b360927e
SELECT *
FROM logs
WHERE (("c-uri" LIKE '%/api/checkmarx/ast-results/2.63.0/file/%' ESCAPE '!'
    OR "c-uri" LIKE '%/api/checkmarx/ast-results/2.66.0/file/%' ESCAPE '!'
    OR "c-uri" LIKE '%/api/checkmarx/cx-dev-assist/1.17.0/file/%' ESCAPE '!'
    OR "c-uri" LIKE '%/api/checkmarx/cx-dev-assist/1.19.0/file/%' ESCAPE '!'
    OR "c-uri" LIKE '%/publisher/checkmarx/extension/ast-results/2.63.0/%' ESCAPE '!'
    OR "c-uri" LIKE '%/publisher/checkmarx/extension/ast-results/2.66.0/%' ESCAPE '!'
    OR "c-uri" LIKE '%/publisher/checkmarx/extension/cx-dev-assist/1.17.0/%' ESCAPE '!'
    OR "c-uri" LIKE '%/publisher/checkmarx/extension/cx-dev-assist/1.19.0/%' ESCAPE '!')
    OR ("c-uri" LIKE '%/legacy.tar.gz/68ed490b575a57ef51a419f43b2b087e8ce16a46' ESCAPE '!'
    OR "c-uri" LIKE '%/legacy.zip/68ed490b575a57ef51a419f43b2b087e8ce16a46' ESCAPE '!'
    OR "c-uri" LIKE '%/tar.gz/68ed490b575a57ef51a419f43b2b087e8ce16a46' ESCAPE '!'
    OR "c-uri" LIKE '%/tarball/68ed490b575a57ef51a419f43b2b087e8ce16a46' ESCAPE '!'
    OR "c-uri" LIKE '%/zip/68ed490b575a57ef51a419f43b2b087e8ce16a46' ESCAPE '!'
    OR "c-uri" LIKE '%/zipball/68ed490b575a57ef51a419f43b2b087e8ce16a46' ESCAPE '!'))
