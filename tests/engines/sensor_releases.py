"""The two releases whose rules sensors are judged by."""

from __future__ import annotations

from pathlib import Path

from feedgen.emitters import emitters
from tests.conftest import TESTS, compile_corpus, emit

RELEASES = ("real", "small")
"""The committed release of this feed, and one of the corpus `small`."""
_MADE = ("suricata", "zeek", "tables")


def released(name: str, folder: Path) -> Path:
    """The directory of a release; it is made below the folder where it is not committed."""
    if name == "real":
        return TESTS.parent / "out" / "v1" / "latest"
    feed = compile_corpus(TESTS / "corpus" / name, *_MADE)
    for emitter in _MADE:
        for path, content in emit(emitters()[emitter], feed)[0].items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
    return folder
