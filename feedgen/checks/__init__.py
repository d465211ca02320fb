"""One file per check; each declares one `CHECK`. A check reads the feed and gives findings.

Stage before: `feedgen.sources` built the feed. Stage after: `feedgen.emitters`, which only ever
see a feed that every check has passed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from feedgen.errors import Finding, Level
from feedgen.model.feed import Feed
from feedgen.model.indicator import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One guard, introducing itself."""

    code: str
    """`FG3xx` for values, `FG4xx` for the ledger. Stable, never reused."""
    name: str
    title: str
    """What it refuses, one line."""
    run: Callable[[Feed], Iterator[Finding]]


@cache
def checks() -> tuple[Check, ...]:
    """Every check, by code."""
    modules = (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__))
    found = [module.CHECK for module in modules if hasattr(module, "CHECK")]
    return tuple(sorted(found, key=lambda check: check.code))


MAX_OF_LIST = 100
"""Findings of one code that are shown of one bulk list. Nobody mends more at once."""


def run_checks(feed: Feed) -> list[Finding]:
    """All findings of all checks on a feed that includes drafts, in order of place.

    Of a bulk list, which may be wrong from end to end, those that say the same are counted after
    the first hundred.
    """
    found = sorted({finding for check in checks() for finding in check.run(feed)})
    return found if len(found) <= MAX_OF_LIST else sorted(_counted(found, _lists(feed)))


def _lists(feed: Feed) -> frozenset[str]:
    mentions = (mention for indicator in feed.indicators for mention in indicator.mentions)
    return frozenset(mention.location.path for mention in mentions if mention.bulk)


def _counted(findings: list[Finding], lists: frozenset[str]) -> Iterator[Finding]:
    alike: dict[tuple[str, str, Level], list[Finding]] = defaultdict(list)
    for finding in findings:
        place = finding.location.path if finding.location.path in lists else ""
        alike[place, finding.code, finding.level].append(finding)
    for (place, code, level), same in alike.items():
        limit = MAX_OF_LIST if place else len(same)
        yield from same[:limit]
        if len(same) > limit:
            problem = f"{len(same) - limit:,} more values of this list have the same problem"
            remedy = "look at those above first: it may be another kind of list than was meant"
            yield Finding(same[limit].location, code, problem, remedy, level)


def is_excepted(mention: Mention, code: str) -> bool:
    """Whether the source gives a written reason why this guard does not apply."""
    return any(excepted == code for excepted, _ in mention.exceptions)
