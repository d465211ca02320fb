"""FG308: lines for everybody (TLP:CLEAR) that nobody can look up.

Each line names a public reference of its own incident: the claim and its proof travel together.
There are no exceptions; a draft is only warned.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from feedgen.checks import Check
from feedgen.checks._hosts import url_host
from feedgen.checks._reserved import is_private
from feedgen.checks._standing import is_draft, standing
from feedgen.errors import Finding, Level
from feedgen.model.feed import Feed
from feedgen.model.incident import Reference
from feedgen.model.tlp import Tlp

CODE = "FG308"


def _run(feed: Feed) -> Iterator[Finding]:
    known: tuple[Reference, ...] = ()
    for mention in standing(feed):
        if mention.references is known and known:
            continue  # all values of a list have the same ones
        if mention.tlp is not Tlp.CLEAR:
            continue
        if any(_is_public(reference.url) for reference in mention.references):
            known = mention.references
        else:
            yield Finding(
                mention.location,
                CODE,
                f'"{mention.observable}" is TLP:CLEAR and has no public reference',
                "name one under references, here or in defaults, or set a stricter tlp",
                Level.WARNING if is_draft(feed, mention) else Level.ERROR,
            )


@cache
def _is_public(url: str) -> bool:
    return not is_private(url_host(url).lower())


CHECK = Check(
    code=CODE, name="references", title="public indicators without a public reference", run=_run
)
