-- Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI - File Indicators - Windows
-- Sigma rule cb8feee7-ae72-53ca-ba9a-ef9bcef033e9, hunt, in file_event_win_xinference_pypi_2026_04_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 0d687520-c7ea-5a4e-8415-2198e0b609ba
SELECT *
FROM logs
WHERE lower(TargetFilename) LIKE '%\\xinference\\!_!_init!_!_.py' ESCAPE '!'
