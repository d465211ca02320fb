"""FG311: exceptions for a guard that does not exist, or that allows none.

Without this, a typing error in a code would look like a reason that somebody has accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.checks import Check
from feedgen.errors import Finding
from feedgen.model.feed import Feed

CODE = "FG311"

EXCEPTABLE = frozenset({"FG302", "FG303", "FG305", "FG306"})
"""Guards that a written reason can answer."""


def _run(feed: Feed) -> Iterator[Finding]:
    listed = ", ".join(sorted(EXCEPTABLE))
    for indicator in feed.indicators:
        for mention in indicator.mentions:
            for code, _ in mention.exceptions:
                if code not in EXCEPTABLE:
                    yield Finding(
                        mention.location,
                        CODE,
                        f'"{mention.observable}" has an exception from "{code}", which allows none',
                        f"remove it: exceptions are possible from {listed}",
                    )


CHECK = Check(code=CODE, name="exceptions", title="exceptions from what allows none", run=_run)
