"""Events: one for each incident, and a fixed number for the values of all bulk lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from feedgen.emitters.misp.attributes import (
    Json,
    Scope,
    entry_of,
    exposure_text,
    file_entry,
    listed_attribute,
)
from feedgen.emitters.misp.forms import plain
from feedgen.emitters.misp.placement import (
    EVENT_KIND,
    HASHES,
    LIST_KIND,
    FileObject,
    Partitions,
    file_objects,
)
from feedgen.emitters.misp.text import comment, markdown, one_line, quoted
from feedgen.errors import UnencodableError
from feedgen.model.attack import techniques
from feedgen.model.incident import Incident, Severity, Status
from feedgen.model.indicator import Indicator
from feedgen.model.tlp import Tlp

_THREAT_LEVELS = {
    Severity.CRITICAL: "1",
    Severity.HIGH: "1",
    Severity.MEDIUM: "2",
    Severity.LOW: "3",
    Severity.INFORMATIONAL: "4",
}
"""MISP's high, medium, low and undefined."""
_INFO_LIMIT = 500
_LINK = re.compile(r"https?://[!-~]+")
"""MISP drops a link of any other form."""
_CVE = re.compile(r"CVE-[0-9]{4}-[0-9]{4,}")


@dataclass(slots=True, kw_only=True)
class Event:
    """One event before it has a timestamp and a date."""

    id: str
    kind: str
    key: str
    head: Json
    tags: list[str]
    entries: list[Json] = field(default_factory=list)
    members: list[Indicator] = field(default_factory=list)
    """Whose values it has, in order."""
    undated: list[Json] = field(default_factory=list)
    """Attributes and reports that change with the event only: their timestamp is its."""
    reports: list[Json] = field(default_factory=list)

    def body(self, **stamps: object) -> Json:
        """The event's JSON."""
        return {
            **self.head,
            **stamps,
            "uuid": self.id,
            "analysis": "2",
            "published": True,
            "Tag": [{"name": name} for name in self.tags],
            "Attribute": [entry for entry in self.entries if "Attribute" not in entry],
            "Object": [entry for entry in self.entries if "Attribute" in entry],
            "EventReport": self.reports,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A value that MISP has no place for."""

    indicator: Indicator
    reason: str


def incident_events(
    scope: Scope, incident: Incident
) -> tuple[list[Event], list[Refused], list[FileObject]]:
    """The event of an incident, or several where one would be too large."""
    refused: list[Refused] = []
    made: list[tuple[str, Json, tuple[Indicator, ...]]] = []
    own = scope.placement.curated.get(incident.id, ())
    for indicator in own:
        if indicator.type in HASHES:
            continue
        try:
            made.append((indicator.id, entry_of(scope, indicator), (indicator,)))
        except UnencodableError as error:
            refused.append(Refused(indicator=indicator, reason=error.reason))
    hashes, bad = _encodable(i for i in own if i.type in HASHES)
    refused += bad
    files = file_objects(scope.feed, scope.placement, incident, hashes)
    made += [(file.id, file_entry(scope, file), file.members) for file in files]
    described = list(_described(scope, incident))
    weight = len(described) + sum(_size(entry) for _, entry, _ in made)
    partitions = Partitions(scope.feed, EVENT_KIND, incident.id, weight)
    events = [_incident_event(incident, partitions, n) for n in range(partitions.count)]
    for id_, entry, members in made:
        event = events[partitions.number_of(id_)]
        event.entries.append(entry)
        event.members += members
    events[0].entries += described
    events[0].reports = [_report(scope, incident)]
    events[0].undated = [*described, *events[0].reports]
    return events, refused, files


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPart:
    """One event of the bulk lists."""

    head: Event
    """The event before there is a value in it."""
    members: list[Indicator]

    def filled(self, scope: Scope) -> tuple[Event, list[Refused]]:
        """The event with its values: thousands, so that only one should be held at a time."""
        event = replace(self.head, entries=[], members=[])
        refused = []
        for member in self.members:
            try:
                event.entries.append(listed_attribute(scope, member))
                event.members.append(member)
            except UnencodableError as error:
                refused.append(Refused(indicator=member, reason=error.reason))
        return event, refused


def list_parts(scope: Scope) -> list[ListPart]:
    """The events of all bulk lists."""
    listed = scope.placement.listed
    partitions = Partitions(scope.feed, LIST_KIND, "", len(listed))
    if not listed and partitions.id(0) not in scope.feed.ledger:
        return []
    parts: list[list[Indicator]] = [[] for _ in range(partitions.count)]
    for indicator in listed:
        parts[partitions.number_of(indicator.id)].append(indicator)
    return [
        ListPart(head=_list_head(partitions, number, members), members=members)
        for number, members in enumerate(parts)
    ]


def _list_head(partitions: Partitions, number: int, members: list[Indicator]) -> Event:
    tlp = max((member.tlp for member in members), key=lambda tlp: tlp.rank, default=Tlp.CLEAR)
    info = f"Values of bulk lists{_part(number, partitions.count)}"
    return Event(
        id=partitions.id(number), kind=LIST_KIND, key=partitions.key(number),
        head={"info": info, "threat_level_id": "4"},
        tags=[f"tlp:{tlp.value}", 'feedgen:source="lists"'],
    )  # fmt: skip


def _encodable(indicators: Iterable[Indicator]) -> tuple[list[Indicator], list[Refused]]:
    """Hashes share objects, so that one bad value must not take its siblings along."""
    good, bad = [], []
    for indicator in indicators:
        try:
            plain(indicator)
            good.append(indicator)
        except UnencodableError as error:
            bad.append(Refused(indicator=indicator, reason=error.reason))
    return good, bad


def _size(entry: Json) -> int:
    attributes = entry.get("Attribute")
    return len(attributes) if isinstance(attributes, list) else 1


def _part(number: int, count: int) -> str:
    return f" (part {number + 1} of {count})" if count > 1 else ""


def _incident_event(incident: Incident, partitions: Partitions, number: int) -> Event:
    withdrawn = "Withdrawn: " if incident.status is Status.WITHDRAWN else ""
    title = f"{withdrawn}{one_line(incident.title)}"[:_INFO_LIMIT]
    return Event(
        id=partitions.id(number), kind=EVENT_KIND, key=partitions.key(number),
        head={
            "info": f"{title}{_part(number, partitions.count)}",
            "date": incident.published.date().isoformat(),
            "threat_level_id": _THREAT_LEVELS[incident.severity],
        },
        tags=list(_tags(incident)),
    )  # fmt: skip


def _tags(incident: Incident) -> Iterator[str]:
    yield f"tlp:{incident.tlp.value}"
    yield f'feedgen:incident="{quoted(incident.id)}"'
    if incident.status is Status.WITHDRAWN:
        yield "feedgen:withdrawn"
    for actor in incident.actors:
        yield f'misp-galaxy:threat-actor="{quoted(actor.name)}"'
    known = techniques()
    for id_ in incident.techniques:
        name = f"{known[id_].name} - {id_}"
        yield f'misp-galaxy:mitre-attack-pattern="{quoted(name)}"'


def _described(scope: Scope, incident: Incident) -> Iterator[Json]:
    """What is told of the incident in attributes: none of it is to be acted upon."""
    for reference in incident.references:
        if not _LINK.fullmatch(reference.url):
            continue
        dated = f"{reference.title} ({reference.date})" if reference.date else reference.title
        yield _plain(scope, "link", "External analysis", reference.url, dated)
    for campaign in incident.campaigns:
        aliases = f"Also {', '.join(campaign.aliases)}" if campaign.aliases else ""
        about = comment([aliases, campaign.description or ""])
        yield _plain(scope, "campaign-name", "Attribution", one_line(campaign.name), about)
    for id_ in incident.vulnerabilities:
        # MISP takes nothing but CVE numbers here; the report has the others.
        if _CVE.fullmatch(id_):
            yield _plain(scope, "vulnerability", "External analysis", id_, "")


def _plain(scope: Scope, type_: str, category: str, value: str, about: str) -> Json:
    return {
        "uuid": scope.made_uuid("misp-described", type_, value),
        "type": type_,
        "category": category,
        "value": value,
        "to_ids": False,
        "disable_correlation": type_ != "vulnerability",
        "deleted": False,
        "comment": comment([about]),
    }


def _report(scope: Scope, incident: Incident) -> Json:
    lines = [markdown(incident.summary)]
    if incident.withdrawn_at:
        lines.insert(0, markdown(f"Withdrawn: {incident.withdrawn_reason or 'no reason given'}"))
    malware = ", ".join(malware.name for malware in incident.malware)
    if malware:
        lines.append(markdown(f"Malware: {malware}"))
    if incident.vulnerabilities:
        lines.append(markdown(f"Vulnerabilities: {', '.join(incident.vulnerabilities)}"))
    lines += [markdown(exposure_text(exposure)) for exposure in incident.exposures]
    lines += [markdown(note) for note in incident.notes]
    lines += [f"1. {markdown(one_line(step))}" for step in incident.remediation.steps]
    return {
        "uuid": scope.made_uuid("misp-report"),
        "name": one_line(incident.title)[:_INFO_LIMIT],
        "content": "\n\n".join(lines),
        # MISP gives attributes the event's distribution, but keeps a report to one organisation.
        "distribution": "5",
        "deleted": False,
    }
