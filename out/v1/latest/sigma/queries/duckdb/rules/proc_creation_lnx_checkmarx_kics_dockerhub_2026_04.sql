-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - Process Indicators - Linux
-- Sigma rule 01001a01-712e-5b41-9b92-a44d7f0f8f6a, alert, in proc_creation_lnx_checkmarx_kics_dockerhub_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 0f2f6edd-5be7-5df2-8a02-d260647b0ffa
-- indicator 3101dfa9-674e-5b9e-9ecb-47a8239bba9f
-- indicator 851a7566-1967-5b96-bd93-44bac0c9d15e
-- indicator 8525b7bf-8b72-50b0-b524-6217c00f4f2e
-- indicator 917b5d95-2026-5f23-a096-c58e17dbba9e
-- indicator 9a6ea797-844f-5928-9b73-0b8cce0e44c9
SELECT *
FROM logs
WHERE ("Hashes" ILIKE '%MD5=d47de3772f2d61a043e7047431ef4cf4%' ESCAPE '!'
    OR "Hashes" ILIKE '%MD5=e1023db24a29ab0229d99764e2c8deba%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA1=250f3633529457477a9f8fd3db3472e94383606a%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA1=2b12cc5cc91ec483048abcbd6d523cdc9ebae3f3%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=24680027afadea90c7c713821e214b15cb6c922e67ac01109fb1edb3ee4741d9%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=2a6a35f06118ff7d61bfd36a5788557b695095e7c9a609b4a01956883f146f50%' ESCAPE '!')
