"""Releases in a container registry: what is stored how, and the part of the protocol it takes.

Shared by those who publish and those who subscribe. The protocol is the OCI distribution
specification 1.1, spoken through oras.
"""
