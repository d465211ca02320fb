"""Writes entries and whole files in the style of the sources."""
