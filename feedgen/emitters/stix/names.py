"""What several incidents may name, one object each: campaigns, actors, malware and the like.

Only incidents that stand are listened to, and of those only the ones with the widest marking, so
that nothing told under a narrow marking leaks and nothing public hides behind it. These objects
are never revoked: a later incident may name them again, and revocation would be for ever.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote

from feedgen.emitters.stix.objects import (
    SPEC_VERSION,
    Clock,
    Properties,
    StixObject,
    made_object,
    millis,
    one_line,
)
from feedgen.model.attack import Technique, techniques
from feedgen.model.feed import Feed
from feedgen.model.incident import Actor, Campaign, Incident, Malware, Status
from feedgen.model.tlp import Tlp

T = TypeVar("T", Actor, Campaign, Malware)

_VULNERABILITY_PAGES: Mapping[str, tuple[str, str]] = {
    "CVE": ("cve", "https://www.cve.org/CVERecord?id="),
    "GHSA": ("ghsa", "https://github.com/advisories/"),
    "GO": ("osv", "https://osv.dev/vulnerability/"),
    "MAL": ("osv", "https://osv.dev/vulnerability/"),
    "PYSEC": ("osv", "https://osv.dev/vulnerability/"),
}
"""Source name and page by the id's first part."""


def folded(name: str) -> str:
    """What makes two names the same name: neither case nor the width of spaces counts."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def standing(feed: Feed) -> list[Incident]:
    """The incidents that are not withdrawn, earliest first."""
    found = [i for i in feed.incidents if i.status is not Status.WITHDRAWN]
    return sorted(found, key=lambda incident: (incident.published, incident.id))


def actors(feed: Feed) -> Iterator[tuple[str, StixObject]]:
    """One object per folded name."""
    for key, tlp, entries in _grouped(feed, lambda incident: incident.actors):
        properties = {**_merged(entries), "threat_actor_types": ["unknown"]}
        yield key, made_object(feed.profile, "threat-actor", (key,), properties, tlp=tlp)


def campaigns(feed: Feed) -> Iterator[tuple[str, StixObject]]:
    """One object per folded name, from the first to the last time that anybody gives."""
    for key, tlp, entries in _grouped(feed, lambda incident: incident.campaigns):
        first = min((entry.first_seen for entry in entries if entry.first_seen), default=None)
        last = max((entry.last_seen for entry in entries if entry.last_seen), default=None)
        properties = {
            **_merged(entries),
            "first_seen": millis(first) if first else None,
            "last_seen": millis(last) if last else None,
        }
        yield key, made_object(feed.profile, "campaign", (key,), properties, tlp=tlp)


def malware(feed: Feed) -> Iterator[tuple[str, StixObject]]:
    """One object per folded name."""
    for key, tlp, entries in _grouped(feed, lambda incident: incident.malware):
        types = {"-".join(type_.lower().split()) for entry in entries for type_ in entry.types}
        properties = {
            **_merged(entries),
            "is_family": True,
            "malware_types": sorted(types) or ["unknown"],
        }
        yield key, made_object(feed.profile, "malware", (key,), properties, tlp=tlp)


def vulnerabilities(feed: Feed) -> Iterator[tuple[str, StixObject]]:
    """One object per id of a catalogue."""
    named_by = _by_key((id_.upper(), incident.tlp) for incident in standing(feed)
                       for id_ in incident.vulnerabilities)  # fmt: skip
    for id_, limits in sorted(named_by.items()):
        properties = _vulnerability(id_)
        widest = min(limits, key=_rank)
        yield id_, made_object(feed.profile, "vulnerability", (id_,), properties, tlp=widest)


def _vulnerability(id_: str) -> Properties:
    prefix = id_.partition("-")[0]
    source, page = _VULNERABILITY_PAGES.get(prefix, (prefix.lower(), ""))
    # GitHub writes its ids in lower case after the prefix, and its pages insist.
    shown = f"{prefix}{id_.removeprefix(prefix).lower()}" if source == "ghsa" else id_
    reference: Properties = {"source_name": source, "external_id": shown}
    if page:
        reference["url"] = page + quote(shown)
    return {"name": one_line(shown), "external_references": [reference]}


def attack_patterns(feed: Feed) -> Iterator[tuple[str, StixObject]]:
    """ATT&CK's own objects under its own ids, with as much as a reader needs to recognise them."""
    known = techniques()
    for id_ in sorted({id_ for incident in standing(feed) for id_ in incident.techniques}):
        yield id_, _attack_pattern(known[id_])


def _attack_pattern(technique: Technique) -> StixObject:
    return StixObject(
        id=technique.stix_id, key=technique.id, clock=Clock.ATTACK,
        properties={
            "type": "attack-pattern", "spec_version": SPEC_VERSION, "id": technique.stix_id,
            "name": technique.name,
            "external_references": [{"source_name": "mitre-attack", "external_id": technique.id,
                                     "url": technique.url}],
            "kill_chain_phases": [{"kill_chain_name": "mitre-attack", "phase_name": tactic}
                                  for tactic in technique.tactics],
        },
    )  # fmt: skip


def _merged(entries: Sequence[Actor | Campaign | Malware]) -> Properties:
    """The first spelling is the name, all others are aliases; descriptions follow each other."""
    name = entries[0].name
    spellings = {name for entry in entries for name in (entry.name, *entry.aliases)} - {name}
    texts = dict.fromkeys(entry.description for entry in entries if entry.description)
    return {
        "name": one_line(name),
        "aliases": sorted(spellings),
        "description": "\n\n".join(texts),
    }


def _grouped(
    feed: Feed, entries_of: Callable[[Incident], Iterable[T]]
) -> Iterator[tuple[str, Tlp, list[T]]]:
    """By folded name: the widest marking, and what incidents with that marking say."""
    said = _by_key((folded(entry.name), (incident.tlp, entry)) for incident in standing(feed)
                   for entry in entries_of(incident))  # fmt: skip
    for key, entries in sorted(said.items()):
        widest = min((tlp for tlp, _ in entries), key=_rank)
        yield key, widest, [entry for tlp, entry in entries if tlp is widest]


V = TypeVar("V")


def _by_key(pairs: Iterable[tuple[str, V]]) -> dict[str, list[V]]:
    found: dict[str, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _rank(tlp: Tlp) -> int:
    return tlp.rank
