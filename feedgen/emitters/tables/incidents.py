"""`incidents.ndjson`: what the feed knows of each incident, one JSON object a line.

What pages, playbooks and responders would otherwise have to read out of prose. Abused accounts are
not in it: they are known so that they can be kept out (docs/sources.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from feedgen.emitters.tables.json_lines import Json, json_exposure, json_instant
from feedgen.model.attack import techniques
from feedgen.model.feed import Feed
from feedgen.model.ids import report_uuid
from feedgen.model.incident import Actor, Campaign, Incident, Malware, Reference, Status
from feedgen.model.indicator import Indicator


@dataclass(slots=True)
class _Values:
    """What the indicators of one incident come to."""

    by_type: Counter[str] = field(default_factory=Counter)
    by_action: Counter[str] = field(default_factory=Counter)
    revoked: int = 0
    first_seen: datetime | None = None
    last_seen: datetime | None = None


def incident_objects(
    feed: Feed, active: Iterable[Indicator], revoked: Iterable[Indicator]
) -> Iterator[Json]:
    """One object per published or withdrawn incident, by id.

    Args:
        feed: whose incidents these are.
        active: what indicators.ndjson lists.
        revoked: what revoked.csv lists.
    """
    values = _values(active, revoked)
    for incident in feed.incidents:
        if incident.status is not Status.DRAFT:
            yield _incident(feed, incident, values[incident.id])


def _values(active: Iterable[Indicator], revoked: Iterable[Indicator]) -> defaultdict[str, _Values]:
    found: defaultdict[str, _Values] = defaultdict(_Values)
    for indicator in active:
        for incident_id in indicator.incident_ids:
            said = found[incident_id]
            said.by_type[indicator.type] += 1
            said.by_action[indicator.action] += 1
        for mention in indicator.mentions:
            if mention.first_seen or mention.last_seen:
                said = found[mention.incident_id]
                said.first_seen = _earliest(said.first_seen, mention.first_seen)
                said.last_seen = _latest(said.last_seen, mention.last_seen)
    for indicator in revoked:
        for incident_id in indicator.incident_ids:
            found[incident_id].revoked += 1
    return found


def _incident(feed: Feed, incident: Incident, values: _Values) -> Json:
    uuid = report_uuid(feed.profile.namespace, incident.id)
    line = feed.ledger.lines.get(uuid)
    return {
        "id": incident.id,
        "uuid": uuid,
        "status": incident.status,
        "title": incident.title,
        "summary": incident.summary,
        "severity": incident.severity,
        "tlp": incident.tlp,
        "published": json_instant(incident.published),
        "created": json_instant(line.created if line else None),
        "modified": json_instant(line.modified if line else None),
        "withdrawn_at": json_instant(incident.withdrawn_at),
        "withdrawn_reason": incident.withdrawn_reason,
        "first_seen": json_instant(_first(incident, values)),
        "last_seen": json_instant(_last(incident, values)),
        "campaigns": [_campaign(campaign) for campaign in incident.campaigns],
        "actors": [_actor(actor) for actor in incident.actors],
        "malware": [_malware(malware) for malware in incident.malware],
        "techniques": [_technique(id_) for id_ in incident.techniques],
        "vulnerabilities": incident.vulnerabilities,
        "references": [_reference(reference) for reference in incident.references],
        "exposures": [json_exposure(exposure) for exposure in incident.exposures],
        "remediation": {
            "credentials": incident.remediation.credentials,
            "steps": incident.remediation.steps,
        },
        "notes": incident.notes,
        "counts": {
            "active": values.by_type.total(),
            "revoked": values.revoked,
            "by_type": _plain(values.by_type),
            "by_action": _plain(values.by_action),
        },
    }


def _first(incident: Incident, values: _Values) -> datetime | None:
    """The first start of any window, or an earlier sight of an indicator."""
    start = min((exposure.start for exposure in incident.exposures), default=None)
    return _earliest(start, values.first_seen)


def _last(incident: Incident, values: _Values) -> datetime | None:
    """The last end of any window, or a later sight of an indicator; None while one is open."""
    ends = [exposure.end for exposure in incident.exposures]
    if None in ends:
        return None
    return _latest(max((end for end in ends if end), default=None), values.last_seen)


def _earliest(*instants: datetime | None) -> datetime | None:
    return min((at for at in instants if at), default=None)


def _latest(*instants: datetime | None) -> datetime | None:
    return max((at for at in instants if at), default=None)


def _plain(counts: Mapping[str, int]) -> dict[str, int]:
    return {str(name): count for name, count in counts.items()}


def _campaign(campaign: Campaign) -> Json:
    return {
        "name": campaign.name,
        "aliases": campaign.aliases,
        "description": campaign.description,
        "first_seen": json_instant(campaign.first_seen),
        "last_seen": json_instant(campaign.last_seen),
    }


def _actor(actor: Actor) -> Json:
    return {"name": actor.name, "aliases": actor.aliases, "description": actor.description}


def _malware(malware: Malware) -> Json:
    return {
        "name": malware.name,
        "aliases": malware.aliases,
        "types": malware.types,
        "description": malware.description,
    }


def _technique(id_: str) -> Json:
    known = techniques().get(id_)
    return {"id": id_, "name": known.name if known else None}


def _reference(reference: Reference) -> Json:
    return {
        "name": reference.key,
        "title": reference.title,
        "url": reference.url,
        "date": reference.date,
    }
