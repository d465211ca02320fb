"""Small feeds for the network sensors, Suricata and Zeek: no corpus, any incident and any value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from feedgen.errors import Location
from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed, FeedProfile, ReleaseInfo
from feedgen.model.ids import indicator_uuid
from feedgen.model.incident import Incident, Reference, Severity, Status
from feedgen.model.indicator import Indicator, Match
from feedgen.model.instants import Duration
from feedgen.model.observables import Domain, Observable
from feedgen.model.tlp import Tlp
from tests.model.made_feeds import mention, stamped

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
PROFILE = FeedProfile(
    name="feedgen", contact="security@feedgen.example", description="A feed for tests.",
    namespace=UUID("0b6a8c6e-2f0d-4c39-9a44-6a5f3f6b0d51"), identity_created=NOW,
    sids=range(1_760_000, 1_770_000), base_url="https://feedgen.example", tlp_limit=Tlp.CLEAR,
    licence="CC0-1.0", formats=("suricata", "zeek"), validity={"default": Duration.parse("2y")},
)  # fmt: skip
INCIDENT = "hostile-2026-05"


def indicator(
    observable: Observable,
    *,
    incidents: Sequence[str] = (INCIDENT,),
    references: Sequence[str] = (),
    match: Match | None = None,
    **changes: Any,
) -> Indicator:
    """A blocking indicator; a domain covers what is below it unless told otherwise."""
    usual = Match.SUBDOMAINS if isinstance(observable, Domain) else Match.EXACT
    cited = tuple(Reference(key=url, title="A report", url=url) for url in references)
    mentions = tuple(
        mention(observable, incident_id=id_, match=match or usual, references=cited, **changes)
        for id_ in incidents
    )
    id_ = indicator_uuid(PROFILE.namespace, observable.type, observable.value, 1)
    return Indicator(id=id_, observable=observable, generation=1, mentions=mentions)


def incident(id_: str, title: str = "A hostile incident", **changes: Any) -> Incident:
    """A published incident without much to say."""
    return Incident(
        id=id_, location=Location("made.yml"), status=Status.PUBLISHED, title=title, summary="…",
        tlp=Tlp.CLEAR, severity=Severity.HIGH, published=NOW, **changes,
    )  # fmt: skip


def feed_of(
    emitter: Emitter,
    indicators: Sequence[Indicator],
    *,
    profile: FeedProfile = PROFILE,
    title: str = "A hostile incident",
    incidents: Sequence[Incident] = (),
) -> Feed:
    """The stamped feed of these indicators, as its first release."""
    named = sorted({id_ for one in indicators for id_ in one.incident_ids})
    feed = Feed(
        profile=profile,
        release=ReleaseInfo(version="2026.05.01.1", serial=1, as_of=NOW),
        incidents=tuple(incidents) or tuple(incident(id_, title) for id_ in named),
        indicators=tuple(sorted(indicators, key=lambda one: (one.type, one.value))),
        known_good=(),
    )
    return stamped(feed, emitter)
