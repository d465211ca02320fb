"""Finds values in prose: in an advisory as people paste and download it."""
