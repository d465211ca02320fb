"""The feed's memory: which objects and rules were published when, under which ids and sids.

A ledger is a frozen map from id to line. `advance` gives the next ledger for what a build claims;
nothing here reads or writes files (see `feedgen.sources.ledger_file`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from feedgen.errors import DriftError
from feedgen.model.instants import format_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One versioned thing a build wants to publish: an object or a rule, without its stamps."""

    id: str
    """UUID."""
    kind: str
    """`indicator`, `report`, `relationship`, `suricata-rule`, … fixed for an id."""
    key: str
    """Readable and fixed for an id: what the id was made of. A changed key is a changed meaning."""
    content: bytes
    """What a reader would see, without created, modified, sid and rev. Hashed, not kept."""
    revoked: bool = False
    takes_sid: bool = False
    """True for rules whose engine numbers them."""
    covers: tuple[str, ...] = ()
    """Ids of the indicators behind a rule, sorted; empty for objects."""
    bulk_list: str | None = None
    """Of an indicator that only bulk lists name: its incident and list, `incident path`."""
    revoked_at: datetime | None = None
    """Kept for bulk lists, where no source remembers it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """What is remembered of one claim."""

    id: str
    kind: str
    key: str
    hash: str
    """SHA-256 of the content last published, hex."""
    created: datetime
    """When it was first published: STIX `created`. Never changes."""
    modified: datetime
    """When its content last changed: STIX `modified`."""
    added_serial: int
    """The release that published it first."""
    changed_serial: int
    """The release that changed it last."""
    revoked: bool = False
    sid: int | None = None
    rev: int = 1
    """Rises with every change of content."""
    covers: tuple[str, ...] = ()
    bulk_list: str | None = None
    """See `Claim`. Lines that have one are not kept in git."""
    revoked_at: datetime | None = None
    gone_serial: int | None = None
    """The release since which nothing claims it: a rule whose indicators are all gone."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """All lines by id."""

    lines: Mapping[str, LedgerLine] = field(default_factory=dict)

    def __getitem__(self, id_: str) -> LedgerLine:
        return self.lines[id_]

    def __contains__(self, id_: str) -> bool:
        return id_ in self.lines

    @property
    def last_serial(self) -> int:
        """The highest serial any line was touched by; 0 for an empty ledger."""
        touched = (max(x.changed_serial, x.gone_serial or 0) for x in self.lines.values())
        return max(touched, default=0)

    def advance(
        self, claims: Iterable[Claim], *, as_of: datetime, serial: int, sids: range
    ) -> Ledger:
        """The ledger after a release that publishes these claims.

        Lines nobody claims any more stay, marked as gone: sids and ids are never given away again.

        Args:
            claims: each id at most once.
            as_of: `created` of new lines and `modified` of changed ones.
            serial: of the release; lines already stamped with it keep their stamps, so that an
                interrupted release completes as itself.
            sids: where new sids come from, lowest unused first.

        Raises:
            DriftError: when an id would change its meaning, a revoked one would come back, sids
                run out, or `as_of` is not after the last change of something that changed.
        """
        lines = dict(self.lines)
        highest = max(
            (line.sid for line in lines.values() if line.sid in sids and line.sid is not None),
            default=sids.start - 1,
        )
        claimed: set[str] = set()
        for claim in sorted(claims, key=lambda claim: (claim.kind, claim.key, claim.id)):
            hash_ = hashlib.sha256(claim.content).hexdigest()
            line = lines.get(claim.id)
            if line is None:
                sid = None
                if claim.takes_sid:
                    highest += 1
                    if highest not in sids:
                        raise DriftError(
                            f"the sid range {sids.start}-{sids.stop - 1} is used up; "
                            "widen sids in feed.yml"
                        )
                    sid = highest
                lines[claim.id] = LedgerLine(
                    id=claim.id,
                    kind=claim.kind,
                    key=claim.key,
                    hash=hash_,
                    created=as_of,
                    modified=as_of,
                    added_serial=serial,
                    changed_serial=serial,
                    revoked=claim.revoked,
                    sid=sid,
                    covers=claim.covers,
                    bulk_list=claim.bulk_list,
                    revoked_at=claim.revoked_at,
                )
                continue
            _same_meaning(line, claim)
            claimed.add(claim.id)
            same = line.hash == hash_ and line.revoked == claim.revoked
            if same and line.gone_serial is None:
                if line.bulk_list != claim.bulk_list:  # where it is kept, not what it says
                    lines[claim.id] = replace(line, bulk_list=claim.bulk_list)
                continue
            if as_of < line.modified or (as_of == line.modified and line.changed_serial != serial):
                raise DriftError(
                    f"{claim.kind} {claim.key} changed at {format_instant(line.modified)}, "
                    f"after this release's as-of {format_instant(as_of)}; use a later --as-of"
                )
            lines[claim.id] = replace(
                line,
                hash=hash_,
                modified=as_of,
                changed_serial=serial,
                revoked=claim.revoked,
                rev=line.rev + 1,
                covers=claim.covers,
                bulk_list=claim.bulk_list,
                revoked_at=claim.revoked_at,
                gone_serial=None,
            )
        for id_, line in self.lines.items():
            if id_ not in claimed and line.gone_serial is None:
                lines[id_] = replace(line, gone_serial=serial)
        return Ledger(lines)


def _same_meaning(line: LedgerLine, claim: Claim) -> None:
    if (line.kind, line.key) != (claim.kind, claim.key):
        raise DriftError(
            f"id {claim.id} was published as {line.kind} {line.key} and would become "
            f"{claim.kind} {claim.key}; an id never changes its meaning"
        )
    if line.revoked and not claim.revoked:
        remedy = (
            "add a relisted event to its history"
            if claim.kind == "indicator"
            else "a withdrawn incident stays withdrawn; tell it again under a new id"
        )
        raise DriftError(
            f"{claim.kind} {claim.key} was revoked and cannot come back under its id; {remedy}"
        )
