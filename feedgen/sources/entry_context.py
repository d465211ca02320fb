"""What all values of one entry share: its file's defaults applied, its names resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from feedgen.errors import Finding, InvalidValueError, Location
from feedgen.model.feed import FeedProfile
from feedgen.model.incident import Exposure, Incident, Reference
from feedgen.model.indicator import (
    Action,
    Detail,
    History,
    HistoryEvent,
    Match,
    Mention,
    TagDetail,
    TagStanding,
)
from feedgen.model.observables import Carrier, Observable
from feedgen.sources import codes, entry_schema, schema
from feedgen.sources.refang import read_value
from feedgen.sources.yaml_tree import Node

TreePath = tuple[str | int, ...]
N = TypeVar("N", Exposure, Reference)


@dataclass(slots=True)
class FileContext:
    """One file while it is read."""

    node: Node
    """Its tree."""
    file: schema.IncidentFile
    incident: Incident
    profile: FeedProfile
    root: Path
    """The folder of feed.yml, where bulk lists are looked for."""
    findings: dict[Finding, None] = field(default_factory=dict)
    """In order, each once."""

    def complain(self, finding: Finding) -> None:
        """Collect a finding, once."""
        self.findings[finding] = None


class EntryContext:
    """What all values of one entry share: defaults applied, names resolved."""

    def __init__(self, source: FileContext, entry: entry_schema.Common, path: TreePath) -> None:
        self._source, self._entry, self._path = source, entry, path
        self._meant: dict[type[Observable], dict[Observable, list[int]]] = {}
        self._matched: set[int] = set()
        defaults = source.file.defaults
        self.action = entry.action or defaults.action
        self.confidence = defaults.confidence if entry.confidence is None else entry.confidence
        self.role = entry.role or defaults.role
        self.exposures: tuple[Exposure, ...] = self._resolve(
            entry.exposures,
            defaults.exposures,
            {exposure.key: exposure for exposure in source.incident.exposures},
            "exposures",
        )
        self.references: tuple[Reference, ...] = self._resolve(
            entry.references,
            defaults.references,
            {reference.key: reference for reference in source.incident.references},
            "references",
        )

    def _resolve(
        self,
        own: list[str] | None,
        default: list[str],
        known: Mapping[str, N],
        key: str,
    ) -> tuple[N, ...]:
        found: list[N] = []
        names = default if own is None else own
        for number, name in enumerate(names):
            if name in known:
                found.append(known[name])
                continue
            if name in self._source.node.find((key,)).keys:
                continue  # defined, but with a mistake that is reported where it stands
            path = ("defaults", key, number) if own is None else (*self._path, key, number)
            self._source.complain(
                unknown_name(self._source.node.place(path), name, key, list(known))
            )
        return tuple(found)

    def mention(
        self, observable: Observable, where: Location, match: Match, detail: Detail | None
    ) -> Mention:
        """The mention of one value of the entry.

        Raises:
            InvalidValueError: when its validity cannot be computed.
        """
        entry, incident = self._entry, self._source.incident
        action = Action.HUNT if _needs_time(observable, detail) else self.action
        return Mention(
            observable=observable,
            incident_id=incident.id,
            location=where,
            action=action,
            confidence=self.confidence,
            tlp=entry.tlp or incident.tlp,
            published=incident.published,
            valid_until=self._valid_until(observable),
            match=match,
            role=self.role,
            first_seen=entry.first_seen,
            last_seen=entry.last_seen,
            exposures=self.exposures,
            references=self.references,
            note=entry.note,
            labels=tuple(sorted(set(entry.labels))),
            history=self._history(observable),
            detail=detail,
            exceptions=tuple(sorted(entry.exceptions.items())),
        )

    @property
    def tells_apart(self) -> bool:
        """Whether it may say of one value what it does not say of another of the same type."""
        return bool(self._entry.history) or self._source.incident.withdrawn_at is not None

    def named_in_history(self, cls: type[Observable]) -> Iterator[tuple[Observable, int]]:
        """The values that history lines name, each with its last line's number."""
        return ((named, lines[-1]) for named, lines in self._named(cls).items())

    def _valid_until(self, observable: Observable) -> datetime:
        entry, published = self._entry, self._source.incident.published
        if entry.valid_until is not None:
            end = entry.valid_until
        else:
            length = entry.valid_for or self._source.profile.validity_of(observable.type)
            own = self._own_history(observable) if entry.history else []
            relisted = [line.at for line in own if line.event is HistoryEvent.RELISTED]
            end = length.after(max([entry.last_seen or published, *relisted]))
        begin = entry.first_seen or published
        if end <= begin:
            self._complain_at(
                "valid_until",
                codes.VALIDITY,
                "the validity ends before it begins",
                "correct the times",
            )
        return end

    def _history(self, observable: Observable) -> tuple[History, ...]:
        if not self.tells_apart:
            return ()
        own = self._own_history(observable)
        if not _alternates(own):
            self._complain_at(
                "history",
                codes.HISTORY,
                f"the history of {observable} does not alternate in time",
                "start with revoked, then relisted, each later than the last",
            )
        return (*own, *self._withdrawal(observable, own))

    def _own_history(self, observable: Observable) -> list[History]:
        """The entry's history lines that are about a value: all that do not name another."""
        named = set(self._lines_naming(observable))
        self._matched |= named
        return [
            History(at=line.at, event=line.event, reason=line.reason)
            for number, line in enumerate(self._entry.history)
            if line.value is None or number in named
        ]

    def _withdrawal(self, observable: Observable, own: list[History]) -> Iterator[History]:
        """The event that the withdrawal of the incident adds to a value that is still listed."""
        incident = self._source.incident
        if incident.withdrawn_at is None or (own and own[-1].event is HistoryEvent.REVOKED):
            return
        if own and own[-1].at >= incident.withdrawn_at:
            self._complain_at(
                "history",
                codes.HISTORY,
                f"the history of {observable} goes on after its incident was withdrawn",
                "withdraw later than its last event",
            )
            return
        reason = incident.withdrawn_reason or incident.title
        yield History(at=incident.withdrawn_at, event=HistoryEvent.REVOKED, reason=reason)

    def _lines_naming(self, observable: Observable) -> list[int]:
        """Numbers of the history lines whose `value` means this observable."""
        return self._named(type(observable)).get(observable, [])

    def _named(self, cls: type[Observable]) -> Mapping[Observable, list[int]]:
        if cls not in self._meant:
            found: dict[Observable, list[int]] = {}
            for number, line in enumerate(self._entry.history):
                if line.value is not None:
                    with suppress(InvalidValueError):
                        found.setdefault(read_value(cls, line.value), []).append(number)
            self._meant[cls] = found
        return self._meant[cls]

    def check_history(self) -> None:
        """Complains about history lines that name a value the entry does not have."""
        for number, line in enumerate(self._entry.history):
            if line.value is not None and number not in self._matched:
                self._complain_at(
                    "history",
                    codes.HISTORY,
                    f'the entry has no value "{line.value}"',
                    "name one of its values, or none for all",
                    number,
                )

    def _complain_at(self, key: str, code: str, problem: str, remedy: str, *more: int) -> None:
        where = self._source.node.place((*self._path, key, *more))
        self._source.complain(Finding(where, code, problem, remedy))


def _alternates(history: list[History]) -> bool:
    """Whether it is revoked, relisted, revoked, … with each line later than the one before."""
    turns = (HistoryEvent.REVOKED, HistoryEvent.RELISTED)
    return all(
        line.event is turns[number % 2] and (number == 0 or history[number - 1].at < line.at)
        for number, line in enumerate(history)
    )


def unknown_name(where: Location, name: str, kind: str, known: list[str]) -> Finding:
    """The finding for a name that the file does not define."""
    listed = ", ".join(sorted(known)) or "none"
    return Finding(
        where,
        codes.UNKNOWN_NAME,
        f'"{name}" is not among the {kind} of this file',
        f"define it, or use one of: {listed}",
    )


def _needs_time(observable: Observable, detail: Detail | None) -> bool:
    """Whether a value is a hit only inside a window, so that it may not leave without one."""
    if isinstance(observable, Carrier):
        return True
    return isinstance(detail, TagDetail) and (
        detail.standing is TagStanding.OVERWRITTEN or detail.reissued is not None
    )
