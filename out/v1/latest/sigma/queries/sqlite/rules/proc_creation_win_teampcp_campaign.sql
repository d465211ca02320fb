-- TeamPCP infrastructure and files that no single incident owns - Process Indicators - Windows
-- Sigma rule cbe1efd1-f1cd-53aa-9210-6e45a55eae6e, alert, in proc_creation_win_teampcp_campaign.yml
-- feedgen, TLP:CLEAR
-- indicator 0a249742-f563-5662-86e7-350011a56922
-- indicator 13b638cd-8b58-5c10-87b9-cf9ec788ac32
-- indicator 4ed789f1-5f47-5158-a597-4df5f52dcfca
-- indicator 6f1266d6-4069-5f3d-b571-b2089c6a9384
-- indicator 867f3dc3-bc0f-527e-8f7f-430aef815eb5
SELECT *
FROM logs
WHERE ("Hashes" LIKE '%SHA256=0c6a3555c4eb49f240d7e0e3edbfbb3c900f123033b4f6e99ac3724b9b76278f%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=1e559c51f19972e96fcc5a92d710732159cdae72f407864607a513b20729decb%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=7b5cc85e82249b0c452c66563edca498ce9d0c70badef04ab2c52acef4d629ca%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=e4edd126e139493d2721d50c3a8c49d3a23ad7766d0b90bc45979ba675f35fea%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=e87a55d3ba1c47e84207678b88cacb631a32d0cb3798610e7ef2d15307303c49%' ESCAPE '!')
