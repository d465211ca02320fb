-- CanisterWorm, a worm in npm packages with a wiper for Kubernetes - Kubernetes Object of Listed Name
-- Sigma rule e17e6176-cfcb-52ae-8be7-ad2ed638ac24, alert, in kubernetes_audit_canisterworm_npm_2026_03_object.yml
-- feedgen, TLP:CLEAR
-- indicator 23cd2138-b3e4-5d26-a9f3-3dfb7883cee2
-- indicator 9a479f07-f442-59fa-99e8-c2e5d36cc931
SELECT *
FROM logs
WHERE (("verb" LIKE 'create' ESCAPE '!'
    OR "verb" LIKE 'patch' ESCAPE '!'
    OR "verb" LIKE 'update' ESCAPE '!')
    AND ("objectRef.resource" LIKE 'daemonsets' ESCAPE '!'
    AND "objectRef.namespace" LIKE 'kube-system' ESCAPE '!'
    AND ("objectRef.name" LIKE 'host-provisioner-iran' ESCAPE '!'
    OR "objectRef.name" LIKE 'host-provisioner-std' ESCAPE '!')))
