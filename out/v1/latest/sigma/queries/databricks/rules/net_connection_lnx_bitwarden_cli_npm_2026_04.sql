-- Malicious Bitwarden CLI on npm - Connection to Listed Host - Linux
-- Sigma rule e7c91244-7a47-5afd-8710-7dc3596b0f9f, alert, in net_connection_lnx_bitwarden_cli_npm_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 0302f28c-fd4f-5122-ab11-35c8cb258ce4
-- indicator b586776c-edd3-50ee-be1b-16a8644c5e1c
SELECT *
FROM logs
WHERE (lower(DestinationIp) LIKE '94.154.172.43' ESCAPE '!'
    OR lower(DestinationHostname) LIKE '%.audit.checkmarx.cx' ESCAPE '!'
    OR lower(DestinationHostname) LIKE 'audit.checkmarx.cx' ESCAPE '!')
