-- Malicious telnyx 4.87.1 and 4.87.2 on PyPI - Connection to Listed Host - Linux
-- Sigma rule 7d638a50-178c-5095-b601-2765f291f166, alert, in net_connection_lnx_telnyx_pypi_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator f43ec4bd-7bda-5a14-af92-eaa9a32d6e8a
SELECT *
FROM logs
WHERE (CAST("DestinationPort" AS TEXT) = '8080'
    AND "DestinationIp" LIKE '83.142.209.203' ESCAPE '!')
