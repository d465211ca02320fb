"""The last guard: no finished artifact that machines act upon holds a known-good digest.

The checks refuse a known-good value that a source lists. This looks at the bytes that would be
published, so that no mistake between source and output can get one past.
"""

from __future__ import annotations

import re

from feedgen.build.staging import Staged
from feedgen.errors import DriftError
from feedgen.model.feed import Feed
from feedgen.release.files import map_file

_HEX_TYPES = ("image_digest", "commit", "sha256", "sha1", "md5")
"""Types whose values are unmistakable wherever they stand."""
_FOR_PEOPLE = re.compile(r"[^/]+\.(csv|ndjson|md)|(stix|taxii|sigma|playbooks)/.*|.*\.tar\.gz")
"""Tables, notes and playbooks may speak of known-good values; Sigma may filter them; archives hold
copies."""


def refuse_known_good(feed: Feed, staged: Staged) -> None:
    """Stop when an artifact holds a known-good value.

    Raises:
        DriftError: naming the file, the value and where it is declared good.
    """
    good = {
        known.observable.value.rpartition(":")[2].encode(): known
        for known in feed.known_good
        if known.observable.type in _HEX_TYPES
    }
    if not good:
        return
    pattern = re.compile(b"|".join(re.escape(value) for value in sorted(good)))
    for file in staged.files:
        if _FOR_PEOPLE.fullmatch(file.path):
            continue
        match = pattern.search(map_file(staged.directory / file.path))
        if match:
            known = good[match[0]]
            raise DriftError(
                f"{file.path} would act on {known.observable.type} {known.observable.value}, which "
                f"{known.location} declares known good; remove it from one of the two"
            )
