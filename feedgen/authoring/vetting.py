"""Holds what would be written against the feed's own checks, before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from feedgen.checks import run_checks
from feedgen.errors import Finding, InternalError, Level, Location
from feedgen.model.feed import Feed, ReleaseInfo
from feedgen.model.ledger import Ledger
from feedgen.model.observables import Observable
from feedgen.sources.incident_file import IncidentSource
from feedgen.sources.tree import SourceTree

_ROUNDS = 8
"""Taking a value out can only end findings; the first round finds nearly all of them."""


def with_file(tree: SourceTree, source: IncidentSource) -> SourceTree:
    """The tree with one incident added, or put in the place of the one with its id."""
    id_ = source.incident.id
    files = [file for file in tree.files if file.incident.id != id_]
    good = [known for known in tree.known_good if known.incident_id != id_]
    return SourceTree(
        profile=tree.profile,
        files=tuple(sorted([*files, source], key=lambda file: file.incident.id)),
        known_good=tuple(
            sorted(
                [*good, *source.known_good],
                key=lambda g: (g.observable.type, g.observable.value, g.incident_id or ""),
            )
        ),
    )


def findings_of(tree: SourceTree, as_of: datetime) -> set[Finding]:
    """The errors that the checks find in a tree, drafts included. The ledger is not asked."""
    feed = Feed(
        profile=tree.profile,
        release=ReleaseInfo(version="preview", serial=1, as_of=as_of),
        incidents=tree.incidents(drafts=True),
        indicators=tree.indicators(drafts=True),
        known_good=tree.known_good_of(drafts=True),
        ledger=Ledger(),
    )
    return {finding for finding in run_checks(feed) if finding.level is Level.ERROR}


def refusals(
    tree: SourceTree, source: IncidentSource, as_of: datetime
) -> dict[Observable, Finding]:
    """The values of an incident that the checks refuse, each with the first finding about it.

    Raises:
        InternalError: when a finding is about no value.
    """
    whole = with_file(tree, source)
    own = {mention.observable for mention in source.mentions}
    at: dict[Location, Observable] = {
        mention.location: mention.observable
        for file in whole.files
        for mention in file.mentions
        if mention.observable in own
    }
    before = findings_of(tree, as_of)
    refused: dict[Observable, Finding] = {}
    for finding in sorted(findings_of(whole, as_of) - before):
        if finding.location in at:
            refused.setdefault(at[finding.location], finding)
    return refused


def settle(
    attempt: Callable[[frozenset[Observable]], IncidentSource],
    tree: SourceTree,
    as_of: datetime,
    wanted: Iterable[Observable],
) -> dict[Observable, Finding]:
    """Take values out until the checks refuse none of them.

    Args:
        attempt: the incident as it would be without these values.
        tree: what it would be part of.
        as_of: for checks that depend on what is active.
        wanted: the values that may be taken out.

    Returns:
        What had to be taken out, and why.

    Raises:
        InternalError: when that does not come to an end.
    """
    mine = frozenset(wanted)
    out: dict[Observable, Finding] = {}
    for _ in range(_ROUNDS):
        refused = refusals(tree, attempt(frozenset(out)), as_of)
        new = {value: why for value, why in refused.items() if value in mine and value not in out}
        if not new:
            return out
        out |= new
    raise InternalError("the checks refuse new values again and again; nothing was written")
