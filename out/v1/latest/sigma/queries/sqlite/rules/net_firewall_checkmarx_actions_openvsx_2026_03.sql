-- Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions - Firewall Connection to Listed Address
-- Sigma rule 8b7b3aae-5f0d-59f7-bd46-0f651076835b, alert, in net_firewall_checkmarx_actions_openvsx_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 619a5e89-4be2-59c3-a381-ae7fd344271f
SELECT *
FROM logs
WHERE "dst_ip" LIKE '83.142.209.11' ESCAPE '!'
