-- Sigma rule 48be3161-e9fc-5ccb-9375-eb2b524b5d15, time in UTC
SELECT *
FROM logs
WHERE ("msg" LIKE 'PullImage %' ESCAPE '\'
    OR "msg" LIKE 'Pulled image %' ESCAPE '\')
  AND (("msg" LIKE '%"aquasec/trivy"%' ESCAPE '\'
    OR "msg" LIKE '%"aquasec/trivy:latest"%' ESCAPE '\'
    OR "msg" LIKE '%"aquasec/trivy:latest\\"%' ESCAPE '\'
    OR "msg" LIKE '%"aquasec/trivy\\"%' ESCAPE '\'
    OR "msg" LIKE '%"docker.io/aquasec/trivy"%' ESCAPE '\'
    OR "msg" LIKE '%"docker.io/aquasec/trivy:latest"%' ESCAPE '\'
    OR "msg" LIKE '%"docker.io/aquasec/trivy:latest\\"%' ESCAPE '\'
    OR "msg" LIKE '%"docker.io/aquasec/trivy\\"%' ESCAPE '\'
    OR "msg" LIKE '%"index.docker.io/aquasec/trivy"%' ESCAPE '\'
    OR "msg" LIKE '%"index.docker.io/aquasec/trivy:latest"%' ESCAPE '\'
    OR "msg" LIKE '%"index.docker.io/aquasec/trivy:latest\\"%' ESCAPE '\'
    OR "msg" LIKE '%"index.docker.io/aquasec/trivy\\"%' ESCAPE '\'
    OR "msg" LIKE '%"mirror.gcr.io/aquasec/trivy"%' ESCAPE '\'
    OR "msg" LIKE '%"mirror.gcr.io/aquasec/trivy:latest"%' ESCAPE '\'
    OR "msg" LIKE '%"mirror.gcr.io/aquasec/trivy:latest\\"%' ESCAPE '\'
    OR "msg" LIKE '%"mirror.gcr.io/aquasec/trivy\\"%' ESCAPE '\'
    OR "msg" LIKE '%"registry-1.docker.io/aquasec/trivy"%' ESCAPE '\'
    OR "msg" LIKE '%"registry-1.docker.io/aquasec/trivy:latest"%' ESCAPE '\'
    OR "msg" LIKE '%"registry-1.docker.io/aquasec/trivy:latest\\"%' ESCAPE '\'
    OR "msg" LIKE '%"registry-1.docker.io/aquasec/trivy\\"%' ESCAPE '\'
    OR "msg" LIKE '%"registry.hub.docker.com/aquasec/trivy"%' ESCAPE '\'
    OR "msg" LIKE '%"registry.hub.docker.com/aquasec/trivy:latest"%' ESCAPE '\'
    OR "msg" LIKE '%"registry.hub.docker.com/aquasec/trivy:latest\\"%' ESCAPE '\'
    OR "msg" LIKE '%"registry.hub.docker.com/aquasec/trivy\\"%' ESCAPE '\'))
  AND ("time" >= '2026-03-19T18:22:00' AND "time" < '2026-03-30T01:40:00')
