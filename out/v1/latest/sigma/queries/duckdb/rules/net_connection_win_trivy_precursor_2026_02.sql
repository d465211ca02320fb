-- First compromise of Trivy, and its malicious editor extension - Connection to Listed Host - Windows
-- Sigma rule 5c424c6d-dfc4-5218-ac29-d255eaa53560, alert, in net_connection_win_trivy_precursor_2026_02.yml
-- feedgen, TLP:CLEAR
-- indicator e9bf55b4-8004-5fb3-a605-3a7c3a560432
SELECT *
FROM logs
WHERE ("DestinationHostname" ILIKE '%.hackmoltrepeat.com' ESCAPE '!'
    OR "DestinationHostname" ILIKE 'hackmoltrepeat.com' ESCAPE '!')
