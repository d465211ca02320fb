-- Malicious Checkmarx KICS images, editor extensions and GitHub Action - Firewall Connection to Listed Address
-- Sigma rule b607b2d0-d9d6-5f4c-bf64-3fca18da2f0a, alert, in net_firewall_checkmarx_kics_dockerhub_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 0302f28c-fd4f-5122-ab11-35c8cb258ce4
SELECT *
FROM logs
WHERE "dst_ip" ILIKE '94.154.172.43' ESCAPE '!'
