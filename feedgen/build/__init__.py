"""Writes a release: compiles the sources, accounts for every value, and puts the result into place.

The only package that makes what `feedgen.release` reads. `pipeline` is its one way through.
"""
