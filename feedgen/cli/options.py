"""Options that several verbs share, with their words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from feedgen import __version__
from feedgen.emitters import installed
from feedgen.errors import InvalidValueError, UsageError
from feedgen.model.artifact import Emitter
from feedgen.model.instants import parse_instant, whole_millis

Iocs = Annotated[
    Path,
    typer.Option("--iocs", metavar="DIR", help="The source tree: the directory with feed.yml."),
]
Out = Annotated[
    Path,
    typer.Option("--out", metavar="DIR", help="The local publication, created if it is missing."),
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        metavar="TIME",
        help="The instant the build pretends it is: `now`, or UTC as 2026-11-24T12:00:00Z.",
    ),
]

From = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="DIR",
        help=(
            "The last release, verified, where it had bulk lists and --out does not hold it:"
            " their ids and dates are kept there."
        ),
    ),
]

DEFAULT_IOCS = Path("iocs")
DEFAULT_OUT = Path("out")

_COMPILER = (
    "idna",
    "orjson",
    "packageurl-python",
    "publicsuffixlist",
    "pydantic",
    "pymispwarninglists",
    "pyyaml",
    "yara-x",
)
"""Distributions whose version can change what sources mean or what is refused, whatever a feed
publishes. `Emitter.requires` has those of a format."""


def instant(text: str) -> datetime:
    """What `--as-of` means. This is the one place where feedgen looks at the clock.

    Raises:
        UsageError: when it is neither `now` nor a UTC time.
    """
    if text == "now":
        return whole_millis(datetime.now(UTC))  # noqa: TID251 - the clock enters here
    try:
        chosen = parse_instant(text)
    except InvalidValueError as error:
        raise UsageError(f"--as-of: {error}") from error
    if not 2000 <= chosen.year < 3000:
        raise UsageError(f'--as-of: the year of "{text}" is out of range; use 2000 to 2999')
    return chosen


def fresh_namespace() -> UUID:
    """For the ids of a new feed: the one thing that is made by chance, once per feed."""
    return uuid.uuid4()  # noqa: TID251 - nothing else is random


def toolchain(emitters: Iterable[Emitter]) -> tuple[tuple[str, str], ...]:
    """Names and versions of what shapes a release that these emitters write, sorted."""
    found = [("feedgen", __version__)]
    for name in {*_COMPILER, *(name for emitter in emitters for name in emitter.requires)}:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue  # vendored or repackaged: the release then does not name it
    return tuple(sorted({*found, *installed.versions()}))
