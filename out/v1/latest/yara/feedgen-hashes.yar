// feedgen YARA rules: file hashes
// release 2026.11.25.1, as of 2026-11-25T00:28:01.874Z, TLP:CLEAR, licence CC0-1.0, 74 rules
// https://feedgen.example/v1/latest/yara/feedgen-hashes.yar
// Each rule knows one file by its hash. Files of another size are never hashed; where the size is
// not known, files up to 256 MB are. A changed file, an archive and a packed layer do not match.
import "hash"

rule MAL_Hash_checkmarx_ast_scanner_2026_5_09_hpi_01ff1e56fd59a8fa525d97e670f7f297a1a204331b89b2cd4e36a9abc6419203 {
   meta:
      description = "Detects the file checkmarx-ast-scanner-2026.5.09.hpi by its exact SHA-256 hash, as listed for this incident: Malicious Checkmarx AST plugin for Jenkins"
      author = "feedgen"
      id = "fbe21e2c-12f1-58b4-a652-03075781c433"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/jenkins-infra/update-center2/pull/916"
      reference = "https://thehackernews.com/2026/05/teampcp-compromises-checkmarx-jenkins.html"
      hash = "01ff1e56fd59a8fa525d97e670f7f297a1a204331b89b2cd4e36a9abc6419203"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "checkmarx-jenkins-plugin-2026-05"
      indicator = "b4c4d692-e943-5705-8a45-6edec5eaff77"
   condition:
      filesize == 139510242
      and hash.sha256(0, filesize) == "01ff1e56fd59a8fa525d97e670f7f297a1a204331b89b2cd4e36a9abc6419203"
}

rule MAL_Hash_trivy_0_69_4_windows_64bit_zip_0376b98064636c30f5fbe60fb3b1225516e23e88dd7e909937f81d9265292e7d {
   meta:
      description = "Detects the file trivy_0.69.4_windows_64bit.zip by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "e6d28a26-2749-5693-bd49-bfaf49338f1c"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "0376b98064636c30f5fbe60fb3b1225516e23e88dd7e909937f81d9265292e7d"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "5d6b8ff6-2295-52fe-a733-b4bcbfa2d937"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "0376b98064636c30f5fbe60fb3b1225516e23e88dd7e909937f81d9265292e7d"
}

rule MAL_Hash_077d49fa708f498969d7cdffe701eb64675baaa4968ded9bd97a4936dd56c21c {
   meta:
      description = "Detects the file by its exact SHA-256 hash, as listed for this incident: Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI"
      author = "feedgen"
      id = "b2fd60bd-0d17-5c51-9ab0-05e03da43e25"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://keepsecure.io/hub/teampcp-supply-chain-campaign-tracking"
      hash = "077d49fa708f498969d7cdffe701eb64675baaa4968ded9bd97a4936dd56c21c"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "xinference-pypi-2026-04"
      indicator = "07a3e801-d947-51d0-a424-9aae764b1691"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "077d49fa708f498969d7cdffe701eb64675baaa4968ded9bd97a4936dd56c21c"
}

rule MAL_Hash_trivy_exe_0880819ef821cff918960a39c1c1aada55a5593c61c608ea9215da858a86e349 {
   meta:
      description = "Detects the file trivy.exe by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "ce4b8acb-bcd4-590e-b854-cf915fd66dea"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "0880819ef821cff918960a39c1c1aada55a5593c61c608ea9215da858a86e349"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "7066c918-372f-5ade-b66e-c6bc0b415809"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "0880819ef821cff918960a39c1c1aada55a5593c61c608ea9215da858a86e349"
}

rule MAL_Hash_index_js_0c0d206d5e68c0cf64d57ffa8bc5b1dad54f2dda52f24e96e02e237498cb9c3a {
   meta:
      description = "Detects the file index.js by its exact SHA-256 hash, as listed for this incident: CanisterWorm, a worm in npm packages with a wiper for Kubernetes"
      author = "feedgen"
      id = "b8c34781-7505-5427-916c-2523168591c9"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "0c0d206d5e68c0cf64d57ffa8bc5b1dad54f2dda52f24e96e02e237498cb9c3a"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canisterworm-npm-2026-03"
      indicator = "db5342cf-8c48-5ada-af85-7215ab6778fd"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "0c0d206d5e68c0cf64d57ffa8bc5b1dad54f2dda52f24e96e02e237498cb9c3a"
}

rule MAL_Hash_0c6a3555c4eb49f240d7e0e3edbfbb3c900f123033b4f6e99ac3724b9b76278f {
   meta:
      description = "Detects the file by its exact SHA-256 hash, as listed for this incident: TeamPCP infrastructure and files that no single incident owns"
      author = "feedgen"
      id = "82523725-9514-5ff8-86bf-e15d2b26b4d3"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "0c6a3555c4eb49f240d7e0e3edbfbb3c900f123033b4f6e99ac3724b9b76278f"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "teampcp-campaign"
      indicator = "6f1266d6-4069-5f3d-b571-b2089c6a9384"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "0c6a3555c4eb49f240d7e0e3edbfbb3c900f123033b4f6e99ac3724b9b76278f"
}

rule MAL_Hash_trivy_0_69_4_Linux_64bit_deb_0ca60dd18178d1c79d59cc06be12c540c121a4aea467484244667131aa13c311 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-64bit.deb by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "72f4a755-e336-5603-a827-9e4934aaa6ac"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "0ca60dd18178d1c79d59cc06be12c540c121a4aea467484244667131aa13c311"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "8bbdafac-3d98-5fd4-928c-205b44920ad6"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "0ca60dd18178d1c79d59cc06be12c540c121a4aea467484244667131aa13c311"
}

rule MAL_Hash_trivy_0_69_4_Linux_s390x_rpm_107be2081bdc3ddad2889ae037ab2ad6bbd214fb9a43eaa25390d00411d1c7dd {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-s390x.rpm by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "b35d6f2d-0aae-5a1c-9ace-3fe07480bc85"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "107be2081bdc3ddad2889ae037ab2ad6bbd214fb9a43eaa25390d00411d1c7dd"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "5471a116-45cf-53d1-9df9-1c10fcb17626"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "107be2081bdc3ddad2889ae037ab2ad6bbd214fb9a43eaa25390d00411d1c7dd"
}

rule MAL_Hash_package_json_167ce57ef59a32a6a0ef4137785828077879092d7f83ddbc1755d6e69116e0ad {
   meta:
      description = "Detects the file package.json by its exact SHA-256 hash, as listed for this incident: Malicious Bitwarden CLI on npm"
      author = "feedgen"
      id = "6dae40bc-7dd6-5b3b-8841-d25eb3e0e273"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://research.jfrog.com/post/bitwarden-cli-hijack/"
      hash = "167ce57ef59a32a6a0ef4137785828077879092d7f83ddbc1755d6e69116e0ad"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "bitwarden-cli-npm-2026-04"
      indicator = "d8d7c143-42a9-5d01-9cc6-cdbbadc7c793"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "167ce57ef59a32a6a0ef4137785828077879092d7f83ddbc1755d6e69116e0ad"
}

rule MAL_Hash_trivy_0_69_4_Linux_s390x_tar_gz_16c855c398a8b185a907790054b70164358844a893bf9965651b88d6967c7c0a {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-s390x.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "0452fb28-c2cb-53c9-8da7-e47685b39923"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "16c855c398a8b185a907790054b70164358844a893bf9965651b88d6967c7c0a"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "a5a04647-4a78-540b-9d76-0ea0203c155f"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "16c855c398a8b185a907790054b70164358844a893bf9965651b88d6967c7c0a"
}

rule MAL_Hash_entrypoint_sh_18a24f83e807479438dcab7a1804c51a00dafc1d526698a66e0640d1e5dd671a {
   meta:
      description = "Detects the file entrypoint.sh by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "e661bf4d-eff9-5081-864d-c715eeecdb06"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      reference = "https://www.crowdstrike.com/en-us/blog/from-scanner-to-stealer-inside-the-trivy-action-supply-chain-compromise/"
      hash = "18a24f83e807479438dcab7a1804c51a00dafc1d526698a66e0640d1e5dd671a"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "7c51ea1e-ece2-5a87-8970-6947675fd7ac"
   condition:
      filesize == 17592
      and hash.sha256(0, filesize) == "18a24f83e807479438dcab7a1804c51a00dafc1d526698a66e0640d1e5dd671a"
}

rule MAL_Hash_bw_setup_js_18f784b3bc9a0bcdcb1a8d7f51bc5f54323fc40cbd874119354ab609bef6e4cb {
   meta:
      description = "Detects the file bw_setup.js by its exact SHA-256 hash, as listed for this incident: Malicious Bitwarden CLI on npm"
      author = "feedgen"
      id = "cf5cb5d0-06a9-5175-ac14-3e71205560b7"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://research.jfrog.com/post/bitwarden-cli-hijack/"
      hash = "18f784b3bc9a0bcdcb1a8d7f51bc5f54323fc40cbd874119354ab609bef6e4cb"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "bitwarden-cli-npm-2026-04"
      indicator = "dd5a6131-eb7a-5506-8b06-2eee6da9b98e"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "18f784b3bc9a0bcdcb1a8d7f51bc5f54323fc40cbd874119354ab609bef6e4cb"
}

rule MAL_Hash_trivy_0_69_4_macOS_ARM64_tar_gz_1dc871b02cd7a1fd80babb1b8762a2fd9cc2b735d4d3759d012626de3ccc7a5b {
   meta:
      description = "Detects the file trivy_0.69.4_macOS-ARM64.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "92a940ba-cf0b-5f7b-a3e8-d744befdfe82"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "1dc871b02cd7a1fd80babb1b8762a2fd9cc2b735d4d3759d012626de3ccc7a5b"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "23a4d469-5da1-5670-96b6-277d88b74352"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "1dc871b02cd7a1fd80babb1b8762a2fd9cc2b735d4d3759d012626de3ccc7a5b"
}

rule MAL_Hash_1e559c51f19972e96fcc5a92d710732159cdae72f407864607a513b20729decb {
   meta:
      description = "Detects the file by its exact SHA-256 hash, as listed for this incident: TeamPCP infrastructure and files that no single incident owns"
      author = "feedgen"
      id = "13784870-43cf-5db8-b2fc-775d3413b870"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "1e559c51f19972e96fcc5a92d710732159cdae72f407864607a513b20729decb"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "teampcp-campaign"
      indicator = "0a249742-f563-5662-86e7-350011a56922"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "1e559c51f19972e96fcc5a92d710732159cdae72f407864607a513b20729decb"
}

rule MAL_Hash_mcpAddon_js_24680027afadea90c7c713821e214b15cb6c922e67ac01109fb1edb3ee4741d9 {
   meta:
      description = "Detects the file mcpAddon.js by its exact SHA-256 hash, as listed for this incident: Malicious Checkmarx KICS images, editor extensions and GitHub Action"
      author = "feedgen"
      id = "05ccb243-f88c-513e-a18c-ab20b2964479"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://socket.dev/blog/checkmarx-supply-chain-compromise"
      hash = "24680027afadea90c7c713821e214b15cb6c922e67ac01109fb1edb3ee4741d9"
      hash = "2b12cc5cc91ec483048abcbd6d523cdc9ebae3f3"
      hash = "d47de3772f2d61a043e7047431ef4cf4"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "checkmarx-kics-dockerhub-2026-04"
      indicator = "0f2f6edd-5be7-5df2-8a02-d260647b0ffa"
      indicator = "851a7566-1967-5b96-bd93-44bac0c9d15e"
      indicator = "917b5d95-2026-5f23-a096-c58e17dbba9e"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "24680027afadea90c7c713821e214b15cb6c922e67ac01109fb1edb3ee4741d9"
}

rule MAL_Hash_trivy_0_69_4_Linux_PPC64LE_deb_284622577cf6a7c58704de60194205f765fcef432934c200b462ef0290aa5f57 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-PPC64LE.deb by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "22a42a81-dce2-587d-8fcc-ece58b9c09fc"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "284622577cf6a7c58704de60194205f765fcef432934c200b462ef0290aa5f57"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "92912908-7e23-5036-9c31-4c40e647e85b"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "284622577cf6a7c58704de60194205f765fcef432934c200b462ef0290aa5f57"
}

rule MAL_Hash_kics_2a6a35f06118ff7d61bfd36a5788557b695095e7c9a609b4a01956883f146f50 {
   meta:
      description = "Detects the file kics by its exact SHA-256 hash, as listed for this incident: Malicious Checkmarx KICS images, editor extensions and GitHub Action"
      author = "feedgen"
      id = "330cab3c-d1e8-52aa-923b-648a7c05f4c4"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://socket.dev/blog/checkmarx-supply-chain-compromise"
      hash = "2a6a35f06118ff7d61bfd36a5788557b695095e7c9a609b4a01956883f146f50"
      hash = "250f3633529457477a9f8fd3db3472e94383606a"
      hash = "e1023db24a29ab0229d99764e2c8deba"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "checkmarx-kics-dockerhub-2026-04"
      indicator = "3101dfa9-674e-5b9e-9ecb-47a8239bba9f"
      indicator = "8525b7bf-8b72-50b0-b524-6217c00f4f2e"
      indicator = "9a6ea797-844f-5928-9b73-0b8cce0e44c9"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "2a6a35f06118ff7d61bfd36a5788557b695095e7c9a609b4a01956883f146f50"
}

rule MAL_Hash_trivy_0_69_4_Linux_64bit_tar_gz_385d498d18a3a7c67878ca7322716f9da25683eb1a4bf9e9592da0d5f2ab09f6 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-64bit.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "b29f58e6-85eb-54eb-8347-418083f86da9"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "385d498d18a3a7c67878ca7322716f9da25683eb1a4bf9e9592da0d5f2ab09f6"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "d28449ad-221f-569d-93ba-16ae98a4d475"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "385d498d18a3a7c67878ca7322716f9da25683eb1a4bf9e9592da0d5f2ab09f6"
}

rule MAL_Hash_checkmarx_ast_scanner_2026_5_09_pom_3ddb8967919a801b3c383e58cddceab21138134c6a26560d99e2672e86f36f2a {
   meta:
      description = "Detects the file checkmarx-ast-scanner-2026.5.09.pom by its exact SHA-256 hash, as listed for this incident: Malicious Checkmarx AST plugin for Jenkins"
      author = "feedgen"
      id = "93e5b5ce-73f2-5e9a-a503-f83238d9f4ef"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://thehackernews.com/2026/05/teampcp-compromises-checkmarx-jenkins.html"
      hash = "3ddb8967919a801b3c383e58cddceab21138134c6a26560d99e2672e86f36f2a"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "checkmarx-jenkins-plugin-2026-05"
      indicator = "b4330e56-feb1-56ca-942d-c377fcc160c7"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "3ddb8967919a801b3c383e58cddceab21138134c6a26560d99e2672e86f36f2a"
}

rule MAL_Hash_trivy_0_69_4_Linux_ARM64_rpm_451ce0c4deb620894d07a2f4a37c8ea3b7a4f9b6d111651b4ac3bcc737b0fac0 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-ARM64.rpm by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "7517e709-021a-5d60-a7c8-eec317573098"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "451ce0c4deb620894d07a2f4a37c8ea3b7a4f9b6d111651b4ac3bcc737b0fac0"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "940ec3d6-3fd5-59c1-906e-9ee2a7aab517"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "451ce0c4deb620894d07a2f4a37c8ea3b7a4f9b6d111651b4ac3bcc737b0fac0"
}

rule MAL_Hash_xinference_2_6_1_py3_none_any_whl_4c5c589f543b1a02251451ab3baaeed7c82851de10fa33f87b95a85e3040c92e {
   meta:
      description = "Detects the file xinference-2.6.1-py3-none-any.whl by its exact SHA-256 hash, as listed for this incident: Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI"
      author = "feedgen"
      id = "783c2ae6-c823-592d-98f6-e902a9aa2c14"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-04-xinference-pypi-teampcp.md"
      hash = "4c5c589f543b1a02251451ab3baaeed7c82851de10fa33f87b95a85e3040c92e"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "xinference-pypi-2026-04"
      indicator = "e7a9739f-7f0c-5bf6-abc1-c04c5a7c6fa3"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "4c5c589f543b1a02251451ab3baaeed7c82851de10fa33f87b95a85e3040c92e"
}

rule MAL_Hash_trivy_0_69_4_Linux_PPC64LE_tar_gz_52518d441fd6dd25fa5126683a330592d3be80d5ce3fb9e0b1becb806ff4f857 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-PPC64LE.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "36d0a203-6cc3-5d8d-ad06-54efc3322426"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "52518d441fd6dd25fa5126683a330592d3be80d5ce3fb9e0b1becb806ff4f857"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "769a6dae-035e-5590-8d88-c2c0d5576799"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "52518d441fd6dd25fa5126683a330592d3be80d5ce3fb9e0b1becb806ff4f857"
}

rule MAL_Hash_environmentAuthChecker_js_527f795a201a6bc114394c4cfd1c74dce97381989f51a4661aafbc93a4439e90 {
   meta:
      description = "Detects the file environmentAuthChecker.js by its exact SHA-256 hash, as listed for this incident: Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions"
      author = "feedgen"
      id = "19bfdb67-e551-5e60-beae-5904e4a8287a"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      hash = "527f795a201a6bc114394c4cfd1c74dce97381989f51a4661aafbc93a4439e90"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "checkmarx-actions-openvsx-2026-03"
      indicator = "68e78b68-ed34-5b74-9e40-3e1bf3166f23"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "527f795a201a6bc114394c4cfd1c74dce97381989f51a4661aafbc93a4439e90"
}

rule MAL_Hash_trivy_0_69_4_Linux_32bit_rpm_55047c55a5ceab6d80b13884b4a4e8cd27a0bab7a218a952a00aae9e05f16f80 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-32bit.rpm by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "89a8e8c6-e6d6-5b86-b55e-9ebe3750205a"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "55047c55a5ceab6d80b13884b4a4e8cd27a0bab7a218a952a00aae9e05f16f80"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "bce06b2b-7075-51cf-9c80-384989230aae"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "55047c55a5ceab6d80b13884b4a4e8cd27a0bab7a218a952a00aae9e05f16f80"
}

rule MAL_Hash_deploy_js_5e2ba7c4c53fa6e0cef58011acdd50682cf83fb7b989712d2fcf1b5173bad956 {
   meta:
      description = "Detects the file deploy.js by its exact SHA-256 hash, as listed for this incident: CanisterWorm, a worm in npm packages with a wiper for Kubernetes"
      author = "feedgen"
      id = "c746b6e6-993c-55cc-bf34-a9c0c2804b5b"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "5e2ba7c4c53fa6e0cef58011acdd50682cf83fb7b989712d2fcf1b5173bad956"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canisterworm-npm-2026-03"
      indicator = "7fe3cd13-2714-5b58-9bb0-3e9781af34bb"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "5e2ba7c4c53fa6e0cef58011acdd50682cf83fb7b989712d2fcf1b5173bad956"
}

rule MAL_Hash_trivy_0_69_4_Linux_PPC64LE_rpm_5fac89e66d70cadec5c0e30c0b0cf8bf38c145cbf06422d40d076985195e1dd6 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-PPC64LE.rpm by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "7953b79a-9429-5cfd-9a94-9bb0fab9cc70"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "5fac89e66d70cadec5c0e30c0b0cf8bf38c145cbf06422d40d076985195e1dd6"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "798bc7cb-f1b6-5fe5-8e00-4a648bb8a313"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "5fac89e66d70cadec5c0e30c0b0cf8bf38c145cbf06422d40d076985195e1dd6"
}

rule MAL_Hash_index_js_61ff00a81b19624adaad425b9129ba2f312f4ab76fb5ddc2c628a5037d31a4ba {
   meta:
      description = "Detects the file index.js by its exact SHA-256 hash, as listed for this incident: CanisterWorm, a worm in npm packages with a wiper for Kubernetes"
      author = "feedgen"
      id = "816c3b12-0d71-5831-8c76-81cc1c9f14c4"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "61ff00a81b19624adaad425b9129ba2f312f4ab76fb5ddc2c628a5037d31a4ba"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canisterworm-npm-2026-03"
      indicator = "e00e7944-a0f5-5e20-8a1a-d6bbacb91d4c"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "61ff00a81b19624adaad425b9129ba2f312f4ab76fb5ddc2c628a5037d31a4ba"
}

rule MAL_Hash_trivy_0_69_4_Linux_s390x_deb_62585efcdc7767f3fe0b9ae2897fe03bf331934492fd7a5da46f14fd7bf705c8 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-s390x.deb by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "af2ea2c6-c705-5e50-85e6-25b6477e527b"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "62585efcdc7767f3fe0b9ae2897fe03bf331934492fd7a5da46f14fd7bf705c8"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "23f74fa3-8c1a-5045-80fe-6ad346036d14"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "62585efcdc7767f3fe0b9ae2897fe03bf331934492fd7a5da46f14fd7bf705c8"
}

rule MAL_Hash_trivy_6328a34b26a63423b555a61f89a6a0525a534e9c88584c815d937910f1ddd538 {
   meta:
      description = "Detects the file trivy by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "7d4f58c5-9e54-53b2-b3cc-b9ed57b60861"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "6328a34b26a63423b555a61f89a6a0525a534e9c88584c815d937910f1ddd538"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "f9760297-2fd6-5c51-852e-853cfacb52e7"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "6328a34b26a63423b555a61f89a6a0525a534e9c88584c815d937910f1ddd538"
}

rule MAL_Hash_ast_results_2_53_0_vsix_65bd72fcddaf938cefdf55b3323ad29f649a65d4ddd6aea09afa974dfc7f105d {
   meta:
      description = "Detects the file ast-results-2.53.0.vsix by its exact SHA-256 hash, as listed for this incident: Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions"
      author = "feedgen"
      id = "a13d5543-638f-55a6-b2e4-850aff9514e9"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      hash = "65bd72fcddaf938cefdf55b3323ad29f649a65d4ddd6aea09afa974dfc7f105d"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "checkmarx-actions-openvsx-2026-03"
      indicator = "d1cbfa0f-bfef-5906-abaf-eec9139faf08"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "65bd72fcddaf938cefdf55b3323ad29f649a65d4ddd6aea09afa974dfc7f105d"
}

rule MAL_Hash_litellm_init_pth_71e35aef03099cd1f2d6446734273025a163597de93912df321ef118bf135238 {
   meta:
      description = "Detects the file litellm_init.pth by its exact SHA-256 hash, as listed for this incident: Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI"
      author = "feedgen"
      id = "13cac84d-7800-5750-ab76-c490d2fff7f2"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-litellm-pypi-stealer.md"
      hash = "71e35aef03099cd1f2d6446734273025a163597de93912df321ef118bf135238"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "litellm-pypi-2026-03"
      indicator = "35d120d2-df5e-550b-86b3-40dd81153d8f"
   condition:
      filesize == 34628
      and hash.sha256(0, filesize) == "71e35aef03099cd1f2d6446734273025a163597de93912df321ef118bf135238"
}

rule MAL_Hash_telnyx_4_87_1_wheel_7321caa303fe96ded0492c747d2f353c4f7d17185656fe292ab0a59e2bd0b8d9 {
   meta:
      description = "Detects the file telnyx 4.87.1 wheel by its exact SHA-256 hash, as listed for this incident: Malicious telnyx 4.87.1 and 4.87.2 on PyPI"
      author = "feedgen"
      id = "77389c19-3efa-5620-b05a-86a891af286b"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-telnyx-pypi-wav.md"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "7321caa303fe96ded0492c747d2f353c4f7d17185656fe292ab0a59e2bd0b8d9"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "telnyx-pypi-2026-03"
      indicator = "5a612a6a-b7bc-5859-829f-7228ca1042c5"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "7321caa303fe96ded0492c747d2f353c4f7d17185656fe292ab0a59e2bd0b8d9"
}

rule MAL_Hash_cx_dev_assist_1_7_0_vsix_744c9d61b66bcd2bb5474d9afeee6c00bb7e0cd32535781da188b80eb59383e0 {
   meta:
      description = "Detects the file cx-dev-assist-1.7.0.vsix by its exact SHA-256 hash, as listed for this incident: Hijacked Checkmarx GitHub Actions and malicious Open VSX extensions"
      author = "feedgen"
      id = "42ffb25f-3a26-5b59-a4eb-21927c044dfd"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      hash = "744c9d61b66bcd2bb5474d9afeee6c00bb7e0cd32535781da188b80eb59383e0"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "checkmarx-actions-openvsx-2026-03"
      indicator = "6facc616-3802-5f6f-9e2c-b22a20becf18"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "744c9d61b66bcd2bb5474d9afeee6c00bb7e0cd32535781da188b80eb59383e0"
}

rule MAL_Hash_7b5cc85e82249b0c452c66563edca498ce9d0c70badef04ab2c52acef4d629ca {
   meta:
      description = "Detects the file by its exact SHA-256 hash, as listed for this incident: TeamPCP infrastructure and files that no single incident owns"
      author = "feedgen"
      id = "b55aa427-6208-5f4a-a31a-533b502aeeb6"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "7b5cc85e82249b0c452c66563edca498ce9d0c70badef04ab2c52acef4d629ca"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "teampcp-campaign"
      indicator = "4ed789f1-5f47-5158-a597-4df5f52dcfca"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "7b5cc85e82249b0c452c66563edca498ce9d0c70badef04ab2c52acef4d629ca"
}

rule MAL_Hash_deploy_js_7df6cef7ab9aae2ea08f2f872f6456b5d51d896ddda907a238cd6668ccdc4bb7 {
   meta:
      description = "Detects the file deploy.js by its exact SHA-256 hash, as listed for this incident: CanisterWorm, a worm in npm packages with a wiper for Kubernetes"
      author = "feedgen"
      id = "b5824db0-2247-5016-a739-018d5dd4a23b"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "7df6cef7ab9aae2ea08f2f872f6456b5d51d896ddda907a238cd6668ccdc4bb7"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canisterworm-npm-2026-03"
      indicator = "78bd31c3-3f23-5dc9-8871-5722ce72e078"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "7df6cef7ab9aae2ea08f2f872f6456b5d51d896ddda907a238cd6668ccdc4bb7"
}

rule MAL_Hash_trivy_0_69_4_linux_amd64_822dd269ec10459572dfaaefe163dae693c344249a0161953f0d5cdd110bd2a0 {
   meta:
      description = "Detects the file trivy_0.69.4_linux_amd64 by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "82b6dfc5-7a60-5457-ad44-fbfb3c860fdd"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "822dd269ec10459572dfaaefe163dae693c344249a0161953f0d5cdd110bd2a0"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "0fb744ba-49b3-5596-a320-cef55ff8dff2"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "822dd269ec10459572dfaaefe163dae693c344249a0161953f0d5cdd110bd2a0"
}

rule MAL_Hash_public_pem_834b6e5db5710b9308d0598978a0148a9dc832361f1fa0b7ad4343dcceba2812 {
   meta:
      description = "Detects the file public.pem by its exact SHA-256 hash, as listed for this incident: CanisterSprawl, a worm in npm packages of Namastex and others"
      author = "feedgen"
      id = "a5870563-adbc-5c50-9a2f-33691864c6f2"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://socket.dev/blog/namastex-npm-packages-compromised-canisterworm"
      hash = "834b6e5db5710b9308d0598978a0148a9dc832361f1fa0b7ad4343dcceba2812"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canistersprawl-npm-2026-04"
      indicator = "7def50cc-c121-542c-a3e1-1df88f681d83"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "834b6e5db5710b9308d0598978a0148a9dc832361f1fa0b7ad4343dcceba2812"
}

rule MAL_Hash_litellm_1_82_7_py3_none_any_whl_8395c3268d5c5dbae1c7c6d4bb3c318c752ba4608cfcd90eb97ffb94a910eac2 {
   meta:
      description = "Detects the file litellm-1.82.7-py3-none-any.whl by its exact SHA-256 hash, as listed for this incident: Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI"
      author = "feedgen"
      id = "9e40a83b-d33d-5389-847e-c6db94e95c21"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      hash = "8395c3268d5c5dbae1c7c6d4bb3c318c752ba4608cfcd90eb97ffb94a910eac2"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "litellm-pypi-2026-03"
      indicator = "f2fa6ad7-19c1-515e-88ba-3788bc8521b3"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "8395c3268d5c5dbae1c7c6d4bb3c318c752ba4608cfcd90eb97ffb94a910eac2"
}

rule MAL_Hash_bw1_js_8605e365edf11160aad517c7d79a3b26b62290e5072ef97b102a01ddbb343f14 {
   meta:
      description = "Detects the file bw1.js by its exact SHA-256 hash, as listed for this incident: Malicious Bitwarden CLI on npm"
      author = "feedgen"
      id = "85c8b7ee-304e-54f3-9dcd-eb5d92202b21"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://research.jfrog.com/post/bitwarden-cli-hijack/"
      hash = "8605e365edf11160aad517c7d79a3b26b62290e5072ef97b102a01ddbb343f14"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "bitwarden-cli-npm-2026-04"
      indicator = "3790f6ed-f56e-5506-a61f-f0a9d317a18d"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "8605e365edf11160aad517c7d79a3b26b62290e5072ef97b102a01ddbb343f14"
}

rule MAL_Hash_trivy_887e1f5b5b50162a60bd03b66269e0ae545d0aef0583c1c5b00972152ad7e073 {
   meta:
      description = "Detects the file trivy by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "dd638720-5d4c-5c3a-8df4-8c3616a006bb"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "887e1f5b5b50162a60bd03b66269e0ae545d0aef0583c1c5b00972152ad7e073"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "4e37e14b-b4f3-5265-bfd7-fc05892412fe"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "887e1f5b5b50162a60bd03b66269e0ae545d0aef0583c1c5b00972152ad7e073"
}

rule MAL_Hash_litellm_1_82_7_tar_gz_8a2a05fd8bdc329c8a86d2d08229d167500c01ecad06e40477c49fb0096efdea {
   meta:
      description = "Detects the file litellm-1.82.7.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI"
      author = "feedgen"
      id = "0f6aa5cd-49a9-587a-9e53-a67e95514e53"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      hash = "8a2a05fd8bdc329c8a86d2d08229d167500c01ecad06e40477c49fb0096efdea"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "litellm-pypi-2026-03"
      indicator = "98e34fc8-6929-50ac-b278-d30da4578ba0"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "8a2a05fd8bdc329c8a86d2d08229d167500c01ecad06e40477c49fb0096efdea"
}

rule MAL_Hash_trivy_0_69_4_Linux_ARM_deb_8f0c7b92b251c61cbca2add06c676dd21fde8fbb2d0cd6616383fae29b21756a {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-ARM.deb by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "3721bbc3-2428-567a-a767-72672ad7e551"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "8f0c7b92b251c61cbca2add06c676dd21fde8fbb2d0cd6616383fae29b21756a"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "16b3aa42-0a48-5bdd-a8a5-187edc78d6a4"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "8f0c7b92b251c61cbca2add06c676dd21fde8fbb2d0cd6616383fae29b21756a"
}

rule MAL_Hash_trivy_0_69_4_macOS_64bit_tar_gz_90d61cf37355b89fae9ff84867100e1721c1876007ef1771e465ce5a721141ad {
   meta:
      description = "Detects the file trivy_0.69.4_macOS-64bit.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "21e30f0d-9fd2-50a7-9646-35d3bfe3824c"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "90d61cf37355b89fae9ff84867100e1721c1876007ef1771e465ce5a721141ad"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "db54b97c-ae84-5c4c-a502-bbf5e567555f"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "90d61cf37355b89fae9ff84867100e1721c1876007ef1771e465ce5a721141ad"
}

rule MAL_Hash_xinference_2_6_2_py3_none_any_whl_96007d4ee4171e383cecdf7a34b606bfcb78eff435182dc86daa49a17153dcd3 {
   meta:
      description = "Detects the file xinference-2.6.2-py3-none-any.whl by its exact SHA-256 hash, as listed for this incident: Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI"
      author = "feedgen"
      id = "d3c563c5-2a03-551f-840b-dd19b2054c5f"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-04-xinference-pypi-teampcp.md"
      hash = "96007d4ee4171e383cecdf7a34b606bfcb78eff435182dc86daa49a17153dcd3"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "xinference-pypi-2026-04"
      indicator = "6a5cf6b9-86be-5dc2-ba76-5d32a09c26c9"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "96007d4ee4171e383cecdf7a34b606bfcb78eff435182dc86daa49a17153dcd3"
}

rule MAL_Hash_trivy_0_69_4_Linux_ARM64_deb_9a833d68a49ec6d44bc50fb9ff3b184bafb0edc913e1293daebe51d334676a70 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-ARM64.deb by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "01d385b2-4f1e-519a-9ceb-92ef0236f6f5"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "9a833d68a49ec6d44bc50fb9ff3b184bafb0edc913e1293daebe51d334676a70"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "ec1b8b96-3e12-5a76-9471-b962f56c4a5b"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "9a833d68a49ec6d44bc50fb9ff3b184bafb0edc913e1293daebe51d334676a70"
}

rule MAL_Hash_proxy_server_py_a0d229be8efcb2f9135e2ad55ba275b76ddcfeb55fa4370e0a522a5bdee0120b {
   meta:
      description = "Detects the file proxy_server.py by its exact SHA-256 hash, as listed for this incident: Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI"
      author = "feedgen"
      id = "7f9b0980-e2c0-5c65-a3c1-c49f8e0c31e3"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      hash = "a0d229be8efcb2f9135e2ad55ba275b76ddcfeb55fa4370e0a522a5bdee0120b"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "litellm-pypi-2026-03"
      indicator = "706f492d-116e-5ceb-9a71-e39ccf1b72cc"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "a0d229be8efcb2f9135e2ad55ba275b76ddcfeb55fa4370e0a522a5bdee0120b"
}

rule MAL_Hash_trivy_0_69_4_Linux_64bit_rpm_a5696321a6c93071f46c8bb8cbd0a8d2bce6d1860cc3c109247a4e8b64ebd317 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-64bit.rpm by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "300ee60a-c99f-5a59-aa06-dd2bede50a25"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "a5696321a6c93071f46c8bb8cbd0a8d2bce6d1860cc3c109247a4e8b64ebd317"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "245c13dd-1ed8-50c3-b713-f5fe238e15c2"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "a5696321a6c93071f46c8bb8cbd0a8d2bce6d1860cc3c109247a4e8b64ebd317"
}

rule MAL_Hash_telnyx_4_87_2_tar_gz_a9235c0eb74a8e92e5a0150e055ee9dcdc6252a07785b6677a9ca831157833a5 {
   meta:
      description = "Detects the file telnyx-4.87.2.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious telnyx 4.87.1 and 4.87.2 on PyPI"
      author = "feedgen"
      id = "66424c0c-2df1-52c8-ae2f-cbbc9e0b5b86"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-telnyx-pypi-wav.md"
      hash = "a9235c0eb74a8e92e5a0150e055ee9dcdc6252a07785b6677a9ca831157833a5"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "telnyx-pypi-2026-03"
      indicator = "c778541e-a0ad-5d76-8b5f-f93ac33c04f1"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "a9235c0eb74a8e92e5a0150e055ee9dcdc6252a07785b6677a9ca831157833a5"
}

rule MAL_Hash_trivy_0_69_4_Linux_32bit_tar_gz_ba04ba6a0c028cde17599c8ddaefdb854055c5a23c595e06630732002ea59a76 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-32bit.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "5695e763-ddbf-53ee-a11e-8a3b96030625"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "ba04ba6a0c028cde17599c8ddaefdb854055c5a23c595e06630732002ea59a76"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "c8317afa-f703-5866-93c5-4357c2f36027"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "ba04ba6a0c028cde17599c8ddaefdb854055c5a23c595e06630732002ea59a76"
}

rule MAL_Hash_trivy_bef7e2c5a92c4fa4af17791efc1e46311c0f304796f1172fce192f5efc40f5d7 {
   meta:
      description = "Detects the file trivy by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "0b60d185-2b64-5f48-b176-5d5b168609fd"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "bef7e2c5a92c4fa4af17791efc1e46311c0f304796f1172fce192f5efc40f5d7"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "1eeaa704-79db-5120-ae4d-9aa07421f381"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "bef7e2c5a92c4fa4af17791efc1e46311c0f304796f1172fce192f5efc40f5d7"
}

rule MAL_Hash_env_compat_cjs_c19c4574d09e60636425f9555d3b63e8cb5c9d63ceb1c982c35e5a310c97a839 {
   meta:
      description = "Detects the file env-compat.cjs by its exact SHA-256 hash, as listed for this incident: CanisterSprawl, a worm in npm packages of Namastex and others"
      author = "feedgen"
      id = "a5bfd759-cfd6-5f2d-9572-1421830110f0"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://socket.dev/blog/namastex-npm-packages-compromised-canisterworm"
      hash = "c19c4574d09e60636425f9555d3b63e8cb5c9d63ceb1c982c35e5a310c97a839"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canistersprawl-npm-2026-04"
      indicator = "008fe27a-7fbe-5f22-ac12-806e3e6f9000"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "c19c4574d09e60636425f9555d3b63e8cb5c9d63ceb1c982c35e5a310c97a839"
}

rule MAL_Hash_index_js_c37c0ae9641d2e5329fcdee847a756bf1140fdb7f0b7c78a40fdc39055e7d926 {
   meta:
      description = "Detects the file index.js by its exact SHA-256 hash, as listed for this incident: CanisterWorm, a worm in npm packages with a wiper for Kubernetes"
      author = "feedgen"
      id = "2e9a3a01-cf49-59ee-95d6-698b73a41522"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "c37c0ae9641d2e5329fcdee847a756bf1140fdb7f0b7c78a40fdc39055e7d926"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canisterworm-npm-2026-03"
      indicator = "9d165fe5-bb71-557a-bffe-35bcd020ba2e"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "c37c0ae9641d2e5329fcdee847a756bf1140fdb7f0b7c78a40fdc39055e7d926"
}

rule MAL_Hash_trivy_0_69_4_FreeBSD_64bit_tar_gz_c5b16c42dbd2a1494141cd651a406ec9094d5031a421c0aa624c4d139ae81239 {
   meta:
      description = "Detects the file trivy_0.69.4_FreeBSD_64bit.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "443433c8-5b6e-52b5-bfa1-5eac270d9796"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "c5b16c42dbd2a1494141cd651a406ec9094d5031a421c0aa624c4d139ae81239"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "5b175b90-45ef-5a77-9871-1bd4a650026f"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "c5b16c42dbd2a1494141cd651a406ec9094d5031a421c0aa624c4d139ae81239"
}

rule MAL_Hash_trivy_0_69_4_Linux_ARM_rpm_c5df9d1bc6275711b2884a9ed4aacfe4e10dbe3c8f6c79df59126fd0e6dcd83f {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-ARM.rpm by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "4858a55c-1b7d-542f-a2b9-574d2b32c1e8"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "c5df9d1bc6275711b2884a9ed4aacfe4e10dbe3c8f6c79df59126fd0e6dcd83f"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "063bb5db-ac42-5386-b302-e3a7a92a47e1"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "c5df9d1bc6275711b2884a9ed4aacfe4e10dbe3c8f6c79df59126fd0e6dcd83f"
}

rule MAL_Hash_telnyx_4_87_2_wheel_cd08115806662469bbedec4b03f8427b97c8a4b3bc1442dc18b72b4e19395fe3 {
   meta:
      description = "Detects the file telnyx 4.87.2 wheel by its exact SHA-256 hash, as listed for this incident: Malicious telnyx 4.87.1 and 4.87.2 on PyPI"
      author = "feedgen"
      id = "10b97373-7299-561a-8f07-1dfca4c9da21"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-telnyx-pypi-wav.md"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "cd08115806662469bbedec4b03f8427b97c8a4b3bc1442dc18b72b4e19395fe3"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "telnyx-pypi-2026-03"
      indicator = "c0e2c489-8954-5e3a-8124-db2f98968284"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "cd08115806662469bbedec4b03f8427b97c8a4b3bc1442dc18b72b4e19395fe3"
}

rule MAL_Hash_trivy_0_69_4_Linux_32bit_deb_cff74e3e9ac0cda2078d31800d8fcad832d7b52c9920b085054d1e96dacff8a3 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-32bit.deb by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "c55db25f-e687-51ef-980a-07307f9765ac"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "cff74e3e9ac0cda2078d31800d8fcad832d7b52c9920b085054d1e96dacff8a3"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "c20d4979-e23a-5a35-a3b3-a50d54e93795"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "cff74e3e9ac0cda2078d31800d8fcad832d7b52c9920b085054d1e96dacff8a3"
}

rule MAL_Hash_litellm_1_82_8_py3_none_any_whl_d2a0d5f564628773b6af7b9c11f6b86531a875bd2d186d7081ab62748a800ebb {
   meta:
      description = "Detects the file litellm-1.82.8-py3-none-any.whl by its exact SHA-256 hash, as listed for this incident: Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI"
      author = "feedgen"
      id = "c857ca97-e35a-5b87-aff5-20061ab2a362"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      hash = "d2a0d5f564628773b6af7b9c11f6b86531a875bd2d186d7081ab62748a800ebb"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "litellm-pypi-2026-03"
      indicator = "0b5bdf4a-df20-554b-8942-e34d7eaf22a3"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "d2a0d5f564628773b6af7b9c11f6b86531a875bd2d186d7081ab62748a800ebb"
}

rule MAL_Hash_litellm_1_82_8_tar_gz_d39f4e7a218053cce976c91eacf184cf09a6960c731cc9d66d8e1a53406593a5 {
   meta:
      description = "Detects the file litellm-1.82.8.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious LiteLLM 1.82.7 and 1.82.8 on PyPI"
      author = "feedgen"
      id = "3d1574d8-83d4-541c-88b2-57df95ba667c"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      hash = "d39f4e7a218053cce976c91eacf184cf09a6960c731cc9d66d8e1a53406593a5"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "litellm-pypi-2026-03"
      indicator = "34a9ea04-0843-5c7d-bc48-faae09a99f91"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "d39f4e7a218053cce976c91eacf184cf09a6960c731cc9d66d8e1a53406593a5"
}

rule MAL_Hash_trivy_0_69_4_s390x_d5edd791021b966fb6af0ace09319ace7b97d6642363ef27b3d5056ca654a94c {
   meta:
      description = "Detects the file trivy_0.69.4_s390x by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "d1254947-ef38-5c9d-b109-609f8000ce36"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "d5edd791021b966fb6af0ace09319ace7b97d6642363ef27b3d5056ca654a94c"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "f442ef1b-4cf1-5b0f-a1ce-d3ec533f7075"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "d5edd791021b966fb6af0ace09319ace7b97d6642363ef27b3d5056ca654a94c"
}

rule MAL_Hash_init_py_e1e007ce4eab7774785617179d1c01a9381ae83abfd431aae8dba6f82d3ac127 {
   meta:
      description = "Detects the file __init__.py by its exact SHA-256 hash, as listed for this incident: Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI"
      author = "feedgen"
      id = "da653eb7-5a76-5a26-a65e-5b58cf219279"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://keepsecure.io/hub/teampcp-supply-chain-campaign-tracking"
      hash = "e1e007ce4eab7774785617179d1c01a9381ae83abfd431aae8dba6f82d3ac127"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "xinference-pypi-2026-04"
      indicator = "53fd205a-23d8-58ec-807d-e8027fd28618"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "e1e007ce4eab7774785617179d1c01a9381ae83abfd431aae8dba6f82d3ac127"
}

rule MAL_Hash_trivy_0_69_4_Linux_ARM64_tar_gz_e401ae1e6d2442fa9a0c79dc0f3b0457ecfebf74a9c0a920159c49437f663aef {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-ARM64.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "20344c5f-12c7-52d2-b509-c6c33bad4749"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "e401ae1e6d2442fa9a0c79dc0f3b0457ecfebf74a9c0a920159c49437f663aef"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "a1a9aa54-3895-5754-ae22-e7b97a28cb41"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "e401ae1e6d2442fa9a0c79dc0f3b0457ecfebf74a9c0a920159c49437f663aef"
}

rule MAL_Hash_e4edd126e139493d2721d50c3a8c49d3a23ad7766d0b90bc45979ba675f35fea {
   meta:
      description = "Detects the file by its exact SHA-256 hash, as listed for this incident: TeamPCP infrastructure and files that no single incident owns"
      author = "feedgen"
      id = "2129962a-ed91-5af1-88aa-8a0f44cc68be"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "e4edd126e139493d2721d50c3a8c49d3a23ad7766d0b90bc45979ba675f35fea"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "teampcp-campaign"
      indicator = "13b638cd-8b58-5c10-87b9-cf9ec788ac32"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "e4edd126e139493d2721d50c3a8c49d3a23ad7766d0b90bc45979ba675f35fea"
}

rule MAL_Hash_trivy_e6310d8a003d7ac101a6b1cd39ff6c6a88ee454b767c1bdce143e04bc1113243 {
   meta:
      description = "Detects the file trivy by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "7ef31625-855d-504a-b8f9-79b5fb466c97"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "e6310d8a003d7ac101a6b1cd39ff6c6a88ee454b767c1bdce143e04bc1113243"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "5cab781a-91e7-572e-83cc-084f06a18359"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "e6310d8a003d7ac101a6b1cd39ff6c6a88ee454b767c1bdce143e04bc1113243"
}

rule MAL_Hash_trivy_0_69_4_linux_arm64_e64e152afe2c722d750f10259626f357cdea40420c5eedae37969fbf13abbecf {
   meta:
      description = "Detects the file trivy_0.69.4_linux_arm64 by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "3daa8697-b383-5fcb-8787-bdc61501b4aa"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "e64e152afe2c722d750f10259626f357cdea40420c5eedae37969fbf13abbecf"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "52f31c6d-6423-5b17-97a1-cd1f3e90ca0d"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "e64e152afe2c722d750f10259626f357cdea40420c5eedae37969fbf13abbecf"
}

rule MAL_Hash_e87a55d3ba1c47e84207678b88cacb631a32d0cb3798610e7ef2d15307303c49 {
   meta:
      description = "Detects the file by its exact SHA-256 hash, as listed for this incident: TeamPCP infrastructure and files that no single incident owns"
      author = "feedgen"
      id = "9220b338-041c-5f42-a873-e82e057a5e41"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "e87a55d3ba1c47e84207678b88cacb631a32d0cb3798610e7ef2d15307303c49"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "teampcp-campaign"
      indicator = "867f3dc3-bc0f-527e-8f7f-430aef815eb5"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "e87a55d3ba1c47e84207678b88cacb631a32d0cb3798610e7ef2d15307303c49"
}

rule MAL_Hash_index_js_e9b1e069efc778c1e77fb3f5fcc3bd3580bbc810604cbf4347897ddb4b8c163b {
   meta:
      description = "Detects the file index.js by its exact SHA-256 hash, as listed for this incident: CanisterWorm, a worm in npm packages with a wiper for Kubernetes"
      author = "feedgen"
      id = "202310c2-b2a0-5665-8d2c-8430919d61ec"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "e9b1e069efc778c1e77fb3f5fcc3bd3580bbc810604cbf4347897ddb4b8c163b"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canisterworm-npm-2026-03"
      indicator = "cde3c30c-4e14-59fd-9e0a-f5339821b8a0"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "e9b1e069efc778c1e77fb3f5fcc3bd3580bbc810604cbf4347897ddb4b8c163b"
}

rule MAL_Hash_trivy_0_69_4_ppc64le_ecce7ae5ffc9f57bb70efd3ea136a2923f701334a8cd47d4fbf01a97fd22859c {
   meta:
      description = "Detects the file trivy_0.69.4_ppc64le by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "d2c7f097-e6b5-5129-838b-5b8bf96f9b4f"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "ecce7ae5ffc9f57bb70efd3ea136a2923f701334a8cd47d4fbf01a97fd22859c"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "d48727d8-b6c4-53f8-8cc7-544267d873c2"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "ecce7ae5ffc9f57bb70efd3ea136a2923f701334a8cd47d4fbf01a97fd22859c"
}

rule MAL_Hash_deploy_js_f398f06eefcd3558c38820a397e3193856e4e6e7c67f81ecc8e533275284b152 {
   meta:
      description = "Detects the file deploy.js by its exact SHA-256 hash, as listed for this incident: CanisterWorm, a worm in npm packages with a wiper for Kubernetes"
      author = "feedgen"
      id = "1bb8ef1c-ba21-5a3d-86d0-f6f297e67a6c"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "f398f06eefcd3558c38820a397e3193856e4e6e7c67f81ecc8e533275284b152"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canisterworm-npm-2026-03"
      indicator = "1ce75c93-ad86-52ed-bc82-c89bb0dcc639"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "f398f06eefcd3558c38820a397e3193856e4e6e7c67f81ecc8e533275284b152"
}

rule MAL_Hash_checkmarx_ast_scanner_jar_f50a96d26a5b0beb29de4127e82b2bf350c21511e5a43d286e43f798dc6cd53f {
   meta:
      description = "Detects the file checkmarx-ast-scanner.jar by its exact SHA-256 hash, as listed for this incident: Malicious Checkmarx AST plugin for Jenkins"
      author = "feedgen"
      id = "2a7a9d75-e816-5102-b957-457650b24550"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://thehackernews.com/2026/05/teampcp-compromises-checkmarx-jenkins.html"
      hash = "f50a96d26a5b0beb29de4127e82b2bf350c21511e5a43d286e43f798dc6cd53f"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "checkmarx-jenkins-plugin-2026-05"
      indicator = "332acf45-7a5c-55eb-9828-212b3d99445a"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "f50a96d26a5b0beb29de4127e82b2bf350c21511e5a43d286e43f798dc6cd53f"
}

rule MAL_Hash_telnyx_4_87_1_tar_gz_f66c1ea3b25ec95d0c6a07be92c761551e543a7b256f9c78a2ff781c77df7093 {
   meta:
      description = "Detects the file telnyx-4.87.1.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious telnyx 4.87.1 and 4.87.2 on PyPI"
      author = "feedgen"
      id = "6a94ccc2-6a85-516b-bceb-cdbd4d094603"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-telnyx-pypi-wav.md"
      hash = "f66c1ea3b25ec95d0c6a07be92c761551e543a7b256f9c78a2ff781c77df7093"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "telnyx-pypi-2026-03"
      indicator = "7201f85c-0d46-53ba-9d6b-208e40577ea9"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "f66c1ea3b25ec95d0c6a07be92c761551e543a7b256f9c78a2ff781c77df7093"
}

rule MAL_Hash_xinference_2_6_0_py3_none_any_whl_f677cd06e0dfbd23b6feb47f31d49cb8fcc88ed0487d30143d36d4f54261e3de {
   meta:
      description = "Detects the file xinference-2.6.0-py3-none-any.whl by its exact SHA-256 hash, as listed for this incident: Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI"
      author = "feedgen"
      id = "03306599-9673-552b-8360-e4891bbff9ab"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-04-xinference-pypi-teampcp.md"
      hash = "f677cd06e0dfbd23b6feb47f31d49cb8fcc88ed0487d30143d36d4f54261e3de"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "xinference-pypi-2026-04"
      indicator = "72748fe5-b724-547f-aa78-ee6d6c668906"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "f677cd06e0dfbd23b6feb47f31d49cb8fcc88ed0487d30143d36d4f54261e3de"
}

rule MAL_Hash_trivy_f7084b0229dce605ccc5506b14acd4d954a496da4b6134a294844ca8d601970d {
   meta:
      description = "Detects the file trivy by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "97e7027b-b089-532f-9a71-f79de16e1d8a"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/kraven-security/hunting-packages"
      reference = "https://unit42.paloaltonetworks.com/teampcp-supply-chain-attacks/"
      hash = "f7084b0229dce605ccc5506b14acd4d954a496da4b6134a294844ca8d601970d"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "760455f0-e8c4-52ba-a9b7-9f8222a8cdac"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "f7084b0229dce605ccc5506b14acd4d954a496da4b6134a294844ca8d601970d"
}

rule MAL_Hash_trivy_0_69_4_Linux_ARM_tar_gz_f7a9bbfec8add36c548add4d875848b8b57c21fabe236d115f1c49113d12b332 {
   meta:
      description = "Detects the file trivy_0.69.4_Linux-ARM.tar.gz by its exact SHA-256 hash, as listed for this incident: Malicious Trivy releases, images and GitHub Actions"
      author = "feedgen"
      id = "f6ab3f87-2a00-58f7-b6d2-62641a3f7f30"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/aquasecurity/trivy/security/advisories/GHSA-69fq-xp46-6x23"
      hash = "f7a9bbfec8add36c548add4d875848b8b57c21fabe236d115f1c49113d12b332"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "05f3fa59-8bf5-5565-974b-ceeb7b5a6db2"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "f7a9bbfec8add36c548add4d875848b8b57c21fabe236d115f1c49113d12b332"
}

rule MAL_Hash_fe17e2ea4012d07d90ecb7793c1b0593a6138d25a9393192263e751660ec3cd0 {
   meta:
      description = "Detects the file by its exact SHA-256 hash, as listed for this incident: Malicious xinference 2.6.0, 2.6.1 and 2.6.2 on PyPI"
      author = "feedgen"
      id = "8dba0c89-e56a-5302-9824-ad830aba1c18"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://keepsecure.io/hub/teampcp-supply-chain-campaign-tracking"
      hash = "fe17e2ea4012d07d90ecb7793c1b0593a6138d25a9393192263e751660ec3cd0"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "xinference-pypi-2026-04"
      indicator = "430b7144-4e04-5454-98c7-665d7f063103"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "fe17e2ea4012d07d90ecb7793c1b0593a6138d25a9393192263e751660ec3cd0"
}
