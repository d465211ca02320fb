"""What a rule says besides its match: category, class, references, and metadata as ET writes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedgen.emitters.rendering import Encoded, allowed_prose
from feedgen.emitters.suricata.encoding import reference, word
from feedgen.model.attack import TACTIC_IDS, techniques
from feedgen.model.feed import Feed
from feedgen.model.incident import Incident, Severity
from feedgen.model.indicator import Indicator

MAX_REFERENCES = 5
MAX_IDS = 40
"""Indicator ids in one rule; Suricata refuses rules of 8,192 bytes and more."""
_MAX_NAMES = 5
_MAX_TITLE = 80
"""Characters."""
_CATEGORIES = {
    "c2": "C2",
    "exfiltration": "EXFILTRATION",
    "payload": "PAYLOAD",
    "dropper": "PAYLOAD",
}
"""By role, the gravest first."""
_SEVERITIES = {
    Severity.INFORMATIONAL: "Informational",
    Severity.LOW: "Minor",
    Severity.MEDIUM: "Major",
    Severity.HIGH: "Major",
    Severity.CRITICAL: "Critical",
}
_ON_THE_WIRE = ("command-and-control", "exfiltration", "initial-access")
"""Tactics that traffic is evidence of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The part that the rules of one indicator, or of one list, have in common."""

    category: str
    """`C2`, `EXFILTRATION`, `PAYLOAD`, or else `MALWARE`."""
    producer: Encoded
    """The feed's, in capitals, as the first word of `msg`."""
    title: Encoded
    """Of the first incident; may be empty."""
    references: tuple[Encoded, ...]
    metadata: Encoded
    """Pairs as `key value`, by key, joined by commas."""


def context_of(
    feed: Feed,
    members: Sequence[Indicator],
    incident_ids: Sequence[str],
    action_key: str = "feedgen_action",
) -> Context:
    """The context of indicators that one rule covers.

    Args:
        feed: whose incidents are looked up.
        members: at least one; the lowest confidence and the narrowest TLP of them count.
        incident_ids: the incidents that the rule names; the first gives the title.
        action_key: which metadata tells what the feed's policy lets be done.
    """
    incidents = [feed.incidents_by_id[id_] for id_ in incident_ids if id_ in feed.incidents_by_id]
    mentions = [mention for member in members for mention in member.mentions]
    urls = {ref.url for mention in mentions for ref in mention.references}
    usable = [encoded for url in sorted(urls) if (encoded := reference(url)) is not None]
    # Sets first: a list may have a million members, but there are few actions and markings.
    action = word(min({m.action for m in members}, key=lambda action: action.rank))
    pairs = dict.fromkeys((
        (action_key, action), *_of_members(members), *_of_incidents(incidents, incident_ids),
    ))  # fmt: skip
    return Context(
        category=_category(members),
        producer=allowed_prose(feed.profile.name.upper(), 30),
        title=allowed_prose(incidents[0].title if incidents else "", _MAX_TITLE),
        references=tuple(usable[:MAX_REFERENCES]),
        # By key alone: within a key the order is kept, so that ids and names stay side by side.
        metadata=Encoded(
            ", ".join(
                f"{key} {value}" for key, value in sorted(pairs, key=lambda pair: pair[0]) if value
            )
        ),
    )


def _category(members: Sequence[Indicator]) -> str:
    """The gravest role that all of them have: a list is not C2 because one of its values is."""
    for role, category in _CATEGORIES.items():
        if all(role in member.roles for member in members):
            return category
    return "MALWARE"


def _of_members(members: Sequence[Indicator]) -> Iterator[tuple[str, Encoded]]:
    yield "attack_target", Encoded("Client_and_Server")
    confidence = min(member.confidence for member in members)
    level = "High" if confidence >= 70 else "Medium" if confidence >= 30 else "Low"
    yield "confidence", Encoded(level)
    yield "tlp", word(max({member.tlp for member in members}, key=lambda tlp: tlp.rank))
    if len(members) <= MAX_IDS:
        for member in members:
            yield "feedgen_indicator", word(member.id)


def _of_incidents(
    incidents: Sequence[Incident], incident_ids: Sequence[str]
) -> Iterator[tuple[str, Encoded]]:
    for id_ in incident_ids[:_MAX_NAMES]:
        yield "feedgen_incident", word(id_)
    severities = list(Severity)
    severity = max(
        (incident.severity for incident in incidents), key=severities.index, default=Severity.MEDIUM
    )
    yield "signature_severity", Encoded(_SEVERITIES[severity])
    families = sorted({malware.name for incident in incidents for malware in incident.malware})
    for family in families[:_MAX_NAMES]:
        yield "malware_family", word(family)
    ids = sorted({id_ for incident in incidents for id_ in incident.techniques})
    seen = [found for id_ in ids if (found := techniques().get(id_)) and _tactic(found.tactics)]
    for technique in seen[:_MAX_NAMES]:
        tactic = _tactic(technique.tactics)
        yield "mitre_tactic_id", word(TACTIC_IDS[tactic])
        yield "mitre_tactic_name", word(tactic.replace("-", " ").title())
        yield "mitre_technique_id", word(technique.id)
        yield "mitre_technique_name", word(technique.name)


def _tactic(tactics: Sequence[str]) -> str:
    return next((tactic for tactic in _ON_THE_WIRE if tactic in tactics), "")
