"""Consumes a signed publication: checks it, downloads it, keeps the last good copy.

Everything here starts from a key that the subscriber pinned, and believes nothing before it is
checked: signature, expiry (freeze), serial (rollback), sums (mix-and-match).
"""
