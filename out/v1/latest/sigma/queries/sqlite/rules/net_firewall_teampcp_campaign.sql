-- TeamPCP infrastructure and files that no single incident owns - Firewall Connection to Listed Address
-- Sigma rule 415e4cf9-7252-5994-9bde-1d21e22738b0, alert, in net_firewall_teampcp_campaign.yml
-- feedgen, TLP:CLEAR
-- indicator b1cb853b-42a8-534d-98d0-7919711ff122
-- indicator da1da4a4-6333-5a14-aef6-5199ddb4363e
SELECT *
FROM logs
WHERE ("dst_ip" LIKE '67.217.57.240' ESCAPE '!'
    OR "dst_ip" LIKE '83.142.209.194' ESCAPE '!')
