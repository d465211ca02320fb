"""The pointer (`latest.json`): which release is current, and until when that is to be believed.

It is the only signed file. It names the SHA-256 of the release's SHA256SUMS, which names the rest.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson

from feedgen.errors import InvalidValueError, VerificationError
from feedgen.model.instants import format_instant, parse_instant
from feedgen.release.names import POINTER

EXPIRES_AFTER = timedelta(days=7)
"""How long a pointer to a release is believed without being renewed."""
POINTER_LIMIT = 262_144
"""Bytes; more is no pointer. Enough for ten thousand releases."""
_HEX = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.[0-9]{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """What `latest.json` says."""

    feed: str
    """The producer's name."""
    version: str
    serial: int
    """Only rises; what machines compare."""
    as_of: datetime
    activated: datetime
    """When readers first see this release. Mirrors keep it; in the future while caches expire."""
    expires: datetime
    """After this, nothing is known about what is current."""
    path: str
    """Of the release below the publication's root, `v1/<version>/`."""
    sha256sums: str
    """SHA-256 of the release's SHA256SUMS, hex."""
    earlier: tuple[tuple[int, datetime], ...] = ()
    """Serials that were published before this one, in order, and when they were activated."""

    @property
    def activations(self) -> tuple[tuple[int, datetime], ...]:
        """The same with this release: what the dates of TAXII are made of."""
        return (*self.earlier, (self.serial, self.activated))

    def to_bytes(self) -> bytes:
        """The file: one key a line, so that a shell script can read it."""
        document = {
            "feed": self.feed,
            "version": self.version,
            "serial": self.serial,
            "as_of": format_instant(self.as_of),
            "activated": format_instant(self.activated),
            "expires": format_instant(self.expires),
            "path": self.path,
            "sha256sums": self.sha256sums,
        }
        if self.earlier:
            told = (f"{serial}={format_instant(when)}" for serial, when in self.earlier)
            document["earlier"] = " ".join(told)
        return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def parse(cls, data: bytes) -> Pointer:
        """Read the file.

        Raises:
            VerificationError: when it is not a pointer of this layout.
        """
        try:
            document = orjson.loads(data)
            pointer = cls(
                feed=str(document["feed"]),
                version=str(document["version"]),
                serial=whole_serial(document["serial"]),
                as_of=parse_instant(document["as_of"]),
                activated=parse_instant(document["activated"]),
                expires=parse_instant(document["expires"]),
                path=str(document["path"]),
                sha256sums=str(document["sha256sums"]),
                earlier=_earlier(document.get("earlier", "")),
            )
        except (KeyError, TypeError, ValueError, InvalidValueError) as error:
            raise VerificationError(f"{POINTER} is no pointer to a release: {error!r}") from error
        if (
            not _VERSION.fullmatch(pointer.version)
            or pointer.path != f"v1/{pointer.version}/"
            or not _HEX.fullmatch(pointer.sha256sums)
        ):
            raise VerificationError(
                f"{POINTER} names {pointer.path!r} for version {pointer.version!r}, which is no "
                "release of layout v1"
            )
        serials = [serial for serial, _ in pointer.activations]
        if serials != sorted(set(serials)):
            raise VerificationError(f"{POINTER} lists earlier releases that are not earlier")
        return pointer


def _earlier(text: object) -> tuple[tuple[int, datetime], ...]:
    if not isinstance(text, str):
        raise TypeError(f"{text!r} is no list of earlier releases")
    pairs = (word.partition("=") for word in text.split())
    return tuple((whole_serial(int(serial)), parse_instant(when)) for serial, _, when in pairs)


def whole_serial(value: object) -> int:
    """A serial as JSON holds it: an integer from 1.

    Raises:
        TypeError: when it is anything else.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise TypeError(f"{value!r} is no serial")
    return value


def signature_path(document: bytes) -> str:
    """Where a document's signature stands, by its content.

    A reader who takes the signature from here cannot meet one of another document while both are
    being replaced.
    """
    return signature_path_by(hashlib.sha256(document).hexdigest())


def signature_path_by(sha256: str) -> str:
    """The same, by the document's digest in hex."""
    return f"signatures/{sha256}.minisig"


def copy_of_signature(name: str) -> str:
    """Where plain tools look for it, beside the document."""
    return f"{name}.minisig"
