-- Malicious Bitwarden CLI on npm - Firewall Connection to Listed Address
-- Sigma rule 7069171c-3740-5f08-b367-4022550de86b, alert, in net_firewall_bitwarden_cli_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 0302f28c-fd4f-5122-ab11-35c8cb258ce4
SELECT *
FROM logs
WHERE "dst_ip" LIKE '94.154.172.43' ESCAPE '!'
