"""The rules that people wrote for samples they had, with header test, size limit and metadata."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from feedgen.emitters.yara.rule import Rule, rule_id
from feedgen.errors import Finding, SourceError, UnencodableError
from feedgen.model import yara_curation, yara_text
from feedgen.model.feed import DETECTION, Feed
from feedgen.model.incident import Incident, Status, YaraRule

CURATED = "yara/feedgen.yar"


def curated_rules(feed: Feed) -> list[Rule]:
    """The curated rules of all published incidents, by name.

    Raises:
        SourceError: for a rule that the check FG320 refuses, so that none slips out unchecked.
    """
    curated = sorted(
        (
            (rule, incident)
            for incident in feed.incidents
            if incident.status is Status.PUBLISHED
            for rule in incident.yara
        ),
        key=lambda pair: (pair[0].name, pair[0].location),
    )
    findings = [finding for rule, _ in curated for finding in yara_curation.findings(rule)]
    findings += _repeated([rule for rule, _ in curated])
    if findings:
        raise SourceError(findings)
    ids = _ids_by_value(feed, [rule for rule, _ in curated])
    return [_rule(feed, rule, incident, ids) for rule, incident in curated]


def _rule(feed: Feed, rule: YaraRule, incident: Incident, ids: dict[str, str]) -> Rule:
    key = f"curated {rule.name}"
    id_ = rule_id(feed, key)
    covers = tuple(sorted({ids[text] for text in _texts(rule) if text in ids}))
    made = Rule(
        id=id_,
        key=key,
        covers=covers,
        head=[("description", rule.description), ("author", feed.profile.name), ("id", id_)],
        tail=[
            *(("reference", reference.url) for reference in rule.references),
            *(("hash", hash_) for hash_ in rule.hashes),
            ("score", rule.score),
            *([("tags", ", ".join(rule.tags))] if rule.tags else []),
            ("license", feed.profile.licence),
            ("tlp", incident.tlp.label),
            ("incident", incident.id),
            *(("indicator", indicator_id) for indicator_id in covers),
        ],
        write=partial(yara_text.curated_rule_text, rule),
    )
    try:
        made.text()
    except UnencodableError as error:
        problem = f"{rule.name} cannot be written: {error.reason}"
        finding = Finding(rule.location, yara_curation.CODE, problem, "shorten its metadata")
        raise SourceError([finding]) from error
    return made


def _texts(rule: YaraRule) -> set[str]:
    return {string.text for string in rule.strings} | set(rule.hashes)


def _ids_by_value(feed: Feed, rules: list[YaraRule]) -> dict[str, str]:
    """Ids of the indicators whose whole value is a string or sample of some rule."""
    wanted = {text for rule in rules for text in _texts(rule)}
    return {
        indicator.value: indicator.id
        for indicator in feed.active
        if indicator.value in wanted and indicator.action in DETECTION
    }


def _repeated(rules: list[YaraRule]) -> list[Finding]:
    problem, remedy = "has the name of another rule", "give it another name"
    return [
        Finding(second.location, yara_curation.CODE, f"{second.name} {problem}", remedy)
        for first, second in pairwise(rules)
        if first.name == second.name
    ]
