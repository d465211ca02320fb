"""STIX 2.1 (https://docs.oasis-open.org/cti/stix/v2.1/): the whole graph, and parts of it.

Plain dictionaries and orjson; the stix2 library judges them in the tests. docs/stix.md tells
subscribers what the objects are and what they are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from feedgen.emitters.stix.bundles import artifact, bundle
from feedgen.emitters.stix.graph import Graph
from feedgen.emitters.stix.indicators import IndicatorObjects
from feedgen.emitters.stix.objects import claim_of, identity
from feedgen.emitters.stix.oci_extension import extension_definition
from feedgen.emitters.stix.patterns import DECLINES, PATTERNS, refusal, weakness
from feedgen.model.artifact import Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, Indicator
from feedgen.model.ledger import Claim

_INCIDENT = "stix/incidents/{incident}.json"


@dataclass(frozen=True, slots=True)
class _Selection:
    """What is published: active indicators and tombstones that a pattern can say, in order."""

    detection: tuple[Indicator, ...]
    hunting: tuple[Indicator, ...]
    omissions: tuple[Omission, ...]


def _select(feed: Feed, *, account: bool = True) -> _Selection:
    """Which bundle each indicator goes to, and, where asked for, what is left out or weaker."""
    as_of = feed.as_of
    detection: list[Indicator] = []
    hunting: list[Indicator] = []
    omissions: list[Omission] = []
    for indicator in feed.indicators:
        active = indicator.is_active(as_of)
        if indicator.type not in PATTERNS or not (active or indicator.revoked):
            continue
        reason = refusal(indicator.observable)
        if reason is not None:
            if active:
                omissions.append(_omission(indicator, OmissionKind.SKIPPED, reason))
            continue
        (hunting if indicator.action is Action.HUNT else detection).append(indicator)
        weaker = weakness(indicator) if active and account else None
        if weaker:
            omissions.append(_omission(indicator, OmissionKind.PARTIAL, weaker))
    return _Selection(tuple(detection), tuple(hunting), tuple(omissions))


def _omission(indicator: Indicator, kind: OmissionKind, reason: str) -> Omission:
    return Omission(indicator=indicator, kind=kind, reason=reason)


def claims(feed: Feed) -> Iterator[Claim]:
    """Every versioned object, and every indicator even where STIX cannot say it.

    The line of an indicator in the ledger dates it in the tables and the delta too.
    """
    indicators = IndicatorObjects(feed)
    yield claim_of(identity(feed.profile))
    yield claim_of(extension_definition(feed.profile))
    yield from (indicators.claim(indicator) for indicator in feed.indicators)
    detection = _select(feed, account=False).detection
    yield from (claim_of(obj) for obj in Graph(feed, detection).objects())


def emit(feed: Feed) -> Iterator[Emission]:
    """The bundles, in order of path.

    A hunting indicator stands in `hunt.json` alone: no report and no relationship names it, since
    a reference would bring it into the bundles that alerts are made from.
    """
    selection = _select(feed)
    graph = Graph(feed, selection.detection)
    indicators = IndicatorObjects(feed)
    everything = bundle(feed, "stix/bundle.json", selection.detection, graph.objects())
    yield artifact(feed, indicators, everything)
    yield artifact(feed, indicators, bundle(feed, "stix/hunt.json", selection.hunting))
    for incident in feed.incidents:
        objects, members = graph.of_incident(incident)
        part = bundle(feed, _INCIDENT.format(incident=incident.id), members, objects)
        yield artifact(feed, indicators, part, EMITTER.files[_INCIDENT])
    yield artifact(feed, indicators, bundle(feed, "stix/indicators.json", selection.detection))
    yield from selection.omissions


EMITTER = Emitter(
    name="stix",
    title="STIX 2.1 bundles",
    url="https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html",
    accepts=frozenset(Action),
    emit=emit,
    requires=("jinja2",),
    files={
        "stix/bundle.json": "STIX 2.1 bundle",
        "stix/hunt.json": "STIX 2.1 bundle, to hunt",
        _INCIDENT: "STIX 2.1 bundle of the incident",
    },
    declines=DECLINES,
    claims=claims,
    bulk=True,
)
