"""The log of STIX objects: every version ever published, in the order in which it became visible.

`serve` maps it into memory and answers TAXII requests with slices of it. It only grows: a release
copies what was there and appends what it changes (docs/adr/0010-the-object-log.md).
"""

from feedgen.release.object_log.collections import Collection
from feedgen.release.object_log.dates import Activations
from feedgen.release.object_log.layout import segments_digest
from feedgen.release.object_log.reading import ObjectLog, Record, Run, pattern

__all__ = [
    "Activations",
    "Collection",
    "ObjectLog",
    "Record",
    "Run",
    "pattern",
    "segments_digest",
]
