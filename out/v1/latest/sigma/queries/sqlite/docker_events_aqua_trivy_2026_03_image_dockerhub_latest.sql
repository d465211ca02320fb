-- Sigma rule aab92b2e-44d9-585f-8be6-2b88e601ee59, time in UTC
SELECT *
FROM logs
WHERE (("Action" LIKE 'create' ESCAPE '\'
    OR "Action" LIKE 'start' ESCAPE '\') AND ("Type" LIKE 'container' ESCAPE '\') AND ("Actor.Attributes.image" LIKE 'aquasec/trivy' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'aquasec/trivy:latest' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'docker.io/aquasec/trivy' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'docker.io/aquasec/trivy:latest' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'mirror.gcr.io/aquasec/trivy' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'mirror.gcr.io/aquasec/trivy:latest' ESCAPE '\')
    OR ("Action" LIKE 'pull' ESCAPE '\') AND ("Type" LIKE 'image' ESCAPE '\') AND ("Actor.ID" LIKE 'aquasec/trivy' ESCAPE '\'
    OR "Actor.ID" LIKE 'aquasec/trivy:latest' ESCAPE '\'
    OR "Actor.ID" LIKE 'docker.io/aquasec/trivy' ESCAPE '\'
    OR "Actor.ID" LIKE 'docker.io/aquasec/trivy:latest' ESCAPE '\'
    OR "Actor.ID" LIKE 'mirror.gcr.io/aquasec/trivy' ESCAPE '\'
    OR "Actor.ID" LIKE 'mirror.gcr.io/aquasec/trivy:latest' ESCAPE '\'))
  AND ("time" >= 1773944520 AND "time" < 1774834800)
