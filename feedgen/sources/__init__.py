"""Reads what people curate: YAML files and the ledger. Gives `feedgen.model` values, or findings.

Stage before: the editor. Stage after: `feedgen.checks` judge the feed that is built here.
Everything read here is hostile until it has a type.
"""
