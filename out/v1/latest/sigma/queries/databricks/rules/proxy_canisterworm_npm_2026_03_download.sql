-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - Listed Package Downloaded Through Proxy
-- Sigma rule 705d0879-ce88-5560-8961-c3651910b77a, alert, in proxy_canisterworm_npm_2026_03_download.yml
-- feedgen, TLP:CLEAR
-- indicator 0096465c-87be-5e5f-a5ef-ac9463d01849
-- indicator 03586e61-0da7-5019-af64-65d0e869fbbe
-- indicator 03f4a1f5-d924-5ad8-8b5a-56213aac4491
-- indicator 04d1b1a3-59d6-55b0-b225-2ca34d119f6a
-- indicator 07f2e690-a9b3-5f44-bfa5-c784dba437fa
-- indicator 09466f74-c737-5e3f-8530-6c2c3df5c7bd
-- indicator 096f7d0e-91fc-5129-8b06-da2f16d7662e
-- indicator 0ad5841c-c1c5-565e-b940-c287f377d1c7
-- indicator 0b57b888-a6cb-5a78-8351-34eb30722186
-- indicator 0bf1bb17-8424-5d76-b174-01ec14f8b99e
-- indicator 0cc05549-addb-5e33-903c-35ecd20ea429
-- indicator 0ec0f177-09a5-5774-9ef4-34213e10aa9f
-- indicator 10574241-9159-5dd1-afc4-bf8ca70c8b59
-- indicator 16c4cf80-f663-5c68-a7ca-792b5c5d51fa
-- indicator 1762fac6-4ffb-5b32-b426-4b00207b460b
-- indicator 198852f0-690a-5b35-b934-a6cdfd014f41
-- indicator 1aa9107e-85e4-5787-a3e1-79bfebbb70d5
-- indicator 1b4f4f61-8a86-5272-83c9-16d0fdba3e16
-- indicator 1c4bfa58-b615-5849-b049-8110c13941eb
-- indicator 1cf7aca6-6b46-5dbf-8ea9-e922aa9bbb9a
-- indicator 1d51fb0f-719d-519b-b53e-0b3cbdc9881e
-- indicator 1e89fb4c-8d61-5985-9bca-2dcb51454cdb
-- indicator 23592985-6a17-584d-ae0e-7d431f656145
-- indicator 274baa6a-0309-50fd-b0fe-0b94fbc8f5d2
-- indicator 28db9704-a237-5928-ad0d-06bca1420988
-- indicator 295c9e8d-65f1-5604-8e36-ea2772a966ff
-- indicator 2d5c69ce-0d1f-5467-8f89-fa6cce78430a
-- indicator 2d9bbc92-d9e5-5c7c-960b-2ab4407b4b42
-- indicator 2f548d1e-4c49-5a99-9890-3bcce2020822
-- indicator 2febe581-8760-52ca-8fe2-f5a14ded065d
-- indicator 34d20865-aa34-5e25-8330-9bdcc75e16cf
-- indicator 35c596a2-3b32-570c-9dbf-5915b76f37c7
-- indicator 360eb134-9ddb-5f67-9056-8699b89c6fc0
-- indicator 367d524c-07b9-5d5c-a376-30a4e129f54e
-- indicator 37ab7eac-c5f9-5b4a-9ae8-04fac458327b
-- indicator 3a8a0965-63d0-5dde-870a-4dbd07ffb120
-- indicator 3b201136-847e-5728-8a9a-89ff47631b94
-- indicator 3c62a6bf-2b29-5fd9-a5bf-c47d83312858
-- indicator 3cc973d8-ea0f-57f3-bc21-1fdefc586444
-- indicator 40b20d17-ce7e-5785-97ed-94404e38e109
-- indicator 423ae42d-a112-5281-8735-53be96bbbac2
-- indicator 453bc556-feb1-56a3-bf4c-6e66aa6f26a4
-- indicator 464260b0-7837-5c64-85e4-3e83198ae53e
-- indicator 4760eb3a-12d9-54a2-84dd-1f01e9d4168c
-- indicator 49697622-01e8-59fa-a6ac-5775b2f7c25d
-- indicator 4bd94996-f3cf-5441-a255-f4b618c517da
-- indicator 4c37a975-3f8c-595e-b246-8cbe2c11331c
-- indicator 4e03da2b-9d16-511d-962d-fed69d189883
-- indicator 4e1d8390-44b8-56b0-b51d-4f04156ff890
-- indicator 500de3d9-7dc5-507e-86d3-56bc1795dd19
-- indicator 51251ff8-e7cb-5ece-b744-e09a649f1e08
-- indicator 5194d73d-c49e-59b0-9e00-5d3bff8644c2
-- indicator 59886ec0-34f6-57f4-9ffe-66434a6d8298
-- indicator 5c45a33f-0b04-5467-99cd-d7a2c98acd6f
-- indicator 5f82839f-fc26-5d42-a67f-be8001b2af0e
-- indicator 62d7582f-e7ad-5712-b226-6fd921b584e3
-- indicator 6418fffb-fad6-5fde-bff8-fe358ff2de88
-- indicator 64dcc8e4-4d26-55af-b7f3-7e9c72d2884b
-- indicator 650f7ef1-5680-57d0-aff4-f138cd6d125e
-- indicator 65860120-7a9a-5358-9618-6084aa720c54
-- indicator 675d74de-86b6-58f3-a820-dc112504ef70
-- indicator 6e2ac62f-045a-52dd-8c3b-7a1f0669b93c
-- indicator 70ecfbdc-9344-5e82-8496-5194a6816f83
-- indicator 722443ff-8f52-5d1c-8261-fc3aa08d87e4
-- indicator 72c6b9d4-8965-5312-9418-1058d61970bc
-- indicator 7752b96f-0ec0-553d-952e-8a8108827f3e
-- indicator 7848f310-9f06-5983-bffc-416e47ec7048
-- indicator 7a0e5564-595a-5bdf-9ef7-3faf36891396
-- indicator 7c1d7d96-a322-5e37-9f10-2e42f56895ca
-- indicator 7c204c48-a768-52d8-9b31-44be141d0ade
-- indicator 7c3ea50e-e1e7-5326-80b8-319bf8ef189c
-- indicator 84e54e45-847f-5051-95a3-5c1a35a75b9a
-- indicator 882a19c8-4d44-514d-9864-b900d1c3e725
-- indicator 882f3087-4f4d-5625-8a7e-0a4c7d9f8a99
-- indicator 89c130b3-c7fc-565b-a67f-82093eec9309
-- indicator 8a700442-647c-525f-b712-a93020341791
-- indicator 8d388d5f-1fc3-5c55-996f-9b5c627d8003
-- indicator 8dec87b3-5c84-5805-81cc-2d2cd79da75f
-- indicator 8fac1c52-0bda-59de-bcdf-f4f39dc8b623
-- indicator 90ee8675-e43b-5418-bcfe-af54bf90a722
-- indicator 90ff89b5-895d-5b59-8fbb-1b15235287d0
-- indicator 918d96e0-ac01-59d3-b4bf-8d0a71c237d2
-- indicator 9252b172-18d4-5917-aa86-b1809023d1b0
-- indicator 96cd7301-5115-5e65-892e-61f72b42bc0a
-- indicator 97ced24f-0eb3-5b87-86d7-cc195c9b4fb8
-- indicator 97f69d31-b4ba-5325-8e7c-1b4fb5aa8630
-- indicator 9df5f47f-4965-5502-b68c-588cb3dcb473
-- indicator 9e89608f-02c2-5f2c-bf4b-7060404bc1bf
-- indicator 9ee14c62-395b-57ee-98d7-73b760c03d9e
-- indicator 9fbeb38e-3ebe-5a1d-8e5d-aab99da92ab7
-- indicator a08197fe-3298-556a-a13c-26c3ee3140bb
-- indicator a2c61c5d-7589-56ec-b6c6-cff697f39030
-- indicator a32ae2da-aba9-5ab6-a654-15558cd171e8
-- indicator a360c3a1-3d25-55cf-a3f7-e038acb30ad3
-- indicator a63d10bb-a823-5ef2-b3fa-b5d47d6ea8fe
-- indicator a76205c4-4338-582e-bbae-1dd60490edf2
-- indicator a82cc67d-0678-577b-92a8-d09a176074e6
-- indicator a8885a34-bccb-5e33-b530-87d649d63bec
-- indicator ab8b70de-336a-58b6-b3a6-257c9804ce2a
-- indicator aba1df8a-3627-5385-b7c7-c875fc8fe607
-- indicator aef14a16-aa1b-51a3-9c0b-adecb147ef32
-- indicator b0e6f117-76ab-5046-a842-89a29879cb0f
-- indicator b4b3c20a-ce1b-59d1-ba98-af8f1bb4167d
-- indicator b5a435f6-1a1c-5d6c-a01a-e03a680dee01
-- indicator b672bba4-2c36-5394-a47c-5b9fba7e2700
-- indicator b78d999b-5117-5f33-b5e6-92b23706b537
-- indicator b9a1fa40-ba30-5055-9b59-21e1a7a5c817
-- indicator bfee9106-9a63-5c7f-8957-a8f9e7951862
-- indicator c1b1016f-4f41-5d50-9c9a-ab6eaaeab55f
-- indicator c60d80a0-f17e-550f-b74d-e6338acb89e7
-- indicator c7e530d4-6ce3-52ef-98be-4c8f0fede77c
-- indicator c978cf8e-b811-5640-8f22-33d6ee12819d
-- indicator ca093556-d05f-5a68-8449-f05a6903c5f2
-- indicator cb12d49d-86fb-525f-b865-359e63c6656a
-- indicator ccb85728-db52-5697-8a43-6814c2d34c8f
-- indicator ccc8047a-dba0-5aef-91f4-3350feae2257
-- indicator cdf06946-5d93-5bda-b344-12740d1c4758
-- indicator cefb8ec0-0370-5f45-b227-e76ed6d0987f
-- indicator cfcc941d-7cdd-5438-8a40-ae269a853fe9
-- indicator d376ef9a-051d-51c1-b0b1-931e6faf1330
-- indicator d5a1a991-c03c-5be7-b114-824e528851cb
-- indicator d9615ee9-496b-5313-9fd0-2c20b0a12f18
-- indicator d9d14a05-37e7-5928-a549-816bf17fe658
-- indicator dc0bd707-a6ae-56be-a1f2-25078efa6be5
-- indicator dc20cf9f-c14f-5172-9633-8f63011fc5a6
-- indicator dca287dc-0c78-5792-9769-70642d512c99
-- indicator e3db6667-7620-5831-8659-1607a581e57c
-- indicator e7e50ea2-57f3-5c80-a30e-15da0cdf878f
-- indicator eb03fa1c-aed0-5028-99fb-c56c003c9b53
-- indicator eb442ae6-4e83-530f-bb0b-4db11555b3d3
-- indicator eb6e3ce8-1edd-5bca-a895-71540057e99c
-- indicator eba53abd-2a75-50c6-bce5-f8f1a89b69d4
-- indicator ec1e19f1-60eb-5b93-9eda-e1a0e5ca2e79
-- indicator eff75988-600a-545b-8a85-89441f2cc569
-- indicator f294358e-9055-5e14-b0e0-4b8e4f297f80
-- indicator f513257e-a6cf-5229-80e7-311149feef5f
-- indicator f6932f1b-755d-5ec9-b057-93e0a0b33691
-- indicator f748b2e5-3507-501a-b457-937aaf5f7ede
-- indicator f7715cc3-4ec1-5eb8-bb9b-03ddb66f9126
-- indicator f8a24a83-8cee-54b0-b388-a9bfa67b7e33
-- indicator f9218995-656a-5a96-834b-5907bf6c8517
-- indicator faab2720-76a9-530f-9145-aed6bac871a9
-- indicator fcaacea7-ea65-5d74-9dbc-05a2fbf2552a
SELECT *
FROM logs
WHERE ((lower(`c-uri`) LIKE '/babel-plugin-react-pure-component/-/babel-plugin-react-pure-component-0.1.6.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '/cit-playwright-tests/-/cit-playwright-tests-1.0.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '/eslint-config-ppf/-/eslint-config-ppf-0.128.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '/eslint-config-service-users/-/eslint-config-service-users-0.0.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '/jest-preset-ppf/-/jest-preset-ppf-0.0.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '/opengov-k6-core/-/opengov-k6-core-1.0.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '/react-autolink-text/-/react-autolink-text-2.0.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '/react-leaflet-cluster-layer/-/react-leaflet-cluster-layer-0.0.4.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '/react-leaflet-heatmap-layer/-/react-leaflet-heatmap-layer-2.0.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '/react-leaflet-marker-layer/-/react-leaflet-marker-layer-0.1.5.tgz' ESCAPE '!')
    OR ((lower(`c-uri`) LIKE '%/@airtm/uuid-base32/-/uuid-base32-1.0.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/account-sdk-node/-/account-sdk-node-1.40.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/account-sdk-node/-/account-sdk-node-1.40.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/account-sdk/-/account-sdk-1.41.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/account-sdk/-/account-sdk-1.41.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/accounting-sdk-node/-/accounting-sdk-node-1.26.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/accounting-sdk-node/-/accounting-sdk-node-1.26.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/accounting-sdk/-/accounting-sdk-1.27.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/accounting-sdk/-/accounting-sdk-1.27.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/accounting-sdk/-/accounting-sdk-1.27.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/api-documentation/-/api-documentation-1.19.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/api-documentation/-/api-documentation-1.19.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/auth-sdk-node/-/auth-sdk-node-1.21.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/auth-sdk-node/-/auth-sdk-node-1.21.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/auth-sdk/-/auth-sdk-1.25.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/auth-sdk/-/auth-sdk-1.25.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/billing-sdk-node/-/billing-sdk-node-1.57.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/billing-sdk-node/-/billing-sdk-node-1.57.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/billing-sdk/-/billing-sdk-1.56.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/billing-sdk/-/billing-sdk-1.56.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/changelog-sdk-node/-/changelog-sdk-node-1.0.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/changelog-sdk-node/-/changelog-sdk-node-1.0.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/claim-sdk-node/-/claim-sdk-node-1.39.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/claim-sdk-node/-/claim-sdk-node-1.39.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/claim-sdk/-/claim-sdk-1.41.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/claim-sdk/-/claim-sdk-1.41.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/commission-sdk-node/-/commission-sdk-node-1.0.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/commission-sdk-node/-/commission-sdk-node-1.0.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/commission-sdk-node/-/commission-sdk-node-1.0.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/commission-sdk/-/commission-sdk-1.0.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/commission-sdk/-/commission-sdk-1.0.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/commission-sdk/-/commission-sdk-1.0.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/customer-sdk-node/-/customer-sdk-node-1.55.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/customer-sdk-node/-/customer-sdk-node-1.55.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/customer-sdk/-/customer-sdk-1.54.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/customer-sdk/-/customer-sdk-1.54.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/customer-sdk/-/customer-sdk-1.54.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/customer-sdk/-/customer-sdk-1.54.4.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/customer-sdk/-/customer-sdk-1.54.5.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/discount-sdk-node/-/discount-sdk-node-1.5.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/discount-sdk-node/-/discount-sdk-node-1.5.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/discount-sdk/-/discount-sdk-1.5.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/discount-sdk/-/discount-sdk-1.5.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/discount-sdk/-/discount-sdk-1.5.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/document-sdk-node/-/document-sdk-node-1.43.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/document-sdk-node/-/document-sdk-node-1.43.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/document-sdk-node/-/document-sdk-node-1.43.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/document-sdk-node/-/document-sdk-node-1.43.4.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/document-sdk-node/-/document-sdk-node-1.43.5.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/document-sdk-node/-/document-sdk-node-1.43.6.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/document-sdk/-/document-sdk-1.45.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/document-sdk/-/document-sdk-1.45.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/document-uploader/-/document-uploader-0.0.10.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/document-uploader/-/document-uploader-0.0.11.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/document-uploader/-/document-uploader-0.0.12.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/docxtemplater-util/-/docxtemplater-util-1.1.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/docxtemplater-util/-/docxtemplater-util-1.1.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/docxtemplater-util/-/docxtemplater-util-1.1.4.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/gdv-sdk-node/-/gdv-sdk-node-2.6.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/gdv-sdk-node/-/gdv-sdk-node-2.6.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/gdv-sdk-node/-/gdv-sdk-node-2.6.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/gdv-sdk/-/gdv-sdk-2.6.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/gdv-sdk/-/gdv-sdk-2.6.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/insurance-sdk-node/-/insurance-sdk-node-1.95.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/insurance-sdk-node/-/insurance-sdk-node-1.95.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/insurance-sdk/-/insurance-sdk-1.97.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/insurance-sdk/-/insurance-sdk-1.97.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/insurance-sdk/-/insurance-sdk-1.97.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/insurance-sdk/-/insurance-sdk-1.97.4.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/insurance-sdk/-/insurance-sdk-1.97.5.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/insurance-sdk/-/insurance-sdk-1.97.6.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/notification-sdk-node/-/notification-sdk-node-1.4.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/notification-sdk-node/-/notification-sdk-node-1.4.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/numbergenerator-sdk-node/-/numbergenerator-sdk-node-1.3.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/numbergenerator-sdk-node/-/numbergenerator-sdk-node-1.3.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/numbergenerator-sdk-node/-/numbergenerator-sdk-node-1.3.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/partner-portal-sdk-node/-/partner-portal-sdk-node-1.1.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/partner-portal-sdk-node/-/partner-portal-sdk-node-1.1.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/partner-portal-sdk/-/partner-portal-sdk-1.1.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/partner-portal-sdk/-/partner-portal-sdk-1.1.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/partner-portal-sdk/-/partner-portal-sdk-1.1.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/partner-sdk-node/-/partner-sdk-node-1.19.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/partner-sdk-node/-/partner-sdk-node-1.19.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/partner-sdk/-/partner-sdk-1.19.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/partner-sdk/-/partner-sdk-1.19.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/partner-sdk/-/partner-sdk-1.19.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/payment-sdk-node/-/payment-sdk-node-1.23.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/payment-sdk-node/-/payment-sdk-node-1.23.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/payment-sdk/-/payment-sdk-1.15.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/payment-sdk/-/payment-sdk-1.15.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/process-manager-sdk-node/-/process-manager-sdk-node-1.13.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/process-manager-sdk-node/-/process-manager-sdk-node-1.13.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/process-manager-sdk/-/process-manager-sdk-1.4.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/process-manager-sdk/-/process-manager-sdk-1.4.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/public-api-sdk-node/-/public-api-sdk-node-1.35.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/public-api-sdk-node/-/public-api-sdk-node-1.35.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/public-api-sdk/-/public-api-sdk-1.33.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/public-api-sdk/-/public-api-sdk-1.33.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/setting-sdk-node/-/setting-sdk-node-0.2.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/setting-sdk-node/-/setting-sdk-node-0.2.2.tgz' ESCAPE '!')
    OR (lower(`c-uri`) LIKE '%/@emilgroup/setting-sdk-node/-/setting-sdk-node-0.2.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/setting-sdk/-/setting-sdk-0.2.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/setting-sdk/-/setting-sdk-0.2.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/setting-sdk/-/setting-sdk-0.2.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/task-sdk-node/-/task-sdk-node-1.0.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/task-sdk-node/-/task-sdk-node-1.0.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/task-sdk-node/-/task-sdk-node-1.0.4.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/task-sdk/-/task-sdk-1.0.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/task-sdk/-/task-sdk-1.0.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/task-sdk/-/task-sdk-1.0.4.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/tenant-sdk-node/-/tenant-sdk-node-1.33.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/tenant-sdk-node/-/tenant-sdk-node-1.33.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/tenant-sdk/-/tenant-sdk-1.34.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/tenant-sdk/-/tenant-sdk-1.34.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/translation-sdk-node/-/translation-sdk-node-1.1.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@emilgroup/translation-sdk-node/-/translation-sdk-node-1.1.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@leafnoise/mirage/-/mirage-2.0.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@opengov/form-builder/-/form-builder-0.12.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@opengov/form-renderer/-/form-renderer-0.2.20.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@opengov/form-utils/-/form-utils-0.7.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@opengov/ppf-backend-types/-/ppf-backend-types-1.141.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@opengov/ppf-eslint-config/-/ppf-eslint-config-0.1.11.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@opengov/qa-record-types-api/-/qa-record-types-api-1.0.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@pypestream/floating-ui-dom/-/floating-ui-dom-2.15.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@teale.io/eslint-config/-/eslint-config-1.8.10.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@teale.io/eslint-config/-/eslint-config-1.8.11.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@teale.io/eslint-config/-/eslint-config-1.8.12.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@teale.io/eslint-config/-/eslint-config-1.8.13.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@teale.io/eslint-config/-/eslint-config-1.8.14.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@teale.io/eslint-config/-/eslint-config-1.8.15.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@teale.io/eslint-config/-/eslint-config-1.8.16.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@teale.io/eslint-config/-/eslint-config-1.8.9.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@virtahealth/substrate-root/-/substrate-root-1.0.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/babel-plugin-react-pure-component/-/babel-plugin-react-pure-component-0.1.6.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/cit-playwright-tests/-/cit-playwright-tests-1.0.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/eslint-config-ppf/-/eslint-config-ppf-0.128.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/eslint-config-service-users/-/eslint-config-service-users-0.0.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/jest-preset-ppf/-/jest-preset-ppf-0.0.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/opengov-k6-core/-/opengov-k6-core-1.0.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/react-autolink-text/-/react-autolink-text-2.0.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/react-leaflet-cluster-layer/-/react-leaflet-cluster-layer-0.0.4.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/react-leaflet-heatmap-layer/-/react-leaflet-heatmap-layer-2.0.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/react-leaflet-marker-layer/-/react-leaflet-marker-layer-0.1.5.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/babel-plugin-react-pure-component/-/babel-plugin-react-pure-component-0.1.6.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/cit-playwright-tests/-/cit-playwright-tests-1.0.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/eslint-config-ppf/-/eslint-config-ppf-0.128.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/eslint-config-service-users/-/eslint-config-service-users-0.0.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/jest-preset-ppf/-/jest-preset-ppf-0.0.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/opengov-k6-core/-/opengov-k6-core-1.0.2.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/react-autolink-text/-/react-autolink-text-2.0.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/react-leaflet-cluster-layer/-/react-leaflet-cluster-layer-0.0.4.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/react-leaflet-heatmap-layer/-/react-leaflet-heatmap-layer-2.0.1.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/react-leaflet-marker-layer/-/react-leaflet-marker-layer-0.1.5.tgz' ESCAPE '!')))
