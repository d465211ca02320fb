"""One file per check; each declares one `CHECK`. A check reads the feed and gives findings.

Stage before: `feedgen.sources` built the feed. Stage after: `feedgen.emitters`, which only ever
see a feed that every check has passed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from feedgen.errors import Finding
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


def run_checks(feed: Feed) -> list[Finding]:
    """All findings of all checks on a feed that includes drafts, in order of place."""
    return sorted({finding for check in checks() for finding in check.run(feed)})


def is_excepted(mention: Mention, code: str) -> bool:
    """Whether the source gives a written reason why this guard does not apply."""
    return any(excepted == code for excepted, _ in mention.exceptions)
