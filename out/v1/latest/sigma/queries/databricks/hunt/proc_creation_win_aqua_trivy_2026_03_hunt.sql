-- Malicious Trivy releases, images and GitHub Actions - Process Indicators - Windows
-- Sigma rule 924ceb7e-7cb2-5cc4-aade-4f8a0d51fb35, hunt, in proc_creation_win_aqua_trivy_2026_03_hunt.yml
-- feedgen, TLP:CLEAR
-- indicator 164859ac-760d-5d67-a89f-24c366f07509
-- indicator 71bcef56-6cd9-58f2-b8ce-00aec052a4bd
-- indicator 7a741da5-016e-5536-a07e-0bbf07dbdba1
-- indicator 9d6d4e42-2085-5ff7-9aa8-db15c4e1793e
-- indicator efd1a270-bdf0-56e5-b6e3-4c900b61756c
SELECT *
FROM logs
WHERE (lower(CommandLine) LIKE '%goreleaser release --clean --timeout 90m --skip=validate%' ESCAPE '!'
    OR lower(CommandLine) LIKE '%kubectl get secrets --all-namespaces -o json%' ESCAPE '!'
    OR lower(CommandLine) LIKE '%pgrep -f runner.listener%' ESCAPE '!'
    OR lower(CommandLine) LIKE '%pgrep -f runner.worker%' ESCAPE '!'
    OR lower(CommandLine) LIKE '%wg showconf all%' ESCAPE '!')
