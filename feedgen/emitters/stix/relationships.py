"""Relationships, each told by one or more incidents, each one object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from feedgen.emitters.stix.objects import StixObject, made_object
from feedgen.model.feed import FeedProfile
from feedgen.model.incident import Incident, Status
from feedgen.model.indicator import Indicator
from feedgen.model.tlp import Tlp

_OWNED = ("course-of-action--", "infrastructure--")
"""What belongs to one incident and is revoked with it."""

Triple = tuple[str, str, str]
"""Source, relationship type, target."""


@dataclass(slots=True)
class _Told:
    tlp: Tlp
    revoked: bool
    incidents: list[str] = field(default_factory=list)


class Relationships:
    """Collects who says that one object relates to another."""

    def __init__(self, profile: FeedProfile) -> None:
        self._profile = profile
        self._told: dict[Triple, _Told] = {}

    def relate(self, incident: Incident, source: str, verb: str, target: str) -> None:
        """An incident says that `source` relates to `target`.

        The marking is the widest of all incidents that say so. What a withdrawn incident says of
        its own objects is revoked. Of two names it may no longer say anything: revocation is for
        ever, and a later incident may say the same again.
        """
        withdrawn = incident.status is Status.WITHDRAWN
        if withdrawn and not (source.startswith(_OWNED) or target.startswith(_OWNED)):
            return
        self._tell(incident, (source, verb, target), incident.tlp, revoked=withdrawn)

    def indicate(self, incident: Incident, indicator: Indicator, target: str) -> None:
        """An incident says that an indicator indicates `target`; revoked with the indicator.

        A withdrawn incident says so of revoked indicators only: it has revoked its mentions.
        """
        tlp = max(incident.tlp, indicator.tlp, key=_rank)
        triple = (f"indicator--{indicator.id}", "indicates", target)
        self._tell(incident, triple, tlp, revoked=indicator.revoked)

    def _tell(self, incident: Incident, triple: Triple, tlp: Tlp, *, revoked: bool) -> None:
        told = self._told.setdefault(triple, _Told(tlp, revoked))
        told.tlp = min(told.tlp, tlp, key=_rank)
        if incident.id not in told.incidents:
            told.incidents.append(incident.id)

    def told(self) -> Mapping[str, list[StixObject]]:
        """The relationships of each incident; one that several tell is the same object in each."""
        by_incident: dict[str, list[StixObject]] = defaultdict(list)
        for triple, told in self._told.items():
            relationship = self._relationship(triple, told)
            for incident in told.incidents:
                by_incident[incident].append(relationship)
        return by_incident

    def _relationship(self, triple: Triple, told: _Told) -> StixObject:
        source, verb, target = triple
        properties = {"relationship_type": verb, "source_ref": source, "target_ref": target}
        return made_object(
            self._profile, "relationship", triple, properties, tlp=told.tlp, revoked=told.revoked
        )


def _rank(tlp: Tlp) -> int:
    return tlp.rank
