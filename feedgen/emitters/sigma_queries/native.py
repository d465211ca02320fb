"""Forms in which a product takes alerts: Splunk's saved searches, Sentinel's and SecOps' rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feedgen.emitters.rendering import Encoded, allowed_prose
from feedgen.emitters.sigma import metadata
from feedgen.emitters.sigma.encoding import yaml_scalar
from feedgen.emitters.sigma.yaml_writer import Block, Node, document
from feedgen.emitters.sigma_queries.literals import backslashed
from feedgen.emitters.sigma_queries.queries import Query
from feedgen.model.feed import Feed
from feedgen.model.ids import object_uuid

_SPLUNK_SEVERITY = {"informational": 1, "low": 2, "medium": 3, "high": 4, "critical": 5}
_SENTINEL_SEVERITY = {"critical": "High"}
_ENTITIES = {
    "_Im_Dns": ("DNS", "DomainName", "DnsQuery"),
    "_Im_NetworkSession": ("IP", "Address", "DstIpAddr"),
    "_Im_WebSession": ("URL", "Url", "Url"),
    "imFileEvent": ("File", "Name", "TargetFilePath"),
    "imProcessCreate": ("Process", "CommandLine", "TargetProcessCommandLine"),
}
"""By table: the type of entity, its identifier and the column."""


def _level(query: Query) -> Encoded:
    rule = query.rule
    return metadata.level(rule.incident, rule.indicators, alert=rule.alert)


def _name(query: Query) -> Encoded:
    rule = query.rule
    part = query.suffix.replace("_part", " part ")
    return allowed_prose(f"{rule.incident.title} - {rule.family.title}{part}", 200)


def saved_searches(feed: Feed, queries: Sequence[Query]) -> str:
    """A savedsearches.conf: every search is there and switched off, for its owner to switch on.

    A value never begins a line and a line never ends in a backslash, so that none becomes a
    setting: a query ends in a quotation mark or a parenthesis.
    """
    lines = [
        f"# {allowed_prose(feed.profile.name, 100)}: Sigma alert rules as saved searches",
        "# All are disabled. Copy to local/savedsearches.conf of an app and enable what you use.",
    ]
    for query in queries:
        rule = query.rule
        lines += [
            "",
            f"[feedgen {rule.stem}{query.suffix}]",
            f"description = {_name(query)}; Sigma rule {rule.id}",
            f"search = {query.text}",
            "disabled = 1",
            "enableSched = 1",
            "cron_schedule = 7 * * * *",
            "dispatch.earliest_time = -70m@m",
            "dispatch.latest_time = -5m@m",
            "alert.track = 1",
            f"alert.severity = {_SPLUNK_SEVERITY[str(_level(query))]}",
            "counttype = number of events",
            "relation = greater than",
            "quantity = 0",
        ]
    return "\n".join(lines) + "\n"


def analytics_rule(feed: Feed, query: Query) -> str:
    """A scheduled analytics rule of Sentinel in the YAML of its public repository."""
    rule = query.rule
    id_ = rule.id
    if query.suffix:
        id_ = object_uuid(feed.profile.namespace, "sentinel-rule", rule.key, query.suffix)
    level = str(_level(query))
    tactics, techniques = _attack(query)
    described = " ".join(metadata.description(rule.incident, rule.family, ())).replace('"', "")
    root: dict[str, Node] = {
        "id": Encoded(id_),
        "name": yaml_scalar(_name(query)),
        "description": yaml_scalar(allowed_prose(described, 1000)),
        "severity": Encoded(_SENTINEL_SEVERITY.get(level, level.capitalize())),
        "requiredDataConnectors": Encoded("[]"),
        "queryFrequency": Encoded("1h"),
        "queryPeriod": Encoded("1h"),
        "triggerOperator": Encoded("gt"),
        "triggerThreshold": Encoded("0"),
        **({"tactics": tactics} if tactics else {}),
        **({"relevantTechniques": techniques} if techniques else {}),
        "query": Block(tuple(Encoded(line) for line in query.text.split("\n"))),
        **_entities(query),
        "version": Encoded(_version(feed, query)),
        "kind": Encoded("Scheduled"),
        "tags": [
            yaml_scalar(f"sigma {rule.id}"),
            *(yaml_scalar(f"indicator {indicator}") for indicator in rule.covers),
        ],
    }
    return document(root)


def _attack(query: Query) -> tuple[list[Encoded], list[Encoded]]:
    """Tactics and parent techniques as Sentinel writes them."""
    rule = query.rule
    tags = metadata.tags(rule.incident, rule.family, rule.indicators, alert=rule.alert)
    names = [tag.removeprefix("attack.") for tag in tags if tag.startswith("attack.")]
    techniques = {name.partition(".")[0].upper() for name in names if name[1:2].isdigit()}
    tactics = {
        "".join(part.capitalize() for part in name.split("-"))
        for name in names
        if not name[1:2].isdigit()
    }
    return list(map(Encoded, sorted(tactics))), list(map(Encoded, sorted(techniques)))


def _entities(query: Query) -> dict[str, Node]:
    found = _ENTITIES.get(query.log.table.partition("\n")[0])
    if found is None:
        return {}
    type_, identifier, column = map(Encoded, found)
    mapping: dict[str, Node] = {"identifier": identifier, "columnName": column}
    return {"entityMappings": [{"entityType": type_, "fieldMappings": [mapping]}]}


def _version(feed: Feed, query: Query) -> str:
    """Rises with the revision of the Sigma rule, where that is published too."""
    id_ = query.rule.id
    return f"1.0.{feed.stamp(id_).rev - 1 if id_ in feed.ledger else 0}"


def yara_l_rule(feed: Feed, query: Query, about: Sequence[str]) -> str:
    """A rule of Google SecOps; a hunt is one too, to be run as a retrohunt."""
    return "\n".join(_yara_l(feed, query, about)) + "\n"


def _yara_l(feed: Feed, query: Query, about: Sequence[str]) -> Iterator[str]:
    rule = query.rule
    yield from (f"// {line}" for line in about)
    yield f"rule {rule.stem}{query.suffix} {{"
    yield "    meta:"
    # A name of letters that no language takes as they are leaves nothing.
    author = allowed_prose(feed.profile.name, 100) or "feedgen"
    yield f"        author = {backslashed(author)}"
    yield f"        description = {backslashed(_name(query))}"
    yield f"        rule_id = {backslashed(rule.id)}"
    yield f"        severity = {backslashed(str(_level(query)).capitalize())}"
    yield f"        type = {backslashed('alert' if rule.alert else 'hunt')}"
    yield "    events:"
    yield f"        {query.text}"
    yield "    condition:"
    yield "        $e"
    yield "}"
