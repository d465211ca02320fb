"""GitHub's policy for actions, by its documentation: it runs on GitHub only.

"Disabling or limiting GitHub Actions for your organization": a pattern is written like a `uses:`
line, OWNER/REPOSITORY[/PATH]@TAG-OR-SHA, with `*` for what one segment may hold; at most 1,000. The
changelog of 15 August 2025: `!` in front blocks, is evaluated last and overrides what allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 1_000
_OWNER = r"[A-Za-z0-9*](?:[A-Za-z0-9*-]{0,38})"
_SEGMENT = r"[A-Za-z0-9._*-]+"
_PATTERN = re.compile(
    rf"(!?)({_OWNER}/{_SEGMENT}(?:/{_SEGMENT})*)@([A-Za-z0-9._/=%*+-]+)", re.ASCII
)
_USES = re.compile(rf"{_OWNER}/{_SEGMENT}(?:/{_SEGMENT})*@\S+", re.ASCII)


class Policy:
    """The setting with these patterns."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self.patterns = tuple(patterns)
        assert len(self.patterns) <= MOST, f"GitHub takes {MOST} patterns, not {len(self.patterns)}"
        self._blocking: list[re.Pattern[str]] = []
        self._allowing: list[re.Pattern[str]] = []
        for pattern in self.patterns:
            parts = _PATTERN.fullmatch(pattern)
            assert parts, f"{pattern!r} is no pattern that GitHub describes"
            mark, name, ref = parts.groups()
            (self._blocking if mark else self._allowing).append(_compiled(f"{name}@{ref}"))

    def runs(self, uses: str) -> bool:
        """Whether a workflow with this `uses:` may run, in an organisation that allows the pattern."""
        assert _USES.fullmatch(uses), f"{uses!r} is no use of an action"
        if any(pattern.fullmatch(uses) for pattern in self._blocking):
            return False
        return any(pattern.fullmatch(uses) for pattern in self._allowing)


def _compiled(pattern: str) -> re.Pattern[str]:
    """GitHub's filter patterns: a star stops at a slash, two do not."""
    parts = [re.escape(part).replace(r"\*", "[^/]*") for part in pattern.split("**")]
    return re.compile(".*".join(parts))
