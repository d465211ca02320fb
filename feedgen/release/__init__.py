"""Turns emissions into a release: a directory with sums that is complete or absent.

Stage before: `feedgen.emitters`. Stage after: `feedgen.publish` and every consumer, which read a
release and never the compiler.
"""
