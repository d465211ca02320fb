-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - Kubernetes Object of Listed Name
-- Sigma rule e17e6176-cfcb-52ae-8be7-ad2ed638ac24, alert, in kubernetes_audit_canisterworm_npm_2026_03_object.yml
-- feedgen, TLP:CLEAR
-- indicator 23cd2138-b3e4-5d26-a9f3-3dfb7883cee2
-- indicator 9a479f07-f442-59fa-99e8-c2e5d36cc931
SELECT *
FROM logs
WHERE (("verb" ILIKE 'create' ESCAPE '!'
    OR "verb" ILIKE 'patch' ESCAPE '!'
    OR "verb" ILIKE 'update' ESCAPE '!')
    AND ("objectRef.resource" ILIKE 'daemonsets' ESCAPE '!'
    AND "objectRef.namespace" ILIKE 'kube-system' ESCAPE '!'
    AND ("objectRef.name" ILIKE 'host-provisioner-iran' ESCAPE '!'
    OR "objectRef.name" ILIKE 'host-provisioner-std' ESCAPE '!')))
