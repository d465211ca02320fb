"""The graph: every object but the indicators, and which of them each incident's report refers to.

Built from incidents and from the indicators that the bundle holds; the same for claims and for
what is emitted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest

from feedgen.emitters.stix import description, names
from feedgen.emitters.stix.indicators import external_reference, incident_page, plain_role
from feedgen.emitters.stix.objects import (
    Properties,
    StixObject,
    identity_id,
    made_object,
    millis,
    one_line,
)
from feedgen.emitters.stix.relationships import Relationships
from feedgen.model.feed import Feed
from feedgen.model.incident import Incident, Status
from feedgen.model.indicator import Indicator, Mention

REPORT_LIMIT = 10_000
"""How many indicators of one incident its report refers to and relationships lead from. A list
has more; a report with a million references would be an object that no subscriber takes."""

_INFRASTRUCTURE: Mapping[str, str] = {
    "c2": "command-and-control",
    "command-and-control": "command-and-control",
    "delivery": "hosting-malware",
    "dropper": "hosting-malware",
    "exfiltration": "exfiltration",
    "payload": "hosting-malware",
    "phishing": "phishing",
    "staging": "staging",
}
"""The infrastructure type of a role."""
_NETWORK = frozenset({"domain", "ip", "url"})
_MALWARE_TO_INFRASTRUCTURE: Mapping[str, str] = {
    "command-and-control": "beacons-to",
    "exfiltration": "exfiltrates-to",
}
"""Relationship types that STIX 2.1 lists; `uses` for the rest."""


class Graph:
    """All objects around a feed's indicators."""

    def __init__(self, feed: Feed, indicators: Iterable[Indicator]) -> None:
        """Build it.

        Args:
            feed: whose incidents these are.
            indicators: those that the bundle holds, tombstones included, in the feed's order.
        """
        self._feed = feed
        self._members: dict[str, dict[str, None]] = {i.id: {} for i in feed.incidents}
        self._objects: dict[str, StixObject] = {}
        self._reports: dict[str, str] = {}
        self._actors = self._index(names.actors(feed))
        self._campaigns = self._index(names.campaigns(feed))
        self._malware = self._index(names.malware(feed))
        self._vulnerabilities = self._index(names.vulnerabilities(feed))
        self._techniques = self._index(names.attack_patterns(feed))
        self._relationships = Relationships(feed.profile)
        self._indicators, self._abridged = self._by_incident(indicators)
        for incident in feed.incidents:
            self._add_incident(incident)
        told = self._relationships.told()
        for incident in feed.incidents:
            for relationship in told.get(incident.id, ()):
                self._add(incident, relationship)
            report = self._report(incident)
            self._objects[report.id] = report
            self._reports[incident.id] = report.id

    def objects(self) -> Iterator[StixObject]:
        """Every object, by id."""
        return (self._objects[id_] for id_ in sorted(self._objects))

    def of_incident(self, incident: Incident) -> tuple[list[StixObject], Sequence[Indicator]]:
        """The report of an incident and what it refers to, by id; its indicators apart."""
        ids = {self._reports[incident.id], *self._members[incident.id]} & self._objects.keys()
        return [self._objects[id_] for id_ in sorted(ids)], self._indicators[incident.id]

    def _index(self, named: Iterable[tuple[str, StixObject]]) -> dict[str, str]:
        ids = {}
        for key, obj in named:
            self._objects[obj.id] = obj
            ids[key] = obj.id
        return ids

    def _by_incident(
        self, indicators: Iterable[Indicator]
    ) -> tuple[Mapping[str, list[Indicator]], set[str]]:
        """Up to `REPORT_LIMIT` indicators of each incident, and which incidents have more.

        What only a bulk list names has no relationships: a subscriber has to store each of them.
        """
        listed: dict[str, list[Indicator]] = defaultdict(list)
        abridged: set[str] = set()
        for indicator in indicators:
            if indicator.bulk:
                abridged.update(indicator.incident_ids)
                continue
            for id_ in indicator.incident_ids:
                listed[id_].append(indicator)
        abridged |= {id_ for id_, found in listed.items() if len(found) > REPORT_LIMIT}
        for id_ in abridged & listed.keys():
            listed[id_] = nsmallest(REPORT_LIMIT, listed[id_], key=_weight)
        return listed, abridged

    def _add_incident(self, incident: Incident) -> None:
        members = self._members[incident.id]
        actors = _known(self._actors, (names.folded(a.name) for a in incident.actors))
        campaigns = _known(self._campaigns, (names.folded(c.name) for c in incident.campaigns))
        malware = _known(self._malware, (names.folded(m.name) for m in incident.malware))
        vulnerabilities = _known(
            self._vulnerabilities, (id_.upper() for id_ in incident.vulnerabilities)
        )
        patterns = _known(self._techniques, incident.techniques)
        members |= dict.fromkeys((*campaigns, *actors, *malware, *vulnerabilities, *patterns))
        # Of several families nobody says which one a technique, a host or a value belongs to.
        family = malware if len(malware) == 1 else []
        used = (*malware, *patterns)
        for source, targets in ((campaigns, used), (actors, used), (family, patterns)):
            for user in source:
                for target in targets:
                    self._relationships.relate(incident, user, "uses", target)
        for campaign in campaigns:
            for actor in actors:
                self._relationships.relate(incident, campaign, "attributed-to", actor)
        self._add_remediation(incident, (*malware, *vulnerabilities))
        infrastructure = self._add_infrastructure(incident, actors, family)
        for indicator in self._indicators[incident.id]:
            members[f"indicator--{indicator.id}"] = None
            for mention in _mentions_in(indicator, incident):
                place = infrastructure.get(_infrastructure_type(mention))
                if place:
                    self._relationships.indicate(incident, indicator, place)
            for target in family or actors or campaigns:
                self._relationships.indicate(incident, indicator, target)

    def _add_remediation(self, incident: Incident, targets: Iterable[str]) -> None:
        text = description.of_remediation(incident)
        if not text:
            return
        properties = {"name": one_line(f"Remediation: {incident.title}"), "description": text}
        action = self._made(incident, "course-of-action", properties)
        self._add(incident, action)
        for target in targets:
            self._relationships.relate(incident, action.id, "remediates", target)

    def _add_infrastructure(
        self, incident: Incident, actors: Sequence[str], family: Sequence[str]
    ) -> dict[str | None, str]:
        """One object per role that the incident's hosts, addresses and URLs play."""
        types = {
            _infrastructure_type(mention)
            for indicator in self._indicators[incident.id]
            for mention in _mentions_in(indicator, incident)
        }
        found: dict[str | None, str] = {}
        for type_ in sorted(type_ for type_ in types if type_):
            name = f"{type_.replace('-', ' ').capitalize()}: {incident.title}"
            properties = {"name": one_line(name), "infrastructure_types": [type_]}
            place = self._made(incident, "infrastructure", properties, type_)
            self._add(incident, place)
            found[type_] = place.id
            relate = self._relationships.relate
            for actor in actors:
                relate(incident, actor, "uses", place.id)
            for malware in family:
                if type_ == "hosting-malware":
                    relate(incident, place.id, "delivers", malware)
                else:
                    verb = _MALWARE_TO_INFRASTRUCTURE.get(type_, "uses")
                    relate(incident, malware, verb, place.id)
        return found

    def _add(self, incident: Incident, obj: StixObject) -> None:
        self._objects[obj.id] = obj
        self._members[incident.id][obj.id] = None

    def _made(
        self, incident: Incident, type_: str, properties: Mapping[str, object], *parts: str
    ) -> StixObject:
        """An object that belongs to one incident, and is revoked with it."""
        return made_object(
            self._feed.profile, type_, (incident.id, *parts), properties,
            tlp=incident.tlp, revoked=incident.status is Status.WITHDRAWN,
        )  # fmt: skip

    def _report(self, incident: Incident) -> StixObject:
        properties: Properties = {
            "name": one_line(incident.title),
            "description": self._report_text(incident),
            "published": millis(incident.published),
            "report_types": ["malware", "threat-report"] if incident.malware else ["threat-report"],
            "labels": [f"severity:{incident.severity.value}"],
            # A report has to refer to something (§4.16), if only to who wrote it.
            "object_refs": sorted(self._members[incident.id]) or [identity_id(self._feed.profile)],
            "external_references": [
                incident_page(incident, self._feed),
                *(external_reference(reference) for reference in incident.references),
            ],
        }
        return self._made(incident, "report", properties)

    def _report_text(self, incident: Incident) -> str:
        text = description.of_report(incident)
        return f"{text}\n\n{description.ABRIDGED}" if incident.id in self._abridged else text


def _known(ids: Mapping[str, str], keys: Iterable[str]) -> list[str]:
    return [ids[key] for key in dict.fromkeys(keys) if key in ids]


def _weight(indicator: Indicator) -> tuple[int, int, str, str, int]:
    """What matters most comes first, so that a list does not push curated values out."""
    rank, confidence = indicator.action.rank, indicator.confidence
    return -rank, -confidence, indicator.type, indicator.value, indicator.generation


def _mentions_in(indicator: Indicator, incident: Incident) -> Iterator[Mention]:
    return (mention for mention in indicator.mentions if mention.incident_id == incident.id)


def _infrastructure_type(mention: Mention) -> str | None:
    if mention.observable.type not in _NETWORK or not mention.role:
        return None
    return _INFRASTRUCTURE.get(plain_role(mention.role))
