-- Malicious Alpha images - Process Indicators - Linux
-- Sigma rule f654b6cc-be6c-54d4-8176-92331690eda5, alert, in proc_creation_lnx_alpha_registry_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 6d52fece-a8f5-56ba-9807-db441e02d49e
-- indicator 6ec63b58-d9a7-5f66-997e-d2f229c4e01d
-- indicator 7f8f18ee-6a2c-5f37-b118-af09fbbdf0f1
-- indicator 92dbe344-5dc2-5482-8f6f-c8fae5322897
-- indicator f595c9b8-94af-5bba-b857-5e00ea444fa8
SELECT *
FROM logs
WHERE ("CommandLine" LIKE '%openssl enc -aes-256-cbc%-out payload.enc%' ESCAPE '!'
    OR ("Hashes" LIKE '%MD5=cccccccccccccccccccccccccccccccc%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA1=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa%' ESCAPE '!')
    OR (("Image" LIKE '%/systemctl' ESCAPE '!'
    AND ("CommandLine" LIKE '% alphamon %' ESCAPE '!'
    OR "CommandLine" LIKE '% alphamon.service %' ESCAPE '!'))
    OR ("Image" LIKE '%/systemctl' ESCAPE '!'
    AND ("CommandLine" LIKE '% alphamon' ESCAPE '!'
    OR "CommandLine" LIKE '% alphamon.service' ESCAPE '!'))))
