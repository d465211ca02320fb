"""Publishes a release: signs the pointer, and copies what changed to where subscribers look.

The order is content, signature, pointer, copy of the signature. A publication that is interrupted
anywhere leaves the old pointer with all that it names, and run again it ends right.
"""
