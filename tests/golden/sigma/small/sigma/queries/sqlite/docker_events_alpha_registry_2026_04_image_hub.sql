-- Sigma rule eade1290-10f4-5636-a479-46f6d7c05cdd, time in UTC
SELECT *
FROM logs
WHERE (("Action" LIKE 'create' ESCAPE '\'
    OR "Action" LIKE 'start' ESCAPE '\') AND ("Type" LIKE 'container' ESCAPE '\') AND ("Actor.Attributes.image" LIKE 'alpha/scanner' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'alpha/scanner:latest' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'alpha/scanner:v1.0' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'docker.io/alpha/scanner' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'docker.io/alpha/scanner:latest' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'docker.io/alpha/scanner:v1.0' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'mirror.example/alpha/scanner' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'mirror.example/alpha/scanner:latest' ESCAPE '\'
    OR "Actor.Attributes.image" LIKE 'mirror.example/alpha/scanner:v1.0' ESCAPE '\')
    OR ("Action" LIKE 'pull' ESCAPE '\') AND ("Type" LIKE 'image' ESCAPE '\') AND ("Actor.ID" LIKE 'alpha/scanner' ESCAPE '\'
    OR "Actor.ID" LIKE 'alpha/scanner:latest' ESCAPE '\'
    OR "Actor.ID" LIKE 'alpha/scanner:v1.0' ESCAPE '\'
    OR "Actor.ID" LIKE 'docker.io/alpha/scanner' ESCAPE '\'
    OR "Actor.ID" LIKE 'docker.io/alpha/scanner:latest' ESCAPE '\'
    OR "Actor.ID" LIKE 'docker.io/alpha/scanner:v1.0' ESCAPE '\'
    OR "Actor.ID" LIKE 'mirror.example/alpha/scanner' ESCAPE '\'
    OR "Actor.ID" LIKE 'mirror.example/alpha/scanner:latest' ESCAPE '\'
    OR "Actor.ID" LIKE 'mirror.example/alpha/scanner:v1.0' ESCAPE '\'))
  AND ("time" >= 1776861060 AND "time" < 1777477320)
