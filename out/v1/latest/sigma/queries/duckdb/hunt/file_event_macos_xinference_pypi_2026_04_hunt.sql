-- Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI - File Indicators - macOS
-- Sigma rule 38a083de-3d4f-50d2-9cb7-d73b7eedf11c, hunt, in file_event_macos_xinference_pypi_2026_04_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 0d687520-c7ea-5a4e-8415-2198e0b609ba
SELECT *
FROM logs
WHERE "TargetFilename" ILIKE '%/xinference/!_!_init!_!_.py' ESCAPE '!'
