-- Malicious telnyx 4.87.1 and 4.87.2 on PyPI - Firewall Connection to Listed Address
-- Sigma rule d0e368a3-86b7-5161-a2f6-0752e489a9fb, alert, in net_firewall_telnyx_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator f43ec4bd-7bda-5a14-af92-eaa9a32d6e8a
SELECT *
FROM logs
WHERE (CAST("dst_port" AS TEXT) = '8080'
    AND "dst_ip" ILIKE '83.142.209.203' ESCAPE '!')
