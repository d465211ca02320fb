"""Reads a foreign document of whatever kind it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any

import orjson

from feedgen.authoring.foreign.csv_import import is_csv, read_csv
from feedgen.authoring.foreign.misp_import import is_misp, read_misp
from feedgen.authoring.foreign.osv_import import is_osv, read_osv
from feedgen.authoring.foreign.stix_import import is_stix, read_stix
from feedgen.authoring.prose.advisory import decoded, read_advisory
from feedgen.authoring.prose.pages import MAX_BYTES, is_pdf
from feedgen.authoring.reading import Reading
from feedgen.errors import UnavailableError, UsageError


class DocumentKind(StrEnum):
    """What a document is."""

    ADVISORY = "advisory"
    """Text, Markdown, HTML or PDF."""
    STIX = "stix"
    MISP = "misp"
    CSV = "csv"
    OSV = "osv"


def read_document_file(path: Path) -> bytes:
    """A document's bytes.

    Raises:
        UsageError: when there is no such file, or it is larger than any advisory.
        UnavailableError: when the disk refuses.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise UsageError(f"{path} is no file that can be read") from error
    except OSError as error:
        raise UnavailableError(f"{path} cannot be read: {error.strerror}") from error
    return within_limit(data)


def within_limit(data: bytes) -> bytes:
    """The document, unless it is larger than any advisory.

    Raises:
        UsageError: when it is.
    """
    if len(data) > MAX_BYTES:
        raise UsageError(f"the document has more than {MAX_BYTES:,} bytes; cut out what matters")
    return data


def read_document(
    data: bytes, name: str, cited_hosts: Iterable[str] = ()
) -> tuple[DocumentKind, Reading]:
    """What a document gives, and what kind it was.

    Args:
        data: its bytes.
        name: its file name: `.csv` is a table whatever it holds.
        cited_hosts: hosts of publications, which are no indicators: an advisory's own site.

    Raises:
        UsageError: for what cannot be read.
    """
    if is_pdf(data):
        return DocumentKind.ADVISORY, read_advisory(data, cited_hosts)
    text = decoded(data)
    if text.lstrip()[:1] in ("{", "["):
        return _json(text, name)
    if name.lower().endswith(".csv") or is_csv(text):
        return DocumentKind.CSV, read_csv(text)
    return DocumentKind.ADVISORY, read_advisory(data, cited_hosts)


_READERS: tuple[tuple[DocumentKind, Callable[[object], bool], Callable[[Any], Reading]], ...] = (
    (DocumentKind.STIX, is_stix, read_stix),
    (DocumentKind.MISP, is_misp, read_misp),
    (DocumentKind.OSV, is_osv, read_osv),
)


def _json(text: str, name: str) -> tuple[DocumentKind, Reading]:
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        if name.lower().endswith(".json"):
            raise UsageError(f"{name} is not JSON: {error}") from error
        return DocumentKind.ADVISORY, read_advisory(text.encode())
    if isinstance(document, list) and len(document) == 1:
        document = document[0]
    for kind, is_one, read in _READERS:
        if is_one(document):
            return kind, read(document)
    raise UsageError(
        f"{name} is JSON of no known kind: a STIX bundle, a MISP event, or an OSV or GHSA record"
    )
