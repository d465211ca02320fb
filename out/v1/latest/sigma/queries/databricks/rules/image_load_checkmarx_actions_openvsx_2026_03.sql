-- Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions - Library Load of Listed File
-- Sigma rule 9d9f7e2f-77b0-591c-b64e-7ce735d36502, alert, in image_load_checkmarx_actions_openvsx_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 68e78b68-ed34-5b74-9e40-3e1bf3166f23
-- indicator 6facc616-3802-5f6f-9e2c-b22a20becf18
-- indicator d1cbfa0f-bfef-5906-abaf-eec9139faf08
SELECT *
FROM logs
WHERE (lower(Hashes) LIKE '%sha256=527f795a201a6bc114394c4cfd1c74dce97381989f51a4661aafbc93a4439e90%' ESCAPE '!'
    OR lower(Hashes) LIKE '%sha256=65bd72fcddaf938cefdf55b3323ad29f649a65d4ddd6aea09afa974dfc7f105d%' ESCAPE '!'
    OR lower(Hashes) LIKE '%sha256=744c9d61b66bcd2bb5474d9afeee6c00bb7e0cd32535781da188b80eb59383e0%' ESCAPE '!')
