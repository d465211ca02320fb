"""Reads one incident file into an `Incident`, its mentions, and its known-good values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from feedgen.errors import Finding, InvalidValueError, SourceError
from feedgen.model.attack import techniques
from feedgen.model.feed import FeedProfile
from feedgen.model.incident import (
    Actor,
    Campaign,
    Exposure,
    Incident,
    KnownGood,
    Malware,
    Reference,
    Remediation,
    Status,
    Window,
    YaraRule,
    YaraString,
)
from feedgen.model.indicator import Mention
from feedgen.model.observables import Account
from feedgen.sources import codes, schema
from feedgen.sources.bulk_lists import list_template
from feedgen.sources.entry_context import FileContext, unknown_name
from feedgen.sources.files import read_text
from feedgen.sources.known_good import read_known_good
from feedgen.sources.mentions import MentionReader
from feedgen.sources.validation import salvage
from feedgen.sources.yaml_tree import Node, parse_yaml

_STAND_INS = {
    "schema_version": "1",
    "status": "draft",
    "title": "?",
    "summary": "?",
    "tlp": "clear",
    "severity": "high",
    "published": "2000-01-01",
}
"""So that a file with a broken head still has its indicators checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkList:
    """A bulk list that an incident names."""

    incident_id: str
    path: str
    """Relative to the folder of feed.yml."""
    template: Mention
    """What its entry says of any value; the observable is empty."""

    @property
    def name(self) -> str:
        """As the ledger knows it: an incident may have several, and two may share a file."""
        return f"{self.incident_id} {self.path}"


@dataclass(frozen=True, slots=True)
class IncidentSource:
    """Everything one file says."""

    incident: Incident
    mentions: tuple[Mention, ...]
    known_good: tuple[KnownGood, ...]
    lists: tuple[BulkList, ...] = ()


def read_incident(path: Path, root: Path, profile: FeedProfile) -> IncidentSource:
    """Read, validate and type one file.

    Args:
        path: the file.
        root: the source tree; links out of it are refused.
        profile: for validity and defaults.

    Raises:
        SourceError: with every mistake of the file.
    """
    return parse_incident(read_text(path, root), path, root, profile)


def parse_incident(text: str, path: Path, root: Path, profile: FeedProfile) -> IncidentSource:
    """The same for a text that is not on disk; `path` is where it would stand, below `root`.

    Raises:
        SourceError: with every mistake of the text.
    """
    mistakes: list[Finding] = []
    node = parse_yaml(text, path, mistakes)
    file, findings = salvage(node, schema.IncidentFile, {**_STAND_INS, "id": path.stem})
    findings = mistakes + findings
    if file is None:
        raise SourceError(findings)
    builder = _Builder(node, file)
    incident = builder.incident(path)
    context = FileContext(node, file, incident, profile, root)
    mentions = tuple(MentionReader(context).read())
    good = read_known_good(
        node, file.known_good, incident.references, incident.id, builder.findings
    )
    findings += [*builder.findings, *context.findings]
    if findings:
        raise SourceError(findings)
    lists = tuple(
        BulkList(
            incident_id=incident.id,
            path=entry.path,
            template=list_template(context, entry, ("indicators", "lists", number)),
        )
        for number, entry in enumerate(file.indicators.lists)
    )
    return IncidentSource(incident, mentions, good, lists)


class _Builder:
    def __init__(self, node: Node, file: schema.IncidentFile) -> None:
        self._node, self._file = node, file
        self.findings: list[Finding] = []
        self._references = {
            key: Reference(key=key, title=entry.title, url=entry.url, date=entry.date)
            for key, entry in sorted(file.references.items())
        }

    def incident(self, path: Path) -> Incident:
        file = self._file
        self._check_names(path)
        return Incident(
            id=file.id,
            location=self._node.place(("id",)),
            status=file.status,
            title=file.title,
            summary=file.summary,
            tlp=file.tlp,
            severity=file.severity,
            published=file.published,
            campaigns=tuple(
                Campaign(
                    name=c.name,
                    aliases=tuple(c.aliases),
                    description=c.description,
                    first_seen=c.first_seen,
                    last_seen=c.last_seen,
                )
                for c in file.campaigns
            ),
            actors=tuple(
                Actor(name=a.name, aliases=tuple(a.aliases), description=a.description)
                for a in file.actors
            ),
            malware=tuple(
                Malware(
                    name=m.name,
                    types=tuple(m.types),
                    aliases=tuple(m.aliases),
                    description=m.description,
                )
                for m in file.malware
            ),
            techniques=tuple(sorted(set(file.techniques))),
            vulnerabilities=tuple(sorted(set(file.vulnerabilities))),
            references=tuple(self._references.values()),
            exposures=tuple(self._exposure(key) for key in sorted(file.exposures)),
            notes=tuple(file.notes),
            remediation=Remediation(
                credentials=tuple(file.remediation.credentials), steps=tuple(file.remediation.steps)
            ),
            abused_accounts=tuple(self._abused()),
            yara=tuple(self._yara(number) for number in range(len(file.yara))),
            withdrawn_at=file.withdrawn.at if file.withdrawn else None,
            withdrawn_reason=file.withdrawn.reason if file.withdrawn else None,
        )

    def _abused(self) -> Iterator[Account]:
        for number, entry in enumerate(self._file.indicators.accounts):
            if entry.standing == "abused":
                try:
                    yield Account.parse(f"{entry.service}:{entry.name}")
                except InvalidValueError as error:
                    at = ("indicators", "accounts", number, "name")
                    self._complain(at, codes.INVALID_VALUE, error.problem, error.remedy)

    def _check_names(self, path: Path) -> None:
        file = self._file
        if path.stem != file.id:
            self._complain(
                ("id",),
                codes.FILE_NAME,
                f'the file is named "{path.name}"',
                f'name it "{file.id}.yml" or correct the id',
            )
        known = techniques()
        for number, technique in enumerate(file.techniques):
            if technique not in known:
                self._complain(
                    ("techniques", number),
                    codes.UNKNOWN_NAME,
                    f'"{technique}" is no ATT&CK technique',
                    "write it as T1195.002",
                )
        withdrawn = file.status is Status.WITHDRAWN
        if withdrawn != (file.withdrawn is not None):
            self._complain(
                ("status",),
                codes.MISSING_KEY,
                "status and `withdrawn` do not agree",
                "a withdrawn incident needs status: withdrawn and withdrawn: {at, reason}",
            )

    def _exposure(self, key: str) -> Exposure:
        entry = self._file.exposures[key]
        windows = []
        for number, window in enumerate(entry.windows):
            at = ("exposures", key, "windows", number)
            end = None if window.until == "open" else window.until
            if end is not None and end <= window.start:
                self._complain(
                    (*at, "until"),
                    codes.VALIDITY,
                    "the window ends before it begins",
                    "correct the times; until is exclusive",
                )
            windows.append(
                Window(
                    start=window.start,
                    end=end,
                    grade=window.grade,
                    note=window.note,
                    references=self._named(window.references, (*at, "references")),
                )
            )
        exposure = Exposure(
            incident_id=self._file.id,
            key=key,
            component=entry.component,
            windows=tuple(sorted(windows, key=lambda w: (w.start, w.end is None, w.end, w.grade))),
            cache_tail=entry.cache_tail,
        )
        try:
            _ = exposure.cache_end
        except InvalidValueError as error:
            where = ("exposures", key, "cache_tail")
            self._complain(where, codes.INVALID_VALUE, error.problem, error.remedy)
            return replace(exposure, cache_tail=None)
        return exposure

    def _yara(self, number: int) -> YaraRule:
        entry = self._file.yara[number]
        at = ("yara", number)
        return YaraRule(
            name=entry.name,
            description=entry.description,
            incident_id=self._file.id,
            location=self._node.place((*at, "name")),
            format=entry.format,
            strings=tuple(
                YaraString(
                    identifier=identifier, text=string.text, modifiers=tuple(string.modifiers)
                )
                for identifier, string in sorted(entry.strings.items())
            ),
            condition=entry.condition,
            max_size=entry.max_size,
            score=entry.score,
            references=self._named(entry.references, (*at, "references")),
            tags=tuple(entry.tags),
            hashes=tuple(h.lower() for h in entry.hashes),
        )

    def _named(self, names: Sequence[str], at: tuple[str | int, ...]) -> tuple[Reference, ...]:
        for number, name in enumerate(names):
            if name not in self._references and name not in self._node.find(("references",)).keys:
                self.findings.append(
                    unknown_name(
                        self._node.place((*at, number)), name, "references", list(self._references)
                    )
                )
        return tuple(self._references[name] for name in names if name in self._references)

    def _complain(self, at: tuple[str | int, ...], code: str, problem: str, remedy: str) -> None:
        self.findings.append(Finding(self._node.place(at), code, problem, remedy))
