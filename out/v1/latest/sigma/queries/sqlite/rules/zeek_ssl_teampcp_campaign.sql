-- TeamPCP infrastructure and files that no single incident owns - Listed TLS Certificate - Zeek
-- Sigma rule a4a480d6-6218-543d-bb92-4d2bd9280abb, alert, in zeek_ssl_teampcp_campaign.yml
-- feedgen, TLP:CLEAR
-- indicator 1bbeb30d-fc8b-5c47-8ceb-e9c4276ec7fd
-- indicator 3a44e3fe-cffc-544e-8456-f6914ebe092c
-- indicator 8949913f-638b-5586-80b3-1131df260e9e
SELECT *
FROM logs
WHERE (("cert_chain_fps" LIKE '%30015dd1e2cf4dbd49fff9ddef2ad4622da2e60e5c0b6228595325532e948f14%' ESCAPE '!'
    OR "cert_chain_fps" LIKE '%41c4f2f37c0b257d1e20fe167f2098da9d2e0a939b09ed3f63bc4fe010f8365c%' ESCAPE '!'
    OR "cert_chain_fps" LIKE '%d8caf4581c9f0000c7568d78fb7d2e595ab36134e2346297d78615942cbbd727%' ESCAPE '!')
    OR ("client_cert_chain_fps" LIKE '%30015dd1e2cf4dbd49fff9ddef2ad4622da2e60e5c0b6228595325532e948f14%' ESCAPE '!'
    OR "client_cert_chain_fps" LIKE '%41c4f2f37c0b257d1e20fe167f2098da9d2e0a939b09ed3f63bc4fe010f8365c%' ESCAPE '!'
    OR "client_cert_chain_fps" LIKE '%d8caf4581c9f0000c7568d78fb7d2e595ab36134e2346297d78615942cbbd727%' ESCAPE '!'))
