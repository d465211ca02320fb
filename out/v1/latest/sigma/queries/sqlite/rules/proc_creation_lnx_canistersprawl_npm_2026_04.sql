-- CanisterSprawl, a worm in npm packages of Namastex and others - Process Indicators - Linux
-- Sigma rule e2eb2b1b-a669-5c94-8f36-832655c41bf3, alert, in proc_creation_lnx_canistersprawl_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 008fe27a-7fbe-5f22-ac12-806e3e6f9000
-- indicator 7def50cc-c121-542c-a3e1-1df88f681d83
-- indicator a17640ef-780f-5fed-a153-b2b1d3380f63
SELECT *
FROM logs
WHERE ("CommandLine" LIKE '%node dist/env-compat.cjs%' ESCAPE '!'
    OR ("Hashes" LIKE '%SHA256=834b6e5db5710b9308d0598978a0148a9dc832361f1fa0b7ad4343dcceba2812%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=c19c4574d09e60636425f9555d3b63e8cb5c9d63ceb1c982c35e5a310c97a839%' ESCAPE '!'))
