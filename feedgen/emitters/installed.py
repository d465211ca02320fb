"""Emitters that other distributions bring along, in the entry-point group `feedgen.emitters`.

The entry point's name is the format's name, so that a format is known without running anybody's
code. Whatever goes wrong in such an emitter is said in one line that names its distribution.
docs/third-party-emitters.md says how to write one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from feedgen.errors import UnavailableError, UsageError
from feedgen.model.artifact import Artifact, Emission, Emitter
from feedgen.model.feed import Feed
from feedgen.model.ledger import Claim

GROUP = "feedgen.emitters"


@cache
def declared() -> Mapping[str, tuple[EntryPoint, ...]]:
    """What installed distributions declare, by format; nothing is loaded."""
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, distribution(p))):
        found[point.name] = (*found.get(point.name, ()), point)
    return found


def distribution(point: EntryPoint) -> str:
    """Name and version of who declares it, for people."""
    return f"{point.dist.name} {point.dist.version}" if point.dist else "an unnamed distribution"


def versions() -> Iterator[tuple[str, str]]:
    """Names and versions of the distributions that declare emitters: they shape releases too."""
    for points in declared().values():
        for point in points:
            if point.dist:
                yield point.dist.name, point.dist.version


@cache
def load(point: EntryPoint) -> Emitter:
    """The emitter behind an entry point.

    Raises:
        UsageError: when there is none. It is nobody's source that is wrong, but an installation.
    """
    maker = distribution(point)
    with _blamed(point, "cannot be loaded"):
        emitter = point.load()
    if not isinstance(emitter, Emitter):
        raise UsageError(
            f'{maker} declares the format "{point.name}", but {point.value} is no Emitter '
            f"(it is a {type(emitter).__name__}); repair or uninstall that distribution"
        )
    if emitter.name != point.name:
        raise UsageError(
            f'{maker} declares the format "{point.name}", but its emitter is named '
            f'"{emitter.name}"; give the entry point the name of the emitter'
        )
    return replace(emitter, emit=_emit(point, emitter), claims=_claims(point, emitter))


def _emit(point: EntryPoint, emitter: Emitter) -> Callable[[Feed], Iterator[Emission]]:
    def emit(feed: Feed) -> Iterator[Emission]:
        with _blamed(point, "failed"):
            for item in emitter.emit(feed):
                # The content is made while it is written, which is later.
                yield _watched(point, item) if isinstance(item, Artifact) else item

    return emit


def _watched(point: EntryPoint, artifact: Artifact) -> Artifact:
    def chunks(content: Iterable[bytes]) -> Iterator[bytes]:
        with _blamed(point, "failed"):
            yield from content

    members = tuple(_watched(point, member) for member in artifact.archive)
    return replace(artifact, chunks=chunks(artifact.chunks), archive=members)


def _claims(point: EntryPoint, emitter: Emitter) -> Callable[[Feed], Iterator[Claim]]:
    def claims(feed: Feed) -> Iterator[Claim]:
        with _blamed(point, "failed"):
            yield from emitter.claims(feed)

    return claims


@contextmanager
def _blamed(point: EntryPoint, what: str) -> Iterator[None]:
    """Turns what a stranger's code raises into an error of the installation it belongs to."""
    try:
        yield
    except (UsageError, UnavailableError):  # said on purpose, as for an extra that is missing
        raise
    except (Exception, SystemExit) as error:  # anything may come out of their code
        raise UsageError(
            f'the emitter "{point.name}" of {distribution(point)} {what}: '
            f"{type(error).__name__}: {error}; repair or uninstall that distribution, or take the "
            "format out of feed.yml"
        ) from error
