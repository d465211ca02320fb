-- Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI - Process Indicators - Linux
-- Sigma rule a40a6e39-de06-598c-beff-c5b6847b1912, alert, in proc_creation_lnx_xinference_pypi_2026_04.yml
-- feedgen, TLP:CLEAR
-- indicator 07a3e801-d947-51d0-a424-9aae764b1691
-- indicator 430b7144-4e04-5454-98c7-665d7f063103
-- indicator 53fd205a-23d8-58ec-807d-e8027fd28618
-- indicator 6a5cf6b9-86be-5dc2-ba76-5d32a09c26c9
-- indicator 72748fe5-b724-547f-aa78-ee6d6c668906
-- indicator e7a9739f-7f0c-5bf6-abc1-c04c5a7c6fa3
SELECT *
FROM logs
WHERE (lower(Hashes) LIKE '%sha256=077d49fa708f498969d7cdffe701eb64675baaa4968ded9bd97a4936dd56c21c%' ESCAPE '!'
    OR lower(Hashes) LIKE '%sha256=4c5c589f543b1a02251451ab3baaeed7c82851de10fa33f87b95a85e3040c92e%' ESCAPE '!'
    OR lower(Hashes) LIKE '%sha256=96007d4ee4171e383cecdf7a34b606bfcb78eff435182dc86daa49a17153dcd3%' ESCAPE '!'
    OR lower(Hashes) LIKE '%sha256=e1e007ce4eab7774785617179d1c01a9381ae83abfd431aae8dba6f82d3ac127%' ESCAPE '!'
    OR lower(Hashes) LIKE '%sha256=f677cd06e0dfbd23b6feb47f31d49cb8fcc88ed0487d30143d36d4f54261e3de%' ESCAPE '!'
    OR lower(Hashes) LIKE '%sha256=fe17e2ea4012d07d90ecb7793c1b0593a6138d25a9393192263e751660ec3cd0%' ESCAPE '!')
