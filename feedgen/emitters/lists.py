"""What every list of lines has in common, whoever reads it: a head, lines, an account of the rest.

A `ListFormat` says which types it holds, how a value becomes lines, and what its head says. The
emitters of plain blocklists, resolvers, firewalls, hash lists and CDB lists are tables of these.
"""

from __future__ import annotations

import ipaddress
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice

from feedgen.emitters.rendering import Encoded, one_visible_line, render
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.incident import Severity
from feedgen.model.indicator import Action, Indicator, Match
from feedgen.model.instants import format_instant

ANY_PORT = "the list names the address on every port"
"""Said of an address that is meant on some ports only, by lists that know no ports."""
NO_SUBDOMAINS = "a list of exact names does not cover the names below them"

HASH_MARK = Encoded("#")
"""What begins a comment in most lists."""
_SEVERITIES = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How much of a list its consumer loads."""

    entries: int
    size: int
    """Bytes, head included."""
    reason: str
    """Said of every indicator that no longer fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFormat:
    """One list."""

    path: str
    """In the release."""
    title: str
    """What its lines are, in the plural."""
    about: str
    """For the head: how to read a line, and what the list does not cover."""
    types: tuple[str, ...]
    lines: Callable[[Indicator], Iterable[Encoded]]
    """The lines for one indicator; none where another line of the list covers it.

    Raises `UnencodableError` where the list cannot hold it.
    """
    weaker: Callable[[Indicator], str | None] = lambda _: None
    """Why the lines mean something else than the indicator does, if they do."""
    limit: Limit | None = None
    """With one, the most important entries come first and what does not fit is left out."""
    template: str | None = "lists.txt"
    """Of the head; None for formats that have no comments."""
    mark: Encoded = HASH_MARK
    """Begins a line of the head."""
    preamble: tuple[Encoded, ...] = ()
    """Lines between the head and the entries."""
    if_empty: Encoded | None = None
    """The one line of a list without entries, where there is no head."""


def line_of(pattern: str, what: str) -> Callable[[str], Encoded]:
    """An encoder for values that must look like this, from end to end, to stand on a line."""
    compiled = re.compile(pattern, re.ASCII)

    def encode(value: str) -> Encoded:
        if not compiled.fullmatch(value):
            raise UnencodableError(f"the value is no {what} that can stand on a line of its own")
        return Encoded(value)

    return encode


_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
# A name of digits at the end would be read as an address.
domain_line = line_of(rf"(?=.{{3,253}}\Z)(?!.*\.[0-9]+\Z){_LABEL}(?:\.{_LABEL})+", "domain")
url_line = line_of(r"[a-z]+://[!-~]+", "URL")
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_single_address = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}", re.ASCII)
_other_address = re.compile(r"[0-9a-f.:]+(?:/[0-9]{1,3})?", re.ASCII)


def address_line(value: str) -> Encoded:
    """An address or network as the model writes them; whatever holds it may read it again.

    Raises:
        UnencodableError: for anything else.
    """
    if not _single_address.fullmatch(value):  # nearly all are, and the library is slow
        try:
            network = ipaddress.ip_network(value if _other_address.fullmatch(value) else "")
        except ValueError as error:
            raise UnencodableError(
                "the value is no address that can stand on a line of its own"
            ) from error
        if network.prefixlen == 0:  # BIND and Cisco refuse it; the others would block everything
            raise UnencodableError("the network holds every address there is")
    return Encoded(value)


def value_lines(encode: Callable[[str], Encoded]) -> Callable[[Indicator], Iterator[Encoded]]:
    """Lines for a list in which each line is the bare value."""

    def lines(indicator: Indicator) -> Iterator[Encoded]:
        yield encode(indicator.value)

    return lines


def no_subdomains(indicator: Indicator) -> str | None:
    """Why a list of exact names is weaker, for a domain that means the names below it too."""
    return NO_SUBDOMAINS if indicator.match is Match.SUBDOMAINS else None


def any_port(indicator: Indicator) -> str | None:
    """Why a list without ports is wider, for an address that is meant on some ports only."""
    return ANY_PORT if indicator.ports else None


class WideNames:
    """Which domains of a feed are meant with everything below them.

    A line of its own for a name below one of these would be needless, and in most formats wrong:
    the more specific entry wins there, so one for an exact name would set the names below it free.
    """

    def __init__(self, feed: Feed, actions: frozenset[Action]) -> None:
        self._names: set[str] = set()
        for indicator in feed.select("domain", actions=actions):
            if indicator.match is Match.SUBDOMAINS:
                self._names.add(indicator.value)

    def cover(self, name: str) -> bool:
        """Whether a name that stands above this one brings it along."""
        at = name.find(".")
        while at >= 0:
            if name[at + 1 :] in self._names:
                return True
            at = name.find(".", at + 1)
        return False


def emit_lists(
    feed: Feed, formats: Sequence[ListFormat], actions: frozenset[Action]
) -> Iterator[Emission]:
    """Every list, the empty ones too, and what each of them leaves out or changes in meaning."""
    by_type: dict[str, list[Indicator]] = defaultdict(list)
    wanted = {type_ for format_ in formats for type_ in format_.types}
    for indicator in feed.select(*wanted, actions=actions):
        by_type[indicator.type].append(indicator)
    ranked: dict[tuple[str, ...], list[Indicator]] = {}
    for format_ in formats:
        indicators = [i for type_ in format_.types for i in by_type[type_]]
        if format_.limit:
            if format_.types not in ranked:
                key = partial(importance, feed)
                ranked[format_.types] = sorted(indicators, key=key)
            indicators = ranked[format_.types]
        yield from _list(feed, format_, indicators)


def importance(feed: Feed, indicator: Indicator) -> tuple[int, int, float, str, str]:
    """A key that sorts what is most worth a place in a short list to the front.

    By confidence, the severest incident, the latest sighting; then type and value, so that the
    order is the same everywhere.
    """
    incidents = (feed.incidents_by_id.get(id_) for id_ in indicator.incident_ids)
    severity = max((_SEVERITIES[i.severity] for i in incidents if i), default=0)
    latest: datetime = max(m.last_seen or m.published for m in indicator.mentions)
    return (
        -indicator.confidence, -severity, -latest.timestamp(), indicator.type, indicator.value,
    )  # fmt: skip


class _Room:
    """What a list holds so far, and whether more of it would still be loaded."""

    def __init__(self, limit: Limit | None, head: int) -> None:
        self.lines: dict[Encoded, None] = {}
        self._limit = limit
        self._size = head

    def add(self, lines: Iterable[Encoded]) -> None:
        """All of these, or none: an indicator is carried whole or not at all."""
        new = dict.fromkeys(line for line in lines if line not in self.lines)
        if self._limit and new:
            size = self._size + sum(len(line) + 1 for line in new)
            if len(self.lines) + len(new) > self._limit.entries or size > self._limit.size:
                raise UnencodableError(self._limit.reason)
            self._size = size
        self.lines.update(new)


def _list(feed: Feed, format_: ListFormat, indicators: Iterable[Indicator]) -> Iterator[Emission]:
    limit = format_.limit
    # The head is written last, for it counts the entries; no count is longer than the limit.
    room = _Room(limit, len(_head(feed, format_, limit.entries).encode()) if limit else 0)
    carried: list[str] = []

    def omission(indicator: Indicator, kind: OmissionKind, reason: str) -> Omission:
        return Omission(indicator=indicator, kind=kind, reason=reason, artifact=format_.path)

    for indicator in indicators:
        try:
            room.add(format_.lines(indicator))
        except UnencodableError as error:
            yield omission(indicator, OmissionKind.SKIPPED, error.reason)
            continue
        carried.append(indicator.id)
        weaker = format_.weaker(indicator)
        if weaker:
            yield omission(indicator, OmissionKind.PARTIAL, weaker)
    ordered = list(room.lines) if limit else sorted(room.lines)
    head = _head(feed, format_, len(ordered))
    yield Artifact(
        path=format_.path,
        media_type="text/plain",
        chunks=line_chunks(head, ordered or _nothing(format_)),
        carries=carried,
    )


def _nothing(format_: ListFormat) -> list[Encoded]:
    return [format_.if_empty] if format_.if_empty is not None else []


def _head(feed: Feed, format_: ListFormat, count: int) -> str:
    preamble = "".join(f"{line}\n" for line in format_.preamble)
    if format_.template is None:
        return preamble
    head = list_head(
        feed, format_.path, format_.title, format_.about, count,
        mark=format_.mark, template=format_.template,
    )  # fmt: skip
    return head + preamble


def list_head(
    feed: Feed, path: str, title: str, about: str, count: int, *,
    mark: Encoded = HASH_MARK, template: str = "lists.txt",
) -> str:  # fmt: skip
    """The comment lines that say whose list this is, of which release, and how to read it."""
    profile = feed.profile
    return render(
        template,
        mark=mark,
        title=one_visible_line(f"{profile.name} {title}"),
        version=one_visible_line(feed.release.version),
        as_of=Encoded(format_instant(feed.as_of)),
        tlp=Encoded(profile.tlp_limit.label),
        licence=one_visible_line(profile.licence),
        count=count,
        url=one_visible_line(f"{profile.base_url}/v1/latest/{path}"),
        home=one_visible_line(profile.base_url),
        about=one_visible_line(about),
    )


def line_chunks(head: str, lines: Iterable[str]) -> Iterator[bytes]:
    """The head, then the lines, in pieces of a few thousand lines."""
    if head:
        yield head.encode()
    rest = iter(lines)
    while batch := list(islice(rest, 4096)):
        yield ("\n".join(batch) + "\n").encode()
