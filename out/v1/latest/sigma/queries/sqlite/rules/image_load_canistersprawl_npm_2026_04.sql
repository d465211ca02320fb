-- CanisterSprawl, a worm in npm packages of Namastex and others - Library Load of Listed File
-- Sigma rule 124f01e9-ffe9-5194-8c90-8afec7e8d08d, alert, in image_load_canistersprawl_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 008fe27a-7fbe-5f22-ac12-806e3e6f9000
-- indicator 7def50cc-c121-542c-a3e1-1df88f681d83
SELECT *
FROM logs
WHERE ("Hashes" LIKE '%SHA256=834b6e5db5710b9308d0598978a0148a9dc832361f1fa0b7ad4343dcceba2812%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=c19c4574d09e60636425f9555d3b63e8cb5c9d63ceb1c982c35e5a310c97a839%' ESCAPE '!')
