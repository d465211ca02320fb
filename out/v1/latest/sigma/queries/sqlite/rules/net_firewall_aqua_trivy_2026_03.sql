-- Malicious Trivy releases, images and GitHub Actions - Firewall Connection to Listed Address
-- Sigma rule b01953f4-205f-5b9e-8b0a-e1bafb9c50a5, alert, in net_firewall_aqua_trivy_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 9367bd54-8ecb-51dd-97ef-35f7cad112c6
SELECT *
FROM logs
WHERE "dst_ip" LIKE '45.148.10.212' ESCAPE '!'
