"""Offers a publication over HTTP: TAXII 2.1, the release's files, and pages.

It reads verified releases and nothing else, and keeps nothing of its own: any number of replicas
give the same answers.
"""
