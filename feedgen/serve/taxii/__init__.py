"""TAXII 2.1 (https://docs.oasis-open.org/cti/taxii/v2.1/os/taxii-v2.1-os.html), read-only."""

from feedgen.serve.taxii.answering import MayRead, Taxii
from feedgen.serve.taxii.refusals import MEDIA_TYPE, error_reply
from feedgen.serve.taxii.resources import DISCOVERY, MAX_CONTENT_LENGTH, ROOT

__all__ = [
    "DISCOVERY",
    "MAX_CONTENT_LENGTH",
    "MEDIA_TYPE",
    "ROOT",
    "MayRead",
    "Taxii",
    "error_reply",
]
