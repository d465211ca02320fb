-- TeamPCP infrastructure and files that no single incident owns - Connection to Listed Host - Linux
-- Sigma rule 46bd836a-e027-5fe6-ade0-b20467d6c44e, alert, in net_connection_lnx_teampcp_campaign.yml
-- feedgen, TLP:CLEAR
-- indicator b1cb853b-42a8-534d-98d0-7919711ff122
-- indicator da1da4a4-6333-5a14-aef6-5199ddb4363e
SELECT *
FROM logs
WHERE (lower(DestinationIp) LIKE '67.217.57.240' ESCAPE '!'
    OR lower(DestinationIp) LIKE '83.142.209.194' ESCAPE '!')
