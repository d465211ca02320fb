// feedgen YARA rules: file hashes
// release 2026.11.24.3, as of 2026-11-24T07:24:06.238Z, TLP:CLEAR, licence CC0-1.0, 35 rules
// https://feedgen.example/v1/latest/yara/feedgen-hashes.yar
// Each rule knows one file by its hash. Files of another size are never hashed; where the size is
// not known, files up to 256 MB are. A changed file, an archive and a packed layer do not match.
import "hash"

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
