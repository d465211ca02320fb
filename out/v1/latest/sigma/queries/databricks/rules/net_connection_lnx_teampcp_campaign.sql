-- TeamPCP infrastructure and files that no single incident owns - Connection to Listed Host - Linux
-- Sigma rule 46bd836a-e027-5fe6-ade0-b20467d6c44e, alert, in net_connection_lnx_teampcp_campaign.yml
-- feedgen, TLP:CLEAR
-- indicator b1cb853b-42a8-534d-98d0-7919711ff122
-- indicator d07aca2a-01ca-505b-a449-ac55443f5352
-- indicator da1da4a4-6333-5a14-aef6-5199ddb4363e
-- indicator da457e91-c5d9-58cd-93cd-7d788eb3cc9c
-- indicator daa36586-379a-5719-8d4b-4d4cc628af5e
-- indicator e7436f83-7ef9-57ac-8b65-08be66501656
-- indicator f51643a9-8bac-52dd-a35d-766ee78e56c1
SELECT *
FROM logs
WHERE (lower(DestinationIp) LIKE '195.5.171.242' ESCAPE '!'
    OR lower(DestinationIp) LIKE '209.34.235.18' ESCAPE '!'
    OR lower(DestinationIp) LIKE '212.71.124.188' ESCAPE '!'
    OR lower(DestinationIp) LIKE '23.142.184.129' ESCAPE '!'
    OR lower(DestinationIp) LIKE '63.251.162.11' ESCAPE '!'
    OR lower(DestinationIp) LIKE '67.217.57.240' ESCAPE '!'
    OR lower(DestinationIp) LIKE '83.142.209.194' ESCAPE '!')
