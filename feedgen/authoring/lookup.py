"""Which observables a text from a person could mean."""

from __future__ import annotations

from feedgen.errors import InvalidValueError
from feedgen.model.observables import OBSERVABLE_TYPES, Observable
from feedgen.sources.refang import read_value


def candidates(text: str) -> frozenset[Observable]:
    """Every observable the text is a value of; a bare SHA-256 may also be an image's digest."""
    found: set[Observable] = set()
    plain = text.strip()
    for cls in OBSERVABLE_TYPES.values():
        for spelling in (plain, f"sha256:{plain}"):
            try:
                found.add(read_value(cls, spelling))
            except InvalidValueError:
                continue  # not a value of this type
    return frozenset(found)
