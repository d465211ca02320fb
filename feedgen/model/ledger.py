"""The feed's memory: which objects and rules were published when, under which ids and sids.

A ledger is a frozen map from id to line. `advance` gives the next ledger for what a build claims;
nothing here reads or writes files (see `feedgen.sources.ledger.file`).
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
    revoked_reason: str | None = None
    """The same."""


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
    """See `Claim`."""
    curated: bool = True
    """Kept in git: an incident's own file named the value once, in this generation or another.
    Such a line never goes back into the ledger of lists, where a crash could lose it."""
    revoked_at: datetime | None = None
    revoked_reason: str | None = None
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
        made = _Advance(self, as_of=as_of, serial=serial, sids=sids)
        numbered = []
        for claim in claims:
            if claim.takes_sid:
                numbered.append(claim)
            else:  # at once, so that a million claims need not be kept
                made.take(claim)
        for claim in sorted(numbered, key=lambda claim: (claim.kind, claim.key, claim.id)):
            made.take(claim)
        lines = made.lines
        for id_, line in self.lines.items():
            if line.gone_serial is None and id_ not in made.claimed:
                lines[id_] = replace(line, gone_serial=serial)
        _keep_together(lines)
        return Ledger(lines)


class _Advance:
    """One step of a ledger while it is made."""

    def __init__(self, before: Ledger, *, as_of: datetime, serial: int, sids: range) -> None:
        self.lines = dict(before.lines)
        self.claimed: set[str] = set()
        """Ids of lines that were there before."""
        self._as_of, self._serial, self._sids = as_of, serial, sids
        taken = (line.sid for line in before.lines.values() if line.sid is not None)
        self._highest = max((sid for sid in taken if sid in sids), default=sids.start - 1)

    def take(self, claim: Claim) -> None:
        """Add one claim's line, or change it."""
        hash_ = hashlib.sha256(claim.content).hexdigest()
        line = self.lines.get(claim.id)
        if line is None:
            self.lines[claim.id] = self._new(claim, hash_)
            return
        _same_meaning(line, claim)
        self.claimed.add(claim.id)
        curated = line.curated or claim.bulk_list is None
        if line.hash != hash_ or line.revoked != claim.revoked or line.gone_serial is not None:
            self._refuse_the_past(line, claim)
            self.lines[claim.id] = replace(
                line,
                hash=hash_,
                modified=self._as_of,
                changed_serial=self._serial,
                revoked=claim.revoked,
                rev=line.rev + 1,
                covers=claim.covers,
                bulk_list=claim.bulk_list,
                curated=curated,
                revoked_at=claim.revoked_at,
                revoked_reason=claim.revoked_reason,
                gone_serial=None,
            )
        elif (line.bulk_list, line.curated) != (claim.bulk_list, curated):
            # Where it is kept, not what it says.
            self.lines[claim.id] = replace(line, bulk_list=claim.bulk_list, curated=curated)

    def _new(self, claim: Claim, hash_: str) -> LedgerLine:
        sid = None
        if claim.takes_sid:
            self._highest += 1
            sid = self._highest
            if sid not in self._sids:
                raise DriftError(
                    f"the sid range {self._sids.start}-{self._sids.stop - 1} is used up; "
                    "widen sids in feed.yml"
                )
        return LedgerLine(
            id=claim.id,
            kind=claim.kind,
            key=claim.key,
            hash=hash_,
            created=self._as_of,
            modified=self._as_of,
            added_serial=self._serial,
            changed_serial=self._serial,
            revoked=claim.revoked,
            sid=sid,
            covers=claim.covers,
            bulk_list=claim.bulk_list,
            curated=claim.bulk_list is None,
            revoked_at=claim.revoked_at,
            revoked_reason=claim.revoked_reason,
        )

    def _refuse_the_past(self, line: LedgerLine, claim: Claim) -> None:
        again = self._as_of == line.modified and line.changed_serial == self._serial
        if self._as_of <= line.modified and not again:
            raise DriftError(
                f"{claim.kind} {claim.key} changed at {format_instant(line.modified)}, "
                f"after this release's as-of {format_instant(self._as_of)}; use a later --as-of"
            )


def _keep_together(lines: dict[str, LedgerLine]) -> None:
    """Keep all generations of a value in git once one of them is there.

    How often a value was revoked before decides its id, so git has to know that by itself.
    """
    curated = {_value(line) for line in lines.values() if line.curated and line.kind == "indicator"}
    apart = [line for line in lines.values() if not line.curated and _value(line) in curated]
    lines |= {line.id: replace(line, curated=True) for line in apart}


def _value(line: LedgerLine) -> str:
    """Type and value of an indicator's line: its key without the generation."""
    return line.key.rpartition(" ")[0]


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
