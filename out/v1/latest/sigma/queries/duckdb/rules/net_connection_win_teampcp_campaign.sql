-- TeamPCP infrastructure and files that no single incident owns - Connection to Listed Host - Windows
-- Sigma rule 1b08332e-2394-59d6-b083-ab5e4de32ca9, alert, in net_connection_win_teampcp_campaign.yml
-- feedgen, TLP:CLEAR
-- indicator b1cb853b-42a8-534d-98d0-7919711ff122
-- indicator da1da4a4-6333-5a14-aef6-5199ddb4363e
SELECT *
FROM logs
WHERE ("DestinationIp" ILIKE '67.217.57.240' ESCAPE '!'
    OR "DestinationIp" ILIKE '83.142.209.194' ESCAPE '!')
