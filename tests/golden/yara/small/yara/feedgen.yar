// feedgen YARA rules: curated rules
// release 2026.05.01.1, as of 2026-05-01T12:00:00Z, TLP:CLEAR, licence CC0-1.0, 1 rules
// https://feedgen.example/v1/latest/yara/feedgen.yar
// Each rule was written for samples; it needs a file of its format, not a text that quotes it.

rule MAL_Alpha_Telemetry_LNX_ELF_Apr26 {
   meta:
      description = "Detects the trojanised Alpha scanner by its telemetry host and its user agent string"
      author = "feedgen"
      id = "09ab5fcc-e80e-5904-a096-e32fdd5017bc"
      date = "2026-05-01"
      modified = "2026-05-01"
      reference = "https://reports.example/alpha"
      hash = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      score = 80
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "alpha-registry-2026-04"
      indicator = "2d7ef453-39f7-534a-a6a8-d298e5c5e365"
      indicator = "6d52fece-a8f5-56ba-9807-db441e02d49e"
      indicator = "ad687ef2-e6dd-5093-9d06-78091ce6331d"
   strings:
      $s1 = "Alpha-Telemetry/2.0"
      $s2 = "C:\\x \"q\"" ascii wide
      $x1 = "audit.alpha.example"
   condition:
      uint32(0) == 0x464c457f
      and filesize <= 200MB
      and (1 of ($x*) and 1 of ($s*))
}
