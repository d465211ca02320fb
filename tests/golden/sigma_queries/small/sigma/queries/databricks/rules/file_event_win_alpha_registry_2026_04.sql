-- Malicious Alpha images - File Indicators - Windows
-- Sigma rule 45132c5b-bf3a-5bde-9134-bccaad774750, alert, in file_event_win_alpha_registry_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 41018e9a-32fe-55bb-b146-5017f1a32d72
-- indicator 8f2c1753-03da-5084-afc7-2b1fc006a5e2
-- indicator 93f4a39e-ecd9-5412-99e9-f381edf1c217
-- indicator cae0b48f-3200-58f7-8c93-6b6e742a286b
SELECT *
FROM logs
WHERE ((lower(TargetFilename) LIKE '%\\extensions\\alpha.results-2.63.0-%' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%\\extensions\\alpha.results-2.63.0\\%' ESCAPE '!')
    OR (lower(TargetFilename) LIKE 'c:\\users\\public\\loot.bin' ESCAPE '!'
    OR lower(TargetFilename) LIKE '%\\.config\\sysmon.py' ESCAPE '!'))
