"""load → check → freeze → emit → release, as one readable function each.

Nothing here reads a clock: `as_of` comes in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed, ReleaseInfo
from feedgen.model.incident import Status
from feedgen.model.ledger import Ledger
from feedgen.sources.tree import SourceTree


def freeze(
    tree: SourceTree, ledger: Ledger, release: ReleaseInfo, emitters: Iterable[Emitter]
) -> Feed:
    """The feed of everything that is not a draft, every claim of the emitters stamped.

    Raises:
        DriftError: when the ledger refuses a claim.
    """
    feed = unstamped(tree, ledger, release, drafts=False)
    claims = [claim for emitter in emitters for claim in emitter.claims(feed)]
    stamped = ledger.advance(
        claims, as_of=release.as_of, serial=release.serial, sids=tree.profile.sids
    )
    return replace(feed, ledger=stamped)


def unstamped(tree: SourceTree, ledger: Ledger, release: ReleaseInfo, *, drafts: bool) -> Feed:
    """The feed as the sources give it, for checks and for claims. The ledger is the last one."""
    return Feed(
        profile=tree.profile, release=release, incidents=tree.incidents(drafts=drafts),
        indicators=tree.indicators(drafts=drafts),
        known_good=tuple(g for g in tree.known_good if drafts or _is_public(g.incident_id, tree)),
        ledger=ledger,
    )  # fmt: skip


def _is_public(incident_id: str | None, tree: SourceTree) -> bool:
    return incident_id is None or any(
        f.incident.id == incident_id and f.incident.status is not Status.DRAFT for f in tree.files
    )
