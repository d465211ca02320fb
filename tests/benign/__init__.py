"""Benign corpora: what an ordinary company's logs, traffic and clusters hold.

Everything is made of a seed, of the names that MISP's warninglists call popular, and of a
release's own tables: the neighbours of what is listed are the hardest negatives. The same release
gives the same records on every machine and Python. No record may be found, blocked or denied by
anything that feedgen publishes. (Files of the machine are in `machine_files`.)

| module            | gives                                                                         |
|-------------------|-------------------------------------------------------------------------------|
| `listed`          | what a release lists, read from its tables: windows, names, known-good values |
| `names`           | popular host names, and the neighbours of listed ones                         |
| `pulls`           | pulls of images: popular, restored outside the windows, clean ones inside     |
| `ci_logs`         | lines of CI systems and builders, and the actions that workflows use          |
| `packages`        | packages of clean projects, with the siblings of listed ones                  |
| `web`             | DNS queries and requests that a proxy logs                                    |
| `workloads`       | pods, and the audit events of a cluster                                       |
| `registry_events` | pulls as registries, runtimes and clouds log them                             |
| `endpoint_events` | processes, files, libraries, connections                                      |
| `account_events`  | what accounts do at GitHub                                                    |
| `log_sources`     | all events by Sigma's log source                                              |
| `malicious`       | one record for each corpus that must be found                                 |
"""
