-- CanisterSprawl, a worm in npm packages of Namastex and others - Listed Package Downloaded Through Proxy
-- Sigma rule c86e1e7d-0529-5837-8ce9-1722183dff55, alert, in proxy_canistersprawl_npm_2026_04_download.yml
-- feedgen, TLP:CLEAR
-- indicator 07968387-5ca6-576f-818e-c21d01480277
-- indicator 192da4eb-c2d8-5474-bee7-06f9f213465c
-- indicator 1b697ac0-f8a9-56b2-bd9d-888aa6554afe
-- indicator 1bf25cd7-9458-5b03-9555-30a7d9a07c31
-- indicator 2cacae82-a6d7-503b-80b3-22de24716510
-- indicator 3f4f0eac-0d6f-576a-b1fe-7b3e9518ff8b
-- indicator 40792eee-b734-5dad-97c4-f35c735f30ab
-- indicator 6c95aa90-6a5b-59a1-b12a-9315369d515d
-- indicator 72403a5c-86ef-55b2-8441-6304b7926400
-- indicator 72763e0c-bce8-5ca2-9527-3aa5d25c8fe5
-- indicator 867023e4-b7cf-5b3b-b59d-e047061efe01
-- indicator 8f59837c-5185-5115-93d7-d48f213b3c32
-- indicator 9a64b6c9-9ffb-5114-8d9d-8c6864c4eb82
-- indicator aaa75c3a-c623-5b45-a8a4-40b4b863b46e
-- indicator c9d44292-95a1-5278-a3a6-2d2a400db532
-- indicator ce5bbf31-8890-51bb-a259-9c91c63f4730
-- indicator e95af4e8-62e5-5a51-89aa-439e469f9575
-- indicator f0e2ba7f-d976-5813-8b7e-9c8e7df8a930
SELECT *
FROM logs
WHERE ((lower(`c-uri`) LIKE '/pgserve/-/pgserve-1.1.11.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '/pgserve/-/pgserve-1.1.12.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '/pgserve/-/pgserve-1.1.13.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '/pgserve/-/pgserve-1.1.14.tgz' ESCAPE '!')
    OR (lower(`c-uri`) LIKE '%/@automagik/genie/-/genie-4.260421.33.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@automagik/genie/-/genie-4.260421.34.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@automagik/genie/-/genie-4.260421.35.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@automagik/genie/-/genie-4.260421.36.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@automagik/genie/-/genie-4.260421.37.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@automagik/genie/-/genie-4.260421.38.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@automagik/genie/-/genie-4.260421.39.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@automagik/genie/-/genie-4.260421.40.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@fairwords/loopback-connector-es/-/loopback-connector-es-1.4.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@fairwords/loopback-connector-es/-/loopback-connector-es-1.4.4.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@fairwords/websocket/-/websocket-1.0.38.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@fairwords/websocket/-/websocket-1.0.39.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@openwebconcept/design-tokens/-/design-tokens-1.0.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%/@openwebconcept/theme-owc/-/theme-owc-1.0.3.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/pgserve/-/pgserve-1.1.11.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/pgserve/-/pgserve-1.1.12.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/pgserve/-/pgserve-1.1.13.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.npmjs.org/pgserve/-/pgserve-1.1.14.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/pgserve/-/pgserve-1.1.11.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/pgserve/-/pgserve-1.1.12.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/pgserve/-/pgserve-1.1.13.tgz' ESCAPE '!'
    OR lower(`c-uri`) LIKE '%registry.yarnpkg.com/pgserve/-/pgserve-1.1.14.tgz' ESCAPE '!'))
