"""FG301: indicators that are, or would also match, a value the sources call known good.

No exception is possible: whoever means the value must first take it out of `known_good`. An
overwritten tag may bear the label of a known-good image; that is what overwriting means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from feedgen.checks import Check
from feedgen.checks._hosts import host_of, is_address, is_host_only
from feedgen.checks._intervals import IntervalIndex
from feedgen.checks._standing import standing
from feedgen.checks._suffixes import SuffixIndex
from feedgen.errors import Finding
from feedgen.model.feed import Feed
from feedgen.model.incident import KnownGood
from feedgen.model.indicator import Match, Mention, TagDetail, TagStanding
from feedgen.model.observables import (
    ActionRef,
    Commit,
    Domain,
    ImageDigest,
    ImageTag,
    Ip,
    Md5,
    Observable,
    Package,
    Repository,
    RepositoryPattern,
    Sha1,
    Sha256,
    Url,
)

CODE = "FG301"

_HASHES = (Commit, ImageDigest, Md5, Sha1, Sha256)


@dataclass(slots=True)
class _Good:
    """The known-good values, arranged by the ways in which an indicator can meet one."""

    values: dict[tuple[str, str], KnownGood] = field(default_factory=dict)
    """By kind and value; hashes and digests are one kind, since formats compare the digits."""
    names: dict[tuple[str, str], KnownGood] = field(default_factory=dict)
    """Tags and refs that known-good images and commits are labelled with."""
    packages: dict[str, KnownGood] = field(default_factory=dict)
    """One version of each package, by the package without it."""
    hosts: SuffixIndex[KnownGood] = field(default_factory=lambda: SuffixIndex(()))
    networks: IntervalIndex[KnownGood] = field(default_factory=lambda: IntervalIndex(()))
    repositories: dict[str, KnownGood] = field(default_factory=dict)
    """By every beginning of a known-good repository name."""
    repository_names: dict[str, KnownGood] = field(default_factory=dict)


def _arranged(values: Iterable[KnownGood]) -> _Good:
    good = _Good()
    hosts: list[tuple[str, KnownGood]] = []
    networks: list[tuple[str, KnownGood]] = []
    for known in values:
        observable = known.observable
        good.values.setdefault(_key(observable), known)
        if known.label and known.repository and isinstance(observable, ImageDigest):
            good.names.setdefault((ImageTag.type, f"{known.repository}:{known.label}"), known)
        elif known.label and known.repository and isinstance(observable, Commit):
            good.names.setdefault((ActionRef.type, f"{known.repository}@{known.label}"), known)
        elif isinstance(observable, Package):
            good.packages.setdefault(_unversioned(observable.value), known)
        elif isinstance(observable, Repository):
            good.repository_names.setdefault(observable.value, known)
            for end in range(1, len(observable.value) + 1):
                good.repositories.setdefault(observable.value[:end], known)
        host = observable.value if isinstance(observable, Ip) else host_of(observable)
        if host is not None:
            (networks if isinstance(observable, Ip) or is_address(host) else hosts).append(
                (host, known)
            )
    good.hosts, good.networks = SuffixIndex(hosts), IntervalIndex(networks)
    return good


def _key(observable: Observable) -> tuple[str, str]:
    if isinstance(observable, _HASHES):
        return "hash", observable.value.rpartition(":")[2]
    return observable.type, observable.value


def _unversioned(purl: str) -> str:
    return purl.partition("@")[0]


def _run(feed: Feed) -> Iterator[Finding]:
    if not feed.known_good:
        return
    good = _arranged(feed.known_good)
    for mention in standing(feed):
        known = _met(good, mention)
        if known is not None:
            yield Finding(
                mention.location,
                CODE,
                f'"{mention.observable}" {_relation(mention.observable, known)}',
                "remove one of the two: this has no exceptions",
            )


def _relation(observable: Observable, known: KnownGood) -> str:
    name = f" ({_name(known)})" if _name(known) else ""
    if _key(known.observable) == _key(observable):
        return f"is known good{name} by {known.location}"
    title = known.observable.title
    return f'would match the known-good {title} "{known.observable}"{name} of {known.location}'


def _name(known: KnownGood) -> str:
    if known.repository and known.label:
        at = "@" if isinstance(known.observable, Commit) else ":"
        return f"{known.repository}{at}{known.label}"
    return known.repository or known.label or ""


def _met(good: _Good, mention: Mention) -> KnownGood | None:
    value = mention.observable.value
    known = good.values.get(_key(mention.observable))
    if known is not None:
        return known
    match mention.observable:
        case ImageTag(type=type_) | ActionRef(type=type_) if _always_hits(mention):
            known = good.names.get((type_, value))
        case Domain() if mention.match is Match.SUBDOMAINS and good.hosts.at(value) is None:
            under = good.hosts.under(value)
            known = None if under is None else under[1]
        case Domain():
            known = good.hosts.at(value)
        case Package():
            known = _package(good, value)
        case Repository() if mention.match is Match.PREFIX:
            known = good.repositories.get(value)
        case RepositoryPattern():
            pattern = re.compile(value, re.IGNORECASE)
            names = good.repository_names.items()
            known = next((good_ for name, good_ in names if pattern.fullmatch(name)), None)
        case Ip():
            known = _at_host(good, value)
        case Url() as url if is_host_only(value):
            known = _at_host(good, host_of(url) or "")
    return known


def _always_hits(mention: Mention) -> bool:
    detail = mention.detail
    return (
        isinstance(detail, TagDetail)
        and detail.standing is TagStanding.CREATED
        and detail.reissued is None
    )


def _package(good: _Good, value: str) -> KnownGood | None:
    bare = _unversioned(value)
    if bare == value:
        return good.packages.get(bare)
    return good.values.get((Package.type, bare))


def _at_host(good: _Good, host: str) -> KnownGood | None:
    """Of an address, a network or a name."""
    if is_address(host.partition("/")[0]):
        hit = good.networks.overlapping(host)
        return None if hit is None else hit[1]
    return good.hosts.at(host)


CHECK = Check(
    code=CODE, name="known_good", title="values that the sources call known good", run=_run
)
