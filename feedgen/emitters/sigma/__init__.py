"""Sigma rules: alerts in sigma/rules/, hunts in sigma/hunt/.

One rule per incident and log source, because that is how a reader works: each holds all values of
the incident that this log would show. Rules follow the conventions of SigmaHQ
(https://github.com/SigmaHQ/sigma-specification); docs/sigma.md says which logs, and what no rule
sees.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.emitters.sigma import host, paths
from feedgen.emitters.sigma.rule import Rule, text
from feedgen.emitters.sigma.rules import compile_rules, path
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.declines import Declines
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, Indicator
from feedgen.model.ledger import Claim
from feedgen.model.observables import Commit, Family, Path

_HASHES = (
    "process and image-load logs hold hashes of what is executed or loaded, not of other files"
)
_HOME = "a path below a home directory is matched below any directory"
_ELSEWHERE = {
    "account": "no rule is made for accounts of this service",
    "extension": "only extensions of VS Code and its relatives unpack to a folder that says which",
    "package": "no rule is made for packages of this ecosystem",
    "plugin": "no rule is made for plugins of this service",
}
"""Why no family took a value of the type, where that depends on the value."""
_NO_LOG = "no log source of Sigma's taxonomy holds it"


def emit(feed: Feed) -> Iterator[Emission]:
    """Rules in order of path, then what is missing or weaker."""
    compiled = compile_rules(feed)
    artifacts = [_artifact(feed, rule) for rule in compiled.rules]  # a few per incident
    yield from sorted(artifacts, key=lambda artifact: artifact.path)
    carried = {id_ for rule in compiled.rules for id_ in rule.covers}
    partial = compiled.weaker()
    for indicator in feed.active:
        if indicator.type in EMITTER.declines:
            continue
        if indicator.id not in carried:
            reason = compiled.reasons.get(indicator.id, _ELSEWHERE.get(indicator.type, _NO_LOG))
            yield Omission(indicator=indicator, kind=OmissionKind.SKIPPED, reason=reason)
        elif weaker := _weaker(indicator) or partial.get(indicator.id):
            yield Omission(indicator=indicator, kind=OmissionKind.PARTIAL, reason=weaker)


def claims(feed: Feed) -> Iterator[Claim]:
    """One claim per rule; its content is the rule without dates."""
    for rule in compile_rules(feed).rules:
        content = text(rule, feed.profile.name, None).encode()
        yield Claim(
            id=rule.id, kind="sigma-rule", key=rule.key, content=content, covers=rule.covers
        )


def _artifact(feed: Feed, rule: Rule) -> Artifact:
    content = text(rule, feed.profile.name, feed.stamp(rule.id))
    return Artifact(
        path=path(rule), media_type="application/yaml", chunks=(content.encode(),),
        carries=rule.covers,
    )  # fmt: skip


def _weaker(indicator: Indicator) -> str | None:
    if indicator.type in host.HASHES:
        return _HASHES
    observable = indicator.observable
    return _HOME if isinstance(observable, Path) and paths.names_home(observable) else None


_NO_ACTIONS = "GitHub's audit log names workflows and their runs, not the actions a run used"
EMITTER = Emitter(
    name="sigma",
    title="Sigma rules: alerts and hunts",
    url="https://github.com/SigmaHQ/sigma-specification",
    accepts=frozenset(Action),
    emit=emit,
    requires=("jinja2",),
    files={
        "sigma/hunt/": "Sigma rules, to hunt",
        "sigma/rules/": "Sigma rules; those of an incident have its id in their names",
    },
    claims=claims,
    declines=Declines({Family.ACTION: _NO_ACTIONS}, holds={Commit.type}),
)
