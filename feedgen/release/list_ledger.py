"""Finds the ledger of bulk lists, which a release keeps because git should not."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from feedgen.errors import UnavailableError
from feedgen.model.releases import ReleaseLine
from feedgen.release.place import LATEST, LAYOUT

LIST_LEDGER = "ledger-lists.jsonl.bz2"
"""Its name in a release that has bulk lists."""


def places(out: Path, named: Path | None) -> list[Path]:
    """Where the last release may be: where somebody says, else in a local publication."""
    if named is not None:
        return [named]
    layout = out / LAYOUT
    versions = [path for path in layout.glob("[0-9]*") if path.is_dir()]
    return [layout / LATEST, *sorted(versions, key=_age, reverse=True)]


def _age(version: Path) -> tuple[int, ...]:
    """Newest last: the tenth release of a day follows the ninth."""
    return tuple(int(part) for part in version.name.split(".") if part.isdecimal())


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
