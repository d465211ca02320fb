-- Malicious Trivy releases, images and GitHub Actions - Library Load of Listed File
-- Sigma rule d3dc3d5e-c354-5d3a-97ea-cb087dd16769, alert, in image_load_aqua_trivy_2026_03.yml
-- feedgen, TLP:CLEAR
-- indicator 05f3fa59-8bf5-5565-974b-ceeb7b5a6db2
-- indicator 063bb5db-ac42-5386-b302-e3a7a92a47e1
-- indicator 0fb744ba-49b3-5596-a320-cef55ff8dff2
-- indicator 16b3aa42-0a48-5bdd-a8a5-187edc78d6a4
-- indicator 1eeaa704-79db-5120-ae4d-9aa07421f381
-- indicator 23a4d469-5da1-5670-96b6-277d88b74352
-- indicator 23f74fa3-8c1a-5045-80fe-6ad346036d14
-- indicator 245c13dd-1ed8-50c3-b713-f5fe238e15c2
-- indicator 4e37e14b-b4f3-5265-bfd7-fc05892412fe
-- indicator 52f31c6d-6423-5b17-97a1-cd1f3e90ca0d
-- indicator 5471a116-45cf-53d1-9df9-1c10fcb17626
-- indicator 5b175b90-45ef-5a77-9871-1bd4a650026f
-- indicator 5cab781a-91e7-572e-83cc-084f06a18359
-- indicator 5d6b8ff6-2295-52fe-a733-b4bcbfa2d937
-- indicator 7066c918-372f-5ade-b66e-c6bc0b415809
-- indicator 760455f0-e8c4-52ba-a9b7-9f8222a8cdac
-- indicator 769a6dae-035e-5590-8d88-c2c0d5576799
-- indicator 798bc7cb-f1b6-5fe5-8e00-4a648bb8a313
-- indicator 7c51ea1e-ece2-5a87-8970-6947675fd7ac
-- indicator 8bbdafac-3d98-5fd4-928c-205b44920ad6
-- indicator 92912908-7e23-5036-9c31-4c40e647e85b
-- indicator 940ec3d6-3fd5-59c1-906e-9ee2a7aab517
-- indicator a1a9aa54-3895-5754-ae22-e7b97a28cb41
-- indicator a5a04647-4a78-540b-9d76-0ea0203c155f
-- indicator bce06b2b-7075-51cf-9c80-384989230aae
-- indicator c20d4979-e23a-5a35-a3b3-a50d54e93795
-- indicator c8317afa-f703-5866-93c5-4357c2f36027
-- indicator d28449ad-221f-569d-93ba-16ae98a4d475
-- indicator d48727d8-b6c4-53f8-8cc7-544267d873c2
-- indicator db54b97c-ae84-5c4c-a502-bbf5e567555f
-- indicator ec1b8b96-3e12-5a76-9471-b962f56c4a5b
-- indicator f442ef1b-4cf1-5b0f-a1ce-d3ec533f7075
-- indicator f9760297-2fd6-5c51-852e-853cfacb52e7
SELECT *
FROM logs
WHERE ("Hashes" LIKE '%SHA256=0376b98064636c30f5fbe60fb3b1225516e23e88dd7e909937f81d9265292e7d%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=0880819ef821cff918960a39c1c1aada55a5593c61c608ea9215da858a86e349%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=0ca60dd18178d1c79d59cc06be12c540c121a4aea467484244667131aa13c311%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=107be2081bdc3ddad2889ae037ab2ad6bbd214fb9a43eaa25390d00411d1c7dd%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=16c855c398a8b185a907790054b70164358844a893bf9965651b88d6967c7c0a%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=18a24f83e807479438dcab7a1804c51a00dafc1d526698a66e0640d1e5dd671a%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=1dc871b02cd7a1fd80babb1b8762a2fd9cc2b735d4d3759d012626de3ccc7a5b%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=284622577cf6a7c58704de60194205f765fcef432934c200b462ef0290aa5f57%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=385d498d18a3a7c67878ca7322716f9da25683eb1a4bf9e9592da0d5f2ab09f6%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=451ce0c4deb620894d07a2f4a37c8ea3b7a4f9b6d111651b4ac3bcc737b0fac0%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=52518d441fd6dd25fa5126683a330592d3be80d5ce3fb9e0b1becb806ff4f857%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=55047c55a5ceab6d80b13884b4a4e8cd27a0bab7a218a952a00aae9e05f16f80%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=5fac89e66d70cadec5c0e30c0b0cf8bf38c145cbf06422d40d076985195e1dd6%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=62585efcdc7767f3fe0b9ae2897fe03bf331934492fd7a5da46f14fd7bf705c8%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=6328a34b26a63423b555a61f89a6a0525a534e9c88584c815d937910f1ddd538%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=822dd269ec10459572dfaaefe163dae693c344249a0161953f0d5cdd110bd2a0%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=887e1f5b5b50162a60bd03b66269e0ae545d0aef0583c1c5b00972152ad7e073%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=8f0c7b92b251c61cbca2add06c676dd21fde8fbb2d0cd6616383fae29b21756a%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=90d61cf37355b89fae9ff84867100e1721c1876007ef1771e465ce5a721141ad%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=9a833d68a49ec6d44bc50fb9ff3b184bafb0edc913e1293daebe51d334676a70%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=a5696321a6c93071f46c8bb8cbd0a8d2bce6d1860cc3c109247a4e8b64ebd317%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=ba04ba6a0c028cde17599c8ddaefdb854055c5a23c595e06630732002ea59a76%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=bef7e2c5a92c4fa4af17791efc1e46311c0f304796f1172fce192f5efc40f5d7%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=c5b16c42dbd2a1494141cd651a406ec9094d5031a421c0aa624c4d139ae81239%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=c5df9d1bc6275711b2884a9ed4aacfe4e10dbe3c8f6c79df59126fd0e6dcd83f%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=cff74e3e9ac0cda2078d31800d8fcad832d7b52c9920b085054d1e96dacff8a3%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=d5edd791021b966fb6af0ace09319ace7b97d6642363ef27b3d5056ca654a94c%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=e401ae1e6d2442fa9a0c79dc0f3b0457ecfebf74a9c0a920159c49437f663aef%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=e6310d8a003d7ac101a6b1cd39ff6c6a88ee454b767c1bdce143e04bc1113243%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=e64e152afe2c722d750f10259626f357cdea40420c5eedae37969fbf13abbecf%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=ecce7ae5ffc9f57bb70efd3ea136a2923f701334a8cd47d4fbf01a97fd22859c%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=f7084b0229dce605ccc5506b14acd4d954a496da4b6134a294844ca8d601970d%' ESCAPE '!'
    OR "Hashes" LIKE '%SHA256=f7a9bbfec8add36c548add4d875848b8b57c21fabe236d115f1c49113d12b332%' ESCAPE '!')
