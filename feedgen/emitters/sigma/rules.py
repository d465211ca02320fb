"""From a feed to its rules: one per incident, log source and kind, and who is in none and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from feedgen.emitters.sigma import (
    cluster,
    downloads,
    forge,
    host,
    images,
    network,
    registries,
    runtimes,
    sensors,
    services,
)
from feedgen.emitters.sigma.detection import Clause, gather
from feedgen.emitters.sigma.family import Family
from feedgen.emitters.sigma.rule import Rule
from feedgen.emitters.sigma.time_bounds import Span, spans
from feedgen.errors import UnencodableError
from feedgen.model.feed import Feed
from feedgen.model.ids import object_uuid
from feedgen.model.image_references import is_always_bad
from feedgen.model.incident import Incident
from feedgen.model.indicator import Action, Indicator, Mention, TagDetail, TagStanding

FAMILIES: tuple[Family, ...] = (
    *forge.FAMILIES, *host.FAMILIES, *images.FAMILIES, *network.FAMILIES,
    *cluster.FAMILIES, *downloads.FAMILIES, *registries.FAMILIES, *runtimes.FAMILIES,
    *sensors.FAMILIES, *services.FAMILIES,
)  # fmt: skip
"""All of them; every (incident, family) gives at most one alert rule."""

MAX_INDICATORS = 1000
"""In one rule. A longer list is for lookups and blocklists: no backend takes it as a query."""
_MAX_STEM = 70
"""Characters of a file name before `.yml`, as SigmaHQ allows."""

TOO_MANY = f"the incident lists more than {MAX_INDICATORS} values that this log would show"
NO_WINDOW = "an overwritten tag says nothing without a window of exposure"
NO_TIME = "the log source has no field of time that a query could bound"


@dataclass(slots=True)
class Compiled:
    """The rules of a feed, and why values are in none of them."""

    rules: list[Rule] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    """By indicator id: why the last family that tried could not hold the value."""

    def weaker(self) -> dict[str, str]:
        """Why a value is partial, by indicator id: every rule that holds it says less than it."""
        families: dict[str, dict[str | None, None]] = defaultdict(dict)
        for rule in self.rules:
            for id_ in rule.covers:
                families[id_][rule.family.weaker] = None
        return {
            id_: "; ".join(sorted(filter(None, reasons)))
            for id_, reasons in families.items()
            if None not in reasons
        }


@dataclass(frozen=True, slots=True)
class _Kind:
    """Which of an incident's and family's rules a value belongs to."""

    alert: bool
    label: str = ""
    """For the title."""
    group: tuple[str, ...] = ()
    """Names what a hunt is bounded by; part of the rule's id."""
    times: tuple[Span, ...] = ()

    @property
    def directory(self) -> str:
        return "rules" if self.alert else "hunt"


_ALERT = _Kind(alert=True)
_HUNT = _Kind(alert=False, label="hunt")


@dataclass(slots=True)
class _Draft:
    """What a rule is made of, before its values are gathered."""

    kind: _Kind
    clauses: list[Clause] = field(default_factory=list)
    indicators: dict[str, Indicator] = field(default_factory=dict)


def compile_rules(feed: Feed) -> Compiled:
    """Every rule of the feed, by path. Neither reads nor needs the ledger."""
    compiled = Compiled()
    by_incident: dict[str, dict[str, list[Indicator]]] = defaultdict(lambda: defaultdict(list))
    for indicator in feed.active:
        for incident_id in indicator.incident_ids:
            by_incident[incident_id][indicator.type].append(indicator)
    for incident_id in sorted(by_incident):
        incident = feed.incidents_by_id[incident_id]
        for family in FAMILIES:
            for draft in _drafts(family, incident, by_incident[incident_id], compiled.reasons):
                compiled.rules.append(_rule(feed, family, incident, draft))
    compiled.rules = sorted(_distinct(compiled.rules), key=path)
    return compiled


def path(rule: Rule) -> str:
    """Where the rule is published."""
    return f"sigma/{'rules' if rule.alert else 'hunt'}/{rule.stem}.yml"


def _drafts(
    family: Family,
    incident: Incident,
    by_type: Mapping[str, list[Indicator]],
    reasons: dict[str, str],
) -> Iterator[_Draft]:
    """The family's rules of one incident; notes in `reasons` what none of them holds."""
    drafts: dict[_Kind, _Draft] = {}
    found = [indicator for type_ in sorted(family.types) for indicator in by_type.get(type_, ())]
    if len(found) > MAX_INDICATORS:
        reasons.update((indicator.id, TOO_MANY) for indicator in found)
        return
    for indicator in found:
        clauses = _clauses(family, indicator, reasons)
        if not clauses:
            continue
        kinds = _kinds(indicator, incident.id, only_hunts=family.only_hunts)
        if not kinds:
            reasons[indicator.id] = NO_WINDOW
        elif family.time is None and any(kind.times for kind in kinds):
            reasons.setdefault(indicator.id, NO_TIME)
            continue
        for kind in kinds:
            if kind not in drafts:
                drafts[kind] = _Draft(kind)
            drafts[kind].clauses += clauses
            drafts[kind].indicators[indicator.id] = indicator
    for kind in sorted(drafts, key=lambda kind: (kind.directory, kind.group)):
        yield drafts[kind]


def _clauses(family: Family, indicator: Indicator, reasons: dict[str, str]) -> list[Clause]:
    try:
        clauses = list(family.clauses(indicator))
        for clause in clauses:
            clause.check()
    except UnencodableError as error:
        reasons[indicator.id] = error.reason
        return []
    except ValueError:
        # Whoever takes an address, a URL or a package URL apart, and finds that it is none.
        reasons[indicator.id] = f"the value is no {indicator.observable.type}"
        return []
    return clauses


def _kinds(indicator: Indicator, incident_id: str, *, only_hunts: bool) -> tuple[_Kind, ...]:
    """Where an indicator belongs: by its action, or by windows where it needs time."""
    if indicator.type != "image_tag" or is_always_bad(indicator):
        # The highest action of any mention decides, whichever incident's rule this is.
        hunt = only_hunts or all(m.action is Action.HUNT for m in indicator.mentions)
        return (_HUNT if hunt else _ALERT,)
    mentions = (mention for mention in indicator.mentions if mention.incident_id == incident_id)
    return tuple({kind: None for kind in map(_bounded, mentions) if kind.times})


def _bounded(mention: Mention) -> _Kind:
    """The hunt for a tag that is bad in some windows only; without a window there is no hunt."""
    detail = mention.detail
    if (
        isinstance(detail, TagDetail)
        and detail.standing is TagStanding.CREATED
        and detail.reissued is not None
    ):
        until = ("until", f"{detail.reissued:%Y%m%dT%H%M%SZ}")
        return _Kind(
            alert=False, label="reissued tags", group=until, times=(Span(None, detail.reissued),)
        )
    group = tuple(sorted({exposure.key for exposure in mention.exposures}))
    label = f"overwritten tags, {' and '.join(group)}"
    return _Kind(alert=False, label=label, group=group, times=spans(mention.exposures))


def _rule(feed: Feed, family: Family, incident: Incident, draft: _Draft) -> Rule:
    kind = draft.kind
    parts = (incident.id, family.key, kind.directory, *kind.group)
    stem = "_".join((family.stem.format(incident.id), *kind.group))
    if not kind.alert and not kind.group:
        stem += "_hunt"
    clean = "".join(c if c.isascii() and c.isalnum() else "_" for c in stem.lower())
    return Rule(
        id=object_uuid(feed.profile.namespace, "sigma-rule", *parts), key="/".join(parts),
        stem=clean, kind=kind.label, family=family, incident=incident, alert=kind.alert,
        times=kind.times, indicators=tuple(draft.indicators.values()),
        detection=gather(family.scope, draft.clauses),
    )  # fmt: skip


def _distinct(rules: list[Rule]) -> Iterator[Rule]:
    """The rules with file names that are short enough and nobody else's."""
    counts = Counter((rule.alert, rule.stem) for rule in rules)
    for rule in rules:
        if len(rule.stem) <= _MAX_STEM and counts[rule.alert, rule.stem] == 1:
            yield rule
        else:
            yield replace(rule, stem=f"{rule.stem[: _MAX_STEM - 9].rstrip('_')}_{rule.id[:8]}")
