"""One Sigma rule, and its text with or without the dates that the ledger gives it."""

from __future__ import annotations

from dataclasses import dataclass

from feedgen.emitters.rendering import Encoded
from feedgen.emitters.sigma import metadata
from feedgen.emitters.sigma.detection import Detection, sigma_detection
from feedgen.emitters.sigma.encoding import block_line, prose, yaml_scalar
from feedgen.emitters.sigma.family import Family, LogSource
from feedgen.emitters.sigma.time_bounds import Span
from feedgen.emitters.sigma.yaml_writer import Block, Node, document
from feedgen.model.incident import Incident
from feedgen.model.indicator import Indicator
from feedgen.model.instants import format_instant
from feedgen.model.ledger import LedgerLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule before it is dated."""

    id: str
    """UUID of its claim."""
    key: str
    """Readable: incident, family, `rules` or `hunt`, and the exposures a hunt is bounded by."""
    stem: str
    """Of its file name."""
    kind: str
    """For the title of a hunt: which sort it is; empty for an alert."""
    family: Family
    incident: Incident
    indicators: tuple[Indicator, ...]
    """Whose values it holds, in order."""
    detection: Detection
    alert: bool
    """False for a hunt."""
    times: tuple[Span, ...] = ()
    """When its tags were bad; empty where that does not depend on time."""

    @property
    def covers(self) -> tuple[str, ...]:
        """Ids of the indicators, sorted."""
        return tuple(sorted(indicator.id for indicator in self.indicators))


def text(rule: Rule, author: str, stamp: LedgerLine | None) -> str:
    """The rule as a YAML document.

    Args:
        rule: what to write.
        author: the producer's name.
        stamp: gives `date` and `modified`; without it they are left out, as claims are hashed.

    Raises:
        UnencodableError: when a value cannot be written; `rules` tried every value before.
    """
    cited = metadata.references(rule.incident, rule.indicators, rule.family.documents)
    periods = [_period(span) for span in rule.times]
    lines = metadata.description(rule.incident, rule.family, periods)
    falsepositive = rule.family.falsepositive if rule.alert else rule.family.hunt_falsepositive
    root: dict[str, Node] = {
        "title": metadata.title(rule.incident, rule.family, rule.kind),
        "id": Encoded(rule.id),
        "status": Encoded("experimental"),
        "description": Block(tuple(block_line(line, limit=2000) for line in lines)),
        **({"references": cited} if cited else {}),
        "author": yaml_scalar(prose(author)),
        **_dates(stamp),
        "tags": metadata.tags(rule.incident, rule.family, rule.indicators, alert=rule.alert),
        "logsource": _logsource(rule.family.source),
        "detection": sigma_detection(rule.detection),
        "falsepositives": [yaml_scalar(falsepositive)],
        "level": metadata.level(rule.incident, rule.indicators, alert=rule.alert),
        "feedgen": _feedgen(rule),
    }
    return document(root)


def _period(span: Span) -> str:
    start = format_instant(span.start) if span.start else "any time"
    return f"{start} to {format_instant(span.end) if span.end else 'now'}"


def _dates(stamp: LedgerLine | None) -> dict[str, Node]:
    if stamp is None:
        return {}
    created, modified = (f"{at:%Y-%m-%d}" for at in (stamp.created, stamp.modified))
    dates: dict[str, Node] = {"date": Encoded(created)}
    if modified != created:
        dates["modified"] = Encoded(modified)
    return dates


def _logsource(source: LogSource) -> Node:
    parts = {"category": source.category, "product": source.product, "service": source.service}
    node: dict[str, Node] = {key: Encoded(value) for key, value in parts.items() if value}
    if source.definition:
        node["definition"] = yaml_scalar(source.definition)
    return node


def _feedgen(rule: Rule) -> Node:
    """Our one custom field: which indicators, what the log holds, and when a hunt applies."""
    node: dict[str, Node] = {
        "incident": yaml_scalar(rule.incident.id),
        "indicators": [Encoded(id_) for id_ in rule.covers],
    }
    if rule.family.log_holds is not None:
        node["log_holds"] = Encoded(rule.family.log_holds)
    if rule.times and rule.family.time is not None:
        node["time_field"] = yaml_scalar(rule.family.time.name)
        node["windows"] = [_window(span) for span in rule.times]
    return node


def _window(span: Span) -> Node:
    ends = {"from": span.start, "until": span.end}
    return {key: yaml_scalar(format_instant(at)) for key, at in ends.items() if at is not None}
