-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - Process Indicators - Linux
-- Sigma rule 07ca5c4f-07f2-53da-b795-fe71c3026f12, hunt, in proc_creation_lnx_canisterworm_npm_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 0b25cddf-93d2-5e6e-b5ef-57d3c3bb2662
-- indicator cb5faf57-98e0-5201-9a0f-01386e93bb7d
SELECT *
FROM logs
WHERE (("Image" ILIKE '%/systemctl' ESCAPE '!'
    AND ("CommandLine" ILIKE '% internal-monitor %' ESCAPE '!'
    OR "CommandLine" ILIKE '% internal-monitor.service %' ESCAPE '!'
    OR "CommandLine" ILIKE '% pgmonitor %' ESCAPE '!'
    OR "CommandLine" ILIKE '% pgmonitor.service %' ESCAPE '!'))
    OR ("Image" ILIKE '%/systemctl' ESCAPE '!'
    AND ("CommandLine" ILIKE '% internal-monitor' ESCAPE '!'
    OR "CommandLine" ILIKE '% internal-monitor.service' ESCAPE '!'
    OR "CommandLine" ILIKE '% pgmonitor' ESCAPE '!'
    OR "CommandLine" ILIKE '% pgmonitor.service' ESCAPE '!')))
