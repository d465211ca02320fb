-- CanisterSprawl, a worm in npm packages of Namastex and others - Firewall Connection to Listed Address
-- Sigma rule 7408a168-5246-55c4-b109-ab0b89cfa160, alert, in net_firewall_canistersprawl_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 6f18a77d-e1e7-5d61-a220-4fd7005f9820
SELECT *
FROM logs
WHERE "dst_ip" ILIKE '143.198.237.25' ESCAPE '!'
