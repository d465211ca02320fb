-- CanisterSprawl, a worm in npm packages of Namastex and others - Process Indicators - macOS
-- Sigma rule d8eeb418-31c1-56a3-b000-756049aea8e9, alert, in proc_creation_macos_canistersprawl_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator a17640ef-780f-5fed-a153-b2b1d3380f63
SELECT *
FROM logs
WHERE "CommandLine" ILIKE '%node dist/env-compat.cjs%' ESCAPE '!'
