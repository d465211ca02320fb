-- First compromise of Trivy, and its malicious editor extension - Connection to Listed Host - Linux
-- Sigma rule 4c08c240-c658-5eb3-934b-90c2acea412a, alert, in net_connection_lnx_trivy_precursor_2026_02.yml
-- feedgen, TLP:CLEAR
-- indicator e9bf55b4-8004-5fb3-a605-3a7c3a560432
SELECT *
FROM logs
WHERE (lower(DestinationHostname) LIKE '%.hackmoltrepeat.com' ESCAPE '!'
    OR lower(DestinationHostname) LIKE 'hackmoltrepeat.com' ESCAPE '!')
