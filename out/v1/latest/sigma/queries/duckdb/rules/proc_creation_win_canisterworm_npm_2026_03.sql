-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - Process Indicators - Windows
-- Sigma rule bb36ea35-8cfb-5b76-a0bc-1f097ec5099f, alert, in proc_creation_win_canisterworm_npm_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 1ce75c93-ad86-52ed-bc82-c89bb0dcc639
-- indicator 78bd31c3-3f23-5dc9-8871-5722ce72e078
-- indicator 7fe3cd13-2714-5b58-9bb0-3e9781af34bb
-- indicator 9d165fe5-bb71-557a-bffe-35bcd020ba2e
-- indicator cde3c30c-4e14-59fd-9e0a-f5339821b8a0
-- indicator db5342cf-8c48-5ada-af85-7215ab6778fd
-- indicator e00e7944-a0f5-5e20-8a1a-d6bbacb91d4c
SELECT *
FROM logs
WHERE ("Hashes" ILIKE '%SHA256=0c0d206d5e68c0cf64d57ffa8bc5b1dad54f2dda52f24e96e02e237498cb9c3a%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=5e2ba7c4c53fa6e0cef58011acdd50682cf83fb7b989712d2fcf1b5173bad956%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=61ff00a81b19624adaad425b9129ba2f312f4ab76fb5ddc2c628a5037d31a4ba%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=7df6cef7ab9aae2ea08f2f872f6456b5d51d896ddda907a238cd6668ccdc4bb7%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=c37c0ae9641d2e5329fcdee847a756bf1140fdb7f0b7c78a40fdc39055e7d926%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=e9b1e069efc778c1e77fb3f5fcc3bd3580bbc810604cbf4347897ddb4b8c163b%' ESCAPE '!'
    OR "Hashes" ILIKE '%SHA256=f398f06eefcd3558c38820a397e3193856e4e6e7c67f81ecc8e533275284b152%' ESCAPE '!')
