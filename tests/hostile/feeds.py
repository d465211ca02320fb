"""Makes feeds of any mentions, runs an emitter over one as a release does, and keeps what it said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feedgen.errors import Location
from feedgen.model.artifact import Artifact, Emission, Emitter, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.incident import Incident, KnownGood, Severity, Status
from feedgen.model.indicator import (
    Action,
    CarrierDetail,
    CommitDetail,
    Detail,
    FileDetail,
    ImageDetail,
    ImageKind,
    Indicator,
    Match,
    Mention,
    TagDetail,
    TagStanding,
)
from feedgen.model.ledger import Claim, Ledger
from feedgen.model.observables import Carrier, Observable
from feedgen.model.tlp import Tlp
from tests.model.made_feeds import accounted, base, indicator, mention

INCIDENT = "hostile-2026-05"
PUBLISHED = datetime(2026, 4, 22, tzinfo=UTC)
_DETAILS: dict[str, Detail] = {
    "image_digest": ImageDetail(
        repositories=("docker.io/hostile/image",), kind=ImageKind.INDEX,
        mirrors=("mirror.example/hostile/image",),
    ),
    "image_tag": TagDetail(standing=TagStanding.CREATED),
    "action_ref": TagDetail(standing=TagStanding.CREATED),
    "commit": CommitDetail(repositories=("github.com/hostile/action",)),
    "carrier": CarrierDetail(refs="all", because="It builds from a movable tag."),
    "sha256": FileDetail(name="hostile.bin"),
    "sha1": FileDetail(name="hostile.bin"),
    "md5": FileDetail(name="hostile.bin"),
}  # fmt: skip
_MATCHES = {"domain": Match.SUBDOMAINS, "process": Match.CONTAINS}


def incident(id_: str = INCIDENT, **changes: object) -> Incident:
    """A published incident without much to say."""
    plain = Incident(
        id=id_, location=Location("made.yml"), status=Status.PUBLISHED, title="Hostile values",
        summary="Somebody chose every value.", tlp=Tlp.CLEAR, severity=Severity.HIGH,
        published=PUBLISHED,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def said(observable: Observable, incident_id: str = INCIDENT, **changes: object) -> Mention:
    """What a source says at the least of a value of this type; all to be blocked."""
    usual = {
        "incident_id": incident_id,
        "detail": _DETAILS.get(observable.type),
        "match": _MATCHES.get(observable.type, Match.EXACT),
        "action": Action.HUNT if isinstance(observable, Carrier) else Action.BLOCK,
    }
    return mention(observable, **(usual | changes))


def feed_of(
    emitter: Emitter,
    mentions: Iterable[Mention | Indicator],
    incidents: Sequence[Incident],
    known_good: Iterable[KnownGood] = (),
    **producer: Any,
) -> Feed:
    """A stamped feed of these, each of another value, of a producer who may be hostile too."""
    profile = replace(base().profile, sids=range(1_000_000, 1_100_000), **producer)
    good = tuple(sorted(known_good, key=lambda g: (g.observable.type, g.observable.value)))
    feed = replace(base(), profile=profile, incidents=tuple(incidents), known_good=good)
    return _stamped(replace(feed, indicators=joined(mentions)), emitter)


def joined(mentions: Iterable[Mention | Indicator]) -> tuple[Indicator, ...]:
    """An indicator for each mention, in the order of a feed."""
    # A lone surrogate and the text that spells it have one id, which is derived from that spelling.
    made = {one.id: one for one in map(_joined, mentions)}
    return tuple(sorted(made.values(), key=lambda one: (one.type, one.value)))


def _joined(one: Mention | Indicator) -> Indicator:
    if isinstance(one, Indicator):
        return one
    if one.is_live:
        return indicator(base(), one)
    last = one.history[-1]
    return indicator(base(), one, revoked_at=last.at, revoked_reason=last.reason)


def _stamped(feed: Feed, emitter: Emitter) -> Feed:
    """With a line in the ledger for every indicator, and for all that the emitter claims."""
    claims = {claim.id: claim for claim in emitter.claims(feed)}
    for one in feed.indicators:
        plain = Claim(id=one.id, kind="indicator", key=f"{one.type} {one.id}", content=b"")
        claims.setdefault(one.id, plain)
    ledger = Ledger().advance(claims.values(), as_of=feed.as_of, serial=1, sids=feed.profile.sids)
    return replace(feed, ledger=ledger)


def apart(observables: Iterable[Observable]) -> Iterator[Observable]:
    """Without domains below another one, which a list of names leaves to that."""
    kept = tuple(observables)
    names = {one.value for one in kept if one.type == "domain"}
    for one in kept:
        labels = one.value.split(".")
        above = {".".join(labels[at:]) for at in range(1, len(labels))}
        if one.type != "domain" or not above & names:
            yield one


@dataclass(slots=True)
class Compiled:
    """What an emitter wrote and said."""

    folder: Path
    carried: list[Indicator] = field(default_factory=list)
    skipped: list[Indicator] = field(default_factory=list)
    reasons: set[str] = field(default_factory=set)
    unread: set[str] = field(default_factory=set)
    """Carried types of which the reader wanted to see no value."""


def compiled(emitter: Emitter, feed: Feed, folder: Path) -> Compiled:
    """Runs an emitter as a release does.

    Raises:
        InternalError: for an indicator that is neither carried nor reported.
    """
    told = Compiled(folder)
    carried: set[str] = set()

    def remembered(ids: Iterable[str]) -> Iterator[str]:
        for id_ in ids:
            carried.add(id_)
            yield id_

    def emit(given: Feed) -> Iterator[Emission]:
        for item in emitter.emit(given):
            if isinstance(item, Artifact):
                yield replace(item, carries=remembered(item.carries))
            else:
                told.reasons.add(item.reason)
                if item.kind is OmissionKind.SKIPPED:
                    told.skipped.append(item.indicator)
                yield item

    accounted(replace(emitter, emit=emit), feed, folder)
    told.carried = [one for one in feed.active if one.id in carried]
    return told
