"""Finds the ledger of bulk lists, which a release keeps because git should not."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from feedgen.errors import UnavailableError
from feedgen.model.releases import ReleaseLine

LIST_LEDGER = "ledger-lists.jsonl.bz2"
"""Its name in a release that has bulk lists."""


def find_list_ledger(published: Sequence[Path], last: ReleaseLine) -> bytes:
    """The bytes that the list of releases knows by their sum.

    Raises:
        UnavailableError: when none of the places has them.
    """
    for place in published:
        file = place / LIST_LEDGER
        try:
            packed = file.read_bytes() if file.is_file() else b""
        except OSError as error:
            raise UnavailableError(
                f"{file} cannot be read: {error.strerror}; check its permissions"
            ) from error
        if hashlib.sha256(packed).hexdigest() == last.lists:
            return packed
    shown = " or ".join(str(place) for place in published[:2]) or "this publication"
    raise UnavailableError(
        f"release {last.version} has bulk lists, and its {LIST_LEDGER} is not in {shown}; "
        "fetch that release and name its directory with --from"
    )
