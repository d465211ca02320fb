"""A YARA rule on its way out: what identifies it, and how it is written with its dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from feedgen.emitters.rendering import Encoded
from feedgen.model.feed import Feed
from feedgen.model.ids import object_uuid
from feedgen.model.ledger import Claim, LedgerLine
from feedgen.model.yara_text import Meta

KIND = "yara-rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; its text depends on the ledger only through two dates."""

    id: str
    """UUID, `id` in the rule's meta section."""
    key: str
    """Readable; what the id was made of."""
    covers: tuple[str, ...]
    """Ids of the indicators that the rule speaks of, sorted."""
    head: Meta
    """Of the meta section, what stands before the dates."""
    tail: Meta
    """And after them."""
    write: Callable[[Meta], str]
    """The whole rule around a meta section. Raises `UnencodableError`."""

    def text(self, line: LedgerLine | None = None) -> Encoded:
        """The rule in YARA's language, with its dates if it has a line in the ledger.

        Raises:
            UnencodableError: for a text that no literal can hold.
        """
        dates: Meta = ()
        if line is not None:
            dates = (
                ("date", f"{line.created:%Y-%m-%d}"),
                ("modified", f"{line.modified:%Y-%m-%d}"),
            )
        return Encoded(self.write([*self.head, *dates, *self.tail]))


def rule_id(feed: Feed, key: str) -> str:
    """The UUID of the rule with this key."""
    return object_uuid(feed.profile.namespace, KIND, key)


def claim(rule: Rule) -> Claim:
    """What the ledger remembers of a rule."""
    return Claim(
        id=rule.id, kind=KIND, key=rule.key, content=rule.text().encode(), covers=rule.covers
    )
