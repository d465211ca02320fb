-- Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI - File Indicators - Linux
-- Sigma rule ee030d3b-fc02-5925-afbb-0534fc31dc88, hunt, in file_event_lnx_xinference_pypi_2026_04_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 0d687520-c7ea-5a4e-8415-2198e0b609ba
SELECT *
FROM logs
WHERE lower(TargetFilename) LIKE '%/xinference/!_!_init!_!_.py' ESCAPE '!'
