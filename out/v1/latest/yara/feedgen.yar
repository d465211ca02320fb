// feedgen YARA rules: curated rules
// release 2026.11.25.1, as of 2026-11-25T00:28:01.874Z, TLP:CLEAR, licence CC0-1.0, 19 rules
// https://feedgen.example/v1/latest/yara/feedgen.yar
// Each rule was written for samples; it needs a file of its format, not a text that quotes it.

rule MAL_Bitwarden_CLI_Preinstall_JSON_Apr26 {
   meta:
      description = "Detects the package.json of the malicious npm package @bitwarden/cli 2026.4.0, which runs bw_setup.js when the package is installed"
      author = "feedgen"
      id = "6cd840f8-18a0-57aa-afea-b957e2467571"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://research.jfrog.com/post/bitwarden-cli-hijack/"
      hash = "167ce57ef59a32a6a0ef4137785828077879092d7f83ddbc1755d6e69116e0ad"
      score = 85
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "bitwarden-cli-npm-2026-04"
      indicator = "d8d7c143-42a9-5d01-9cc6-cdbbadc7c793"
   strings:
      $a1 = "\"name\": \"@bitwarden/cli\""
      $x1 = "\"preinstall\": \"node bw_setup.js\""
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 64KB
      and ($a1 in (0..16) and $x1)
}

rule MAL_CanisterSprawl_Package_JSON_Apr26 {
   meta:
      description = "Detects the package.json of npm packages that CanisterSprawl has infected, by the postinstall command that hides its own errors"
      author = "feedgen"
      id = "a75bc361-38db-5755-83b2-a23cdaabf358"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://socket.dev/blog/namastex-npm-packages-compromised-canisterworm"
      score = 85
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canistersprawl-npm-2026-04"
   strings:
      $s1 = "\"version\":"
      $x1 = "\"postinstall\": \"node dist/env-compat.cjs || true\""
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 200KB
      and ($x1 and $s1 and uint8(0) == 0x7b)
}

rule MAL_CanisterSprawl_Worm_JS_Apr26 {
   meta:
      description = "Detects the script of CanisterSprawl, which steals secrets at installation and copies itself into npm and PyPI packages"
      author = "feedgen"
      id = "febfbeb1-f7f9-5bfb-b9fe-4857010f6b30"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://socket.dev/blog/namastex-npm-packages-compromised-canisterworm"
      hash = "c19c4574d09e60636425f9555d3b63e8cb5c9d63ceb1c982c35e5a310c97a839"
      score = 85
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canistersprawl-npm-2026-04"
      indicator = "008fe27a-7fbe-5f22-ac12-806e3e6f9000"
   strings:
      $a1 = "require("
      $a2 = "function"
      $s1 = "pkg-telemetry"
      $s2 = "dist-propagation-report"
      $s3 = "pypi-pth-exfil"
      $s4 = "Technique: .pth file injection (TeamPCP/LiteLLM method)"
      $x1 = "process.env.TEL_ENDPOINT"
      $x2 = "process.env.ICP_CANISTER_ID"
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 500KB
      and (#a1 >= 4 and #a2 > 15 and all of ($x*) and 2 of ($s*))
}

rule MAL_CanisterWorm_Publisher_JS_Mar26 {
   meta:
      description = "Detects the code of CanisterWorm that collects npm tokens and publishes infected versions of the packages that they can publish"
      author = "feedgen"
      id = "621a89c3-6cfc-51e1-b48a-5b5f5893d409"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      hash = "0c0d206d5e68c0cf64d57ffa8bc5b1dad54f2dda52f24e96e02e237498cb9c3a"
      hash = "c37c0ae9641d2e5329fcdee847a756bf1140fdb7f0b7c78a40fdc39055e7d926"
      hash = "f398f06eefcd3558c38820a397e3193856e4e6e7c67f81ecc8e533275284b152"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canisterworm-npm-2026-03"
      indicator = "1ce75c93-ad86-52ed-bc82-c89bb0dcc639"
      indicator = "9d165fe5-bb71-557a-bffe-35bcd020ba2e"
      indicator = "db5342cf-8c48-5ada-af85-7215ab6778fd"
   strings:
      $a1 = "require("
      $fp1 = "condition:"
      $fp2 = "strings:"
      $fp3 = "```j"
      $fp4 = "#!/bin/"
      $fp5 = "env bash"
      $fp6 = "env python"
      $s1 = "BASE64_PAYLOAD"
      $x1 = "function findNpmTokens("
      $x2 = "function bumpPatch("
      $x3 = "function getOwnedPackages("
      $x4 = "function deployWithToken("
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 200KB
      and (#a1 >= 3 and (3 of ($x*) or (2 of ($x*) and $s1)) and not any of ($fp*))
}

rule MAL_CanisterWorm_Unit_CONF_Mar26 {
   meta:
      description = "Detects the systemd units of CanisterWorm and kamikaze, which start a Python backdoor under the names of PostgreSQL and system monitors"
      author = "feedgen"
      id = "0aa1fd1f-e277-5f1b-967d-d768eeb0c94a"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-canisterworm-npm.md"
      score = 85
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canisterworm-npm-2026-03"
      indicator = "19e62dea-3cb5-5ed1-a47f-dc9fa6134546"
      indicator = "2d21a8b6-9a59-5cf4-b67a-2dfecde66788"
   strings:
      $a1 = "[Unit]"
      $s1 = "ExecStart="
      $x1 = "/.local/share/pgmon/service.py"
      $x2 = "/var/lib/svc_internal/runner.py"
      $x3 = "/var/lib/pgmon/pgmon.py"
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 4KB
      and ($a1 in (0..3) and $s1 and 1 of ($x*))
}

rule MAL_KICS_Formatter_Workflow_Apr26 {
   meta:
      description = "Detects the GitHub workflow 'Formatter' that mcpAddon.js adds to repositories in order to upload all their secrets as an artifact"
      author = "feedgen"
      id = "5ddff8b2-832e-5806-91f6-4ebe5b8f4823"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://socket.dev/blog/checkmarx-supply-chain-compromise"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "checkmarx-kics-dockerhub-2026-04"
   strings:
      $a1 = "name: Formatter"
      $s1 = "format-results"
      $x1 = "VARIABLE_STORE: ${{ toJSON(secrets) }}"
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 4KB
      and ($a1 at 0 and $x1 and $s1)
}

rule MAL_KICS_McpAddon_JS_Apr26 {
   meta:
      description = "Detects mcpAddon.js, the large obfuscated JavaScript that malicious Checkmarx editor extensions of April 2026 run with Bun to steal credentials"
      author = "feedgen"
      id = "02c4fc6e-75b9-52b6-8200-1b1d579c58d4"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://socket.dev/blog/checkmarx-supply-chain-compromise"
      hash = "24680027afadea90c7c713821e214b15cb6c922e67ac01109fb1edb3ee4741d9"
      score = 85
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "checkmarx-kics-dockerhub-2026-04"
      indicator = "917b5d95-2026-5f23-a096-c58e17dbba9e"
   strings:
      $a1 = "(_0x"
      $s1 = "LongLiveTheResistanceAgainstMachines"
      $s2 = "Checkmarx Configuration Storage"
      $x1 = "_0x5747" fullword
      $x2 = "_0x488b" fullword
      $x3 = "_0x3865d8" fullword
      $x4 = "__decodeScrambled" fullword
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 30MB
      and (filesize > 1MB and #a1 > 200 and (3 of ($x*) or (2 of ($x*) and 1 of ($s*))))
}

rule MAL_KICS_Telemetry_LNX_ELF_Apr26 {
   meta:
      description = "Detects the trojanised KICS scanner of April 2026, a Linux program that sends scan reports to audit.checkmarx.cx under its own User-Agent"
      author = "feedgen"
      id = "f27af848-1439-53f4-922e-810e1595aeaf"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://www.docker.com/blog/trivy-kics-and-the-shape-of-supply-chain-attacks-so-far-in-2026/"
      reference = "https://socket.dev/blog/checkmarx-supply-chain-compromise"
      hash = "2a6a35f06118ff7d61bfd36a5788557b695095e7c9a609b4a01956883f146f50"
      score = 85
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "checkmarx-kics-dockerhub-2026-04"
      indicator = "4601b0fe-6990-55a3-b947-da8f1bc75b95"
      indicator = "9a6ea797-844f-5928-9b73-0b8cce0e44c9"
      indicator = "b586776c-edd3-50ee-be1b-16a8644c5e1c"
   strings:
      $s1 = "KICS-Telemetry/2.0"
      $s2 = "v1/telemetry"
      $x1 = "audit.checkmarx.cx"
   condition:
      uint32(0) == 0x464c457f
      and filesize <= 200MB
      and (1 of ($x*) and 1 of ($s*))
}

rule MAL_LiteLLM_Init_PTH_Mar26 {
   meta:
      description = "Detects litellm_init.pth of the malicious LiteLLM 1.82.8, one line of Python that runs an encoded credential stealer at every start of the interpreter"
      author = "feedgen"
      id = "60d62ed6-6e04-5ee1-a864-f1eebc2592c2"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-litellm-pypi-stealer.md"
      hash = "71e35aef03099cd1f2d6446734273025a163597de93912df321ef118bf135238"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "litellm-pypi-2026-03"
      indicator = "35d120d2-df5e-550b-86b3-40dd81153d8f"
   strings:
      $x1 = "import os, subprocess, sys; subprocess.Popen([sys.executable, \"-c\", \"import base64; exec(base64.b64decode("
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 200KB
      and ($x1 at 0 and filesize > 8KB)
}

rule MAL_LiteLLM_ProxyServer_PY_Mar26 {
   meta:
      description = "Detects litellm/proxy/proxy_server.py of the malicious LiteLLM releases, which holds an encoded credential stealer among its imports"
      author = "feedgen"
      id = "9309e8a6-f174-5709-a979-7aa2723a59a5"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-litellm-pypi-stealer.md"
      hash = "a0d229be8efcb2f9135e2ad55ba275b76ddcfeb55fa4370e0a522a5bdee0120b"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "litellm-pypi-2026-03"
      indicator = "706f492d-116e-5ceb-9a71-e39ccf1b72cc"
   strings:
      $a1 = "async def"
      $a2 = "from litellm"
      $x1 = "b64_payload = \"aW1wb3J0IHN1YnByb2Nlc3MKaW1wb3J0IHRlbXBmaWxl"
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 4MB
      and (filesize > 100KB and #a1 > 40 and #a2 > 20 and $x1)
}

rule MAL_ShaiHulud_Bun_Payload_JS_Apr26 {
   meta:
      description = "Detects large obfuscated JavaScript of the Shai-Hulud family of April 2026, such as bw1.js of the malicious Bitwarden CLI, by its string decoder and the markers it leaves on GitHub"
      author = "feedgen"
      id = "6ad13be1-a888-54eb-804a-847390d46463"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://research.jfrog.com/post/bitwarden-cli-hijack/"
      reference = "https://isc.sans.edu/diary/rss/32926"
      reference = "https://keepsecure.io/hub/teampcp-supply-chain-campaign-tracking"
      reference = "https://keepsecure.io/hub/npm-supply-chain-worm-cluster-2026"
      hash = "8605e365edf11160aad517c7d79a3b26b62290e5072ef97b102a01ddbb343f14"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "bitwarden-cli-npm-2026-04"
      indicator = "3790f6ed-f56e-5506-a61f-f0a9d317a18d"
   strings:
      $a1 = "(_0x"
      $s1 = "LongLiveTheResistanceAgainstMachines:"
      $s2 = "beautifulcastle"
      $s3 = "Shai-Hulud: The Third Coming"
      $x1 = "__decodeScrambled" fullword
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 30MB
      and (filesize > 1MB and #a1 > 200 and (#x1 > 50 or 2 of ($s*)))
}

rule MAL_TeamPCP_CloudStealer_PY_Mar26 {
   meta:
      description = "Detects the decoded Python credential stealer of the Trivy compromise, which ends with a comment that names TeamPCP Cloud stealer"
      author = "feedgen"
      id = "07283029-1336-5c4b-972c-84ba84896206"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-trivy-second-compromise.md"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      reference = "https://rosesecurity.dev/2026/03/20/typosquatting-trivy.html"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
   strings:
      $a1 = "import os,sys,stat,subprocess"
      $x1 = "## TeamPCP Cloud stealer"
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 100KB
      and ($a1 at 0 and $x1)
}

rule MAL_TeamPCP_Entrypoint_SH_Mar26 {
   meta:
      description = "Detects the poisoned entrypoint.sh of aquasecurity/trivy-action, a shell script that steals secrets from GitHub runners before the real scan starts"
      author = "feedgen"
      id = "f4b13b2b-0266-5a90-bb98-37b71ac55249"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://www.crowdstrike.com/en-us/blog/from-scanner-to-stealer-inside-the-trivy-action-supply-chain-compromise/"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-trivy-second-compromise.md"
      reference = "https://rosesecurity.dev/2026/03/20/typosquatting-trivy.html"
      hash = "18a24f83e807479438dcab7a1804c51a00dafc1d526698a66e0640d1e5dd671a"
      score = 85
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "aqua-trivy-2026-03"
      indicator = "184294cd-4263-563c-a141-51a9f10327bb"
      indicator = "7c51ea1e-ece2-5a87-8970-6947675fd7ac"
      indicator = "c2ceddc8-cf23-5239-b243-a446999f7c14"
   strings:
      $a1 = "#!/bin/bash"
      $a2 = "#!/usr/bin/env bash"
      $s1 = "\"[^\"]+\":\\{\"value\":\"[^\"]*\",\"isSecret\":true\\}"
      $s2 = "/tmp/runner_collected_"
      $s3 = "tpcp.tar.gz"
      $s4 = "session.key.enc"
      $s5 = "scan.aquasecurtiy.org"
      $x1 = "for _name in Runner.Worker Runner.Listener runsvc run.sh"
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 100KB
      and (($a1 at 0 or $a2 at 0) and $x1 and 3 of ($s*))
}

rule MAL_TeamPCP_Harvester_PY_Mar26 {
   meta:
      description = "Detects the decoded Python credential stealer of the LiteLLM and telnyx compromises by the RSA key with which it encrypts what it stole"
      author = "feedgen"
      id = "31f3e31e-96ea-5a10-9dde-a75a2ed712a0"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-litellm-pypi-stealer.md"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-telnyx-pypi-wav.md"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "litellm-pypi-2026-03"
      indicator = "184294cd-4263-563c-a141-51a9f10327bb"
   strings:
      $a1 = "import subprocess"
      $s1 = "tpcp.tar.gz"
      $s2 = "rsa_padding_mode:oaep"
      $s3 = "payload.enc"
      $x1 = "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAvahaZDo8mucujrT15ry+"
      $x2 = "08qNLwm3kxzFSMj84M16lmIEeQA8u1X8DGK0EmNg7m3J6C3KzFeIzvz0UTgSq6cV"
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 500KB
      and ($a1 at 0 and all of ($x*) and 2 of ($s*))
}

rule MAL_TeamPCP_PglogLoader_PY_Mar26 {
   meta:
      description = "Detects the small Python backdoor of the TeamPCP campaign, which polls a canister or checkmarx.zone and runs what it gets as /tmp/pglog"
      author = "feedgen"
      id = "359539b0-78a2-5936-adcb-af762291658a"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-canisterworm-npm.md"
      reference = "https://github.com/Kangwonland/teampcp-ioc-scan"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "canisterworm-npm-2026-03"
      indicator = "ab40cc62-fdb6-59aa-a8c2-3c55cca5c8a8"
   strings:
      $a1 = "import"
      $s1 = "/tmp/pglog"
      $s2 = ".pg_state"
      $s3 = "chmod"
      $x1 = "tdtqy-oyaaa-aaaae-af2dq-cai"
      $x2 = "checkmarx.zone/raw"
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 6KB
      and ($a1 at 0 and 1 of ($x*) and all of ($s*))
}

rule MAL_TeamPCP_Sysmon_Unit_CONF_Mar26 {
   meta:
      description = "Detects the systemd unit of the LiteLLM backdoor, which is described as System Telemetry Service and starts sysmon.py in the configuration directory of a user"
      author = "feedgen"
      id = "be560d89-4aa6-5419-a4a0-034ea8c33ad0"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/pypa/advisory-database/blob/main/vulns/litellm/PYSEC-2026-2.yaml"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-litellm-pypi-stealer.md"
      score = 85
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "litellm-pypi-2026-03"
   strings:
      $a1 = "[Unit]"
      $s1 = "/.config/sysmon/sysmon.py"
      $x1 = "Description=System Telemetry Service"
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 4KB
      and ($a1 in (0..3) and $x1 and $s1)
}

rule MAL_Telnyx_Client_PY_Mar26 {
   meta:
      description = "Detects telnyx/_client.py of the malicious releases 4.87.1 and 4.87.2, which fetches malware that is hidden in the audio frames of WAV files"
      author = "feedgen"
      id = "1fa3820b-7eac-5a3b-8147-c1b954962bf4"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-03-telnyx-pypi-wav.md"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "telnyx-pypi-2026-03"
   strings:
      $a1 = "self."
      $a2 = "return"
      $x1 = "FetchAudio"
      $x2 = "QVBQREFUQQ=="
      $x3 = "bXNidWlsZC5leGU="
      $x4 = "aHR0cDovLzgzLjE0Mi4yMDkuMjAzOjgwODAvaGFuZ3VwLndhdg=="
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 4MB
      and (filesize > 60KB and #a1 > 60 and #a2 > 60 and 3 of ($x*))
}

rule MAL_Xinference_Init_PY_Apr26 {
   meta:
      description = "Detects xinference/__init__.py of the malicious releases, which holds a first stage in base64 that begins with the comment hacked by teampcp"
      author = "feedgen"
      id = "151be773-6ffc-5947-9061-9d14cfabf5da"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-04-xinference-pypi-teampcp.md"
      hash = "e1e007ce4eab7774785617179d1c01a9381ae83abfd431aae8dba6f82d3ac127"
      score = 75
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "xinference-pypi-2026-04"
      indicator = "53fd205a-23d8-58ec-807d-e8027fd28618"
   strings:
      $a1 = "# Copyright"
      $a2 = "xinference"
      $s1 = "base64"
      $x1 = "IyBoYWNrZWQgYnkgdGVhbXBj"
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 500KB
      and ($a1 at 0 and $a2 and $x1 and $s1)
}

rule MAL_Xinference_Stage1_PY_Apr26 {
   meta:
      description = "Detects the decoded first stage of the malicious xinference releases, a Python script that begins with the comment hacked by teampcp"
      author = "feedgen"
      id = "b801963e-7732-5e6d-bb96-cf5590c52979"
      date = "2026-11-24"
      modified = "2026-11-24"
      reference = "https://isc.sans.edu/diary/rss/32926"
      reference = "https://keepsecure.io/hub/teampcp-supply-chain-campaign-tracking"
      reference = "https://github.com/harekrishnarai/software-supply-chain-monitor/blob/main/attacks/2026-04-xinference-pypi-teampcp.md"
      hash = "077d49fa708f498969d7cdffe701eb64675baaa4968ded9bd97a4936dd56c21c"
      score = 85
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "xinference-pypi-2026-04"
      indicator = "07a3e801-d947-51d0-a424-9aae764b1691"
   strings:
      $s1 = "import os, base64, tempfile, subprocess, sys"
      $s2 = "love.tar.gz"
      $x1 = "# hacked by teampcp"
   condition:
      ((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe or uint16be(0) == 0xfeff)
      and not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446 or uint32be(0) == 0x213c6172)
      and filesize <= 500KB
      and ($x1 in (0..2) and all of ($s*))
}
