"""`playbooks/<incident>.md`: what to do about one incident, with its own values in the commands.

One page per incident, with the same seven steps on each. `lists` says which values the commands
look for, `page` fills the templates of `templates/playbook/`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterator, Mapping

from feedgen.emitters.playbooks.lists import checked
from feedgen.emitters.playbooks.page import page, withdrawn_page
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.incident import Status
from feedgen.model.indicator import Action, Indicator


def emit(feed: Feed) -> Iterator[Emission]:
    """A page per published incident, a short one per withdrawn incident, and what no page holds."""
    refused = yield from _refused(feed)
    by_incident = _by_incident(feed, refused)
    types = _types_by_incident(feed, refused)
    for incident in feed.incidents:
        if incident.status is Status.DRAFT:
            continue
        chosen = by_incident.get(incident.id, [])
        withdrawn = incident.status is Status.WITHDRAWN
        left_out = types.get(incident.id, frozenset())
        text = (
            withdrawn_page(feed, incident)
            if withdrawn
            else page(feed, incident, chosen, refused=left_out)
        )
        yield Artifact(
            path=f"playbooks/{incident.id}.md",
            media_type="text/markdown",
            title="Playbook, Markdown",
            chunks=[text.encode()],
            carries=() if withdrawn else [indicator.id for indicator in chosen],
        )


def _refused(feed: Feed) -> Generator[Omission, None, set[str]]:
    """Omissions of values that no list can hold; returns their ids."""
    refused: set[str] = set()
    for indicator in feed.select(actions=frozenset(Action)):
        try:
            checked(indicator)
        except UnencodableError as error:
            refused.add(indicator.id)
            yield Omission(indicator=indicator, kind=OmissionKind.SKIPPED, reason=error.reason)
    return refused


def _by_incident(feed: Feed, refused: set[str]) -> Mapping[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in feed.active:
        if indicator.id not in refused:
            for incident_id in indicator.incident_ids:
                found[incident_id].append(indicator)
    return found


def _types_by_incident(feed: Feed, refused: set[str]) -> Mapping[str, frozenset[str]]:
    """Types of which an incident has a value that no list holds."""
    found: dict[str, set[str]] = defaultdict(set)
    for indicator in feed.active:
        if indicator.id in refused:
            for incident_id in indicator.incident_ids:
                found[incident_id].add(indicator.type)
    return {incident_id: frozenset(types) for incident_id, types in found.items()}


EMITTER = Emitter(
    name="playbooks",
    title="Playbooks for responders, one per incident",
    url="https://csrc.nist.gov/pubs/sp/800/61/r3/final",
    accepts=frozenset(Action),
    emit=emit,
    requires=("jinja2",),
)
