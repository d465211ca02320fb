"""What a feed is made of: frozen values that know nothing of YAML, STIX or any other format.

Stage before: `feedgen.sources` builds these objects. Stage after: `feedgen.checks` and
`feedgen.emitters` read them. Nothing changes a `Feed` once it is built.
"""
