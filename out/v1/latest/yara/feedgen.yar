// feedgen YARA rules: curated rules
// release 2026.11.24.3, as of 2026-11-24T07:24:06.238Z, TLP:CLEAR, licence CC0-1.0, 5 rules
// https://feedgen.example/v1/latest/yara/feedgen.yar
// Each rule was written for samples; it needs a file of its format, not a text that quotes it.

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
