"""What a subscriber keeps from one fetch to the next, beside the publication's copy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import orjson

from feedgen.durable import replace_file
from feedgen.errors import VerificationError
from feedgen.release.trust import Remembered
from feedgen.subscribe.trust import Trusted

STATE = ".fetch.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The last good copy."""

    remembered: Remembered
    version: str
    only: tuple[str, ...]
    """Patterns of the files that were wanted; empty for all."""
    validator: str
    pointer: str
    """SHA-256 of the `latest.json` that the validator is of."""

    def write(self, dest: Path) -> None:
        """Keep it."""
        seen = self.remembered
        document = {
            "feed": seen.feed,
            "serial": seen.serial,
            "version": self.version,
            "sha256sums": seen.sha256sums,
            "keyring_serial": seen.keyring_serial,
            "only": list(self.only),
            "validator": self.validator,
            "pointer": self.pointer,
        }
        data = orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
        replace_file(dest / STATE, [data])


def read_state(dest: Path) -> State | None:
    """What was kept; None before the first fetch.

    Raises:
        VerificationError: when it is damaged: without it a rollback could not be seen.
    """
    path = dest / STATE
    try:
        document = orjson.loads(path.read_bytes())
        return State(
            remembered=Remembered(
                feed=str(document["feed"]),
                serial=int(document["serial"]),
                sha256sums=str(document["sha256sums"]),
                keyring_serial=int(document["keyring_serial"]),
            ),
            version=str(document["version"]),
            only=tuple(str(pattern) for pattern in document["only"]),
            validator=str(document["validator"]),
            pointer=str(document["pointer"]),
        )
    except FileNotFoundError:
        return None
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise VerificationError(
            f"{path} cannot be read, so a rollback could not be seen; if you trust what the feed "
            "shows now, remove that file"
        ) from error


def state_of(trusted: Trusted, only: tuple[str, ...], before: State | None) -> State:
    """What to keep of a pointer whose release is here."""
    pointer = trusted.pointer
    known = before.remembered.keyring_serial if before else 0
    return State(
        remembered=Remembered(
            feed=pointer.feed,
            serial=pointer.serial,
            sha256sums=pointer.sha256sums,
            keyring_serial=max(known, trusted.keyring_serial),
        ),
        version=pointer.version,
        only=only,
        validator=trusted.validator,
        pointer=hashlib.sha256(trusted.document.data).hexdigest(),
    )
