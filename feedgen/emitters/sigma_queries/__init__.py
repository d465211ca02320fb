"""Every Sigma rule of the release as a query for the products that people search in.

sigma/queries/<product>/rules/ for alerts and hunt/ for hunts, one file per rule. pySigma converts
(extra `queries`); what each product and language needs is in `schemas` and `language`;
docs/sigma-queries.md says how to load the files.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.emitters.sigma.rules import compile_rules
from feedgen.emitters.sigma_queries import files
from feedgen.emitters.sigma_queries.conversion import require
from feedgen.emitters.sigma_queries.queries import Converter, Query, Report
from feedgen.emitters.sigma_queries.targets import TARGETS, Target
from feedgen.model.artifact import Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, Indicator
from feedgen.model.ledger import Claim

_NO_RULE = "no Sigma rule holds it; the omissions of sigma say why"


def emit(feed: Feed) -> Iterator[Emission]:
    """Queries in order of path, then what is missing in which product.

    Raises:
        UsageError: when the extra is not installed.
    """
    require()
    rules = compile_rules(feed).rules
    converter = Converter()
    carried: set[str] = set()
    reports: dict[str, Report] = {}
    for target in TARGETS:
        report = reports[target.name] = Report()
        queries = [query for rule in rules for query in converter.queries(target, rule, report)]
        for artifact in files.artifacts(feed, target, queries):
            carried.update(artifact.carries)
            yield artifact
        yield from _weaker(target, queries)
    yield from _omissions(feed, carried, reports)


def claims(_: Feed) -> Iterator[Claim]:
    """Nothing: a query is a form of its rule. But a missing extra is found before anything else.

    Raises:
        UsageError: when the extra is not installed.
    """
    require()
    return iter(())


def _weaker(target: Target, queries: list[Query]) -> Iterator[Omission]:
    """All that a product holds in a weaker form."""
    if target.weaker is None:
        return
    held: dict[str, Indicator] = {i.id: i for query in queries for i in query.rule.indicators}
    for id_ in sorted(held):
        yield _partial(held[id_], target, target.weaker)


def _partial(indicator: Indicator, target: Target, reason: str) -> Omission:
    return Omission(
        indicator=indicator, kind=OmissionKind.PARTIAL, reason=reason,
        artifact=f"sigma/queries/{target.name}",
    )  # fmt: skip


def _omissions(feed: Feed, carried: set[str], reports: dict[str, Report]) -> Iterator[Omission]:
    said: set[tuple[str, str, str]] = set()
    nowhere: set[str] = set()
    for target in TARGETS:
        for indicator, reason in reports[target.name].left_out:
            if (target.name, indicator.id, reason) in said:
                continue
            said.add((target.name, indicator.id, reason))
            if indicator.id in carried:
                yield _partial(indicator, target, reason)
            else:
                nowhere.add(indicator.id)
                yield Omission(
                    indicator=indicator, kind=OmissionKind.SKIPPED, reason=reason,
                    artifact=f"sigma/queries/{target.name}",
                )  # fmt: skip
    for indicator in feed.active:
        if indicator.id not in carried and indicator.id not in nowhere:
            yield Omission(indicator=indicator, kind=OmissionKind.SKIPPED, reason=_NO_RULE)


EMITTER = Emitter(
    name="sigma_queries",
    title="Sigma rules as queries",
    url="https://github.com/SigmaHQ/pySigma",
    accepts=frozenset(Action),
    emit=emit,
    requires=("jinja2", "pysigma"),
    files={"sigma/queries/": "Sigma rules as queries of SIEMs"},
    claims=claims,
)
