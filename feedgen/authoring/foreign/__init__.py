"""Reads what other programs wrote: STIX, MISP, OSV and tables."""
