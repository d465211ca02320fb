-- Malicious Alpha images - Firewall Connection to Listed Address
-- Sigma rule 741fe985-d092-56fc-8c1f-ae60a94720cb, hunt, in net_firewall_alpha_registry_2026_04_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator b2928ca3-b395-50ad-9283-1724e814e4e4
SELECT *
FROM logs
WHERE ("dst_ip" ILIKE '198.51.100.0' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.1' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.2' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.3' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.4' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.5' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.6' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.7' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.8' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.9' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.10' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.11' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.12' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.13' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.14' ESCAPE '!'
    OR "dst_ip" ILIKE '198.51.100.15' ESCAPE '!')
