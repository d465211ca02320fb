// feedgen YARA rules: file hashes
// release 2026.05.01.1, as of 2026-05-01T12:00:00Z, TLP:CLEAR, licence CC0-1.0, 2 rules
// https://feedgen.example/v1/latest/yara/feedgen-hashes.yar
// Each rule knows one file by its hash. Files of another size are never hashed; where the size is
// not known, files up to 256 MB are. A changed file, an archive and a packed layer do not match.
import "hash"

rule MAL_Hash_scanner_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa {
   meta:
      description = "Detects the file scanner by its exact SHA-256 hash, as listed for this incident: Malicious Alpha images"
      author = "feedgen"
      id = "353d8740-70aa-50bb-8e49-808425a3eb3c"
      date = "2026-05-01"
      modified = "2026-05-01"
      reference = "https://reports.example/alpha"
      hash = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      hash = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
      hash = "cccccccccccccccccccccccccccccccc"
      score = 90
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "alpha-registry-2026-04"
      indicator = "6d52fece-a8f5-56ba-9807-db441e02d49e"
      indicator = "6ec63b58-d9a7-5f66-997e-d2f229c4e01d"
      indicator = "92dbe344-5dc2-5482-8f6f-c8fae5322897"
   condition:
      filesize == 73
      and hash.sha256(0, filesize) == "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
}

rule MAL_Hash_beta_js_abababababababababababababababababababababababababababababababab {
   meta:
      description = "Detects the file beta.js by its exact SHA-256 hash, as listed for this incident: The Beta worm"
      author = "feedgen"
      id = "38ab2d97-1a40-5bdf-baa2-89889bb11dd6"
      date = "2026-05-01"
      modified = "2026-05-01"
      reference = "https://reports.example/beta"
      hash = "abababababababababababababababababababababababababababababababab"
      score = 70
      license = "CC0-1.0"
      tlp = "TLP:CLEAR"
      incident = "beta-worm-2026-04"
      indicator = "d4d18213-4be0-58eb-8908-d1e48fa33133"
   condition:
      filesize <= 256MB
      and hash.sha256(0, filesize) == "abababababababababababababababababababababababababababababababab"
}
