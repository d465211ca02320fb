"""Which formats work in this installation: a feed that names another one cannot be built here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from feedgen.emitters import emitters, named
from feedgen.errors import UsageError
from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed, FeedProfile, ReleaseInfo
from feedgen.model.instants import Duration
from feedgen.model.tlp import Tlp


def runnable_formats() -> tuple[tuple[str, ...], Mapping[str, str]]:
    """The formats of feedgen's own that work here, and why the others do not.

    A format asks for what it needs when its claims are asked for, before anything is written.
    """
    works, reasons = [], {}
    for name, emitter in emitters().items():
        reason = _missing(emitter)
        if reason is None:
            works.append(name)
        else:
            reasons[name] = reason
    return tuple(works), reasons


def _missing(emitter: Emitter) -> str | None:
    try:
        list(emitter.claims(_NOTHING))
    except UsageError as error:
        return str(error)
    return None


def require_formats(names: Iterable[str]) -> tuple[str, ...]:
    """The formats, sorted, all of which work here.

    Raises:
        UsageError: when one is unknown, or needs what is not installed.
    """
    chosen = named(names)
    if not chosen:
        raise UsageError("--formats names no format; write it as stix,tables")
    for emitter in chosen:
        reason = _missing(emitter)
        if reason is not None:
            raise UsageError(f"--formats: {emitter.name} does not work here: {reason}")
    return tuple(emitter.name for emitter in chosen)


_EPOCH = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
_NOTHING = Feed(
    profile=FeedProfile(
        name="?",
        contact="?",
        description="?",
        namespace=UUID(int=0),
        identity_created=_EPOCH,
        sids=range(1, 2),
        base_url="https://invalid",
        tlp_limit=Tlp.RED,
        licence="?",
        formats=(),
        validity={"default": Duration(1, "y")},
    ),
    release=ReleaseInfo(version="preview", serial=1, as_of=_EPOCH),
    incidents=(),
    indicators=(),
    known_good=(),
)
"""A feed without content, to ask emitters what they need."""
