"""The text of a new incident file: head, comments about what is missing, entries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TypeVar

from feedgen.authoring.foreign_words import one_line, prose
from feedgen.authoring.reading import Candidate, Reading, Served, shown
from feedgen.authoring.writing.entries import PACKAGES, Entry, Said, Writer
from feedgen.authoring.writing.yaml_text import Value, comment, flow, item, member, scalar
from feedgen.errors import Finding
from feedgen.model.attack import techniques
from feedgen.model.feed import FeedProfile
from feedgen.model.incident import Severity
from feedgen.model.indicator import Action
from feedgen.model.instants import format_instant
from feedgen.model.observables import Observable
from feedgen.model.tlp import Tlp
from feedgen.sources.entry_schema import Indicators

_KEYS = tuple(Indicators.model_fields)
"""Under `indicators`, in the order in which they are written: that of the format's page."""
_MAX_COMMENTS = 200
"""Lines about what is left out; the rest is counted."""
T = TypeVar("T", bound=Hashable)
Line = str | tuple[str, Entry]
"""A line of the file, with the entry that it is of."""


class Sheet:
    """The text of one draft, for whatever candidates are kept."""

    def __init__(
        self, id_: str, reading: Reading, origin: str, as_of: datetime, profile: FeedProfile
    ) -> None:
        self._id, self._reading, self._origin = id_, reading, origin
        self._as_of, self._profile = as_of, profile
        self.published = reading.published or as_of.replace(microsecond=0)
        self.entries = 0
        self.questions: dict[str, None] = {}
        self._owners: dict[int, Entry] = {}
        self._names = _reference_names(reading)
        self._exposures = _exposure_names(reading.candidates)

    def text(self, kept: list[Candidate], refused: Mapping[Observable, Finding]) -> str:
        """The whole file."""
        said = self._said(kept)
        writer = Writer(said, self._names, self._exposures, self._expiry)
        entries = writer.entries(kept)
        refused_entries = writer.entries(
            [c for c in self._reading.candidates if c.observable in refused]
        )
        self.entries = len(entries)
        self.questions = {**self._reading.questions, **dict.fromkeys(self._open(kept))}
        lines: list[Line] = [
            *self._head(said, kept),
            *self._remarks(refused_entries, refused),
            *self._indicators(entries),
            "known_good: {}                  # legitimate siblings: no output may act on them",
            "yara: []",
            "remediation: {credentials: [], steps: []}",
        ]
        plain = [line if isinstance(line, str) else line[0] for line in lines]
        self._owners = {
            number: line[1]
            for number, line in enumerate(lines, start=1)
            if not isinstance(line, str)
        }
        return "\n".join(plain) + "\n"

    def said_at(self, line: int) -> list[Candidate]:
        """The candidates of the entry on a line of the last text; none where there is no entry."""
        owner = self._owners.get(line)
        return owner.candidates if owner else []

    def _said(self, kept: list[Candidate]) -> Said:
        """The defaults: what most of the candidates say."""
        return Said(
            action=_most(c.action for c in kept if c.action) or Action.DETECT,
            confidence=_most(c.confidence for c in kept if c.confidence is not None),
            references=_most(c.references for c in kept if c.references) or tuple(self._names),
            tlp=self._reading.tlp or Tlp.CLEAR,
        )

    def _expiry(self, c: Candidate) -> datetime:
        length = self._profile.validity_of(c.observable.type)
        return length.after(c.last_seen or self.published)

    def _open(self, kept: list[Candidate]) -> Iterator[str]:
        """Questions that every draft has."""
        if self._reading.published is None:
            yield "when was this published? the time of the import stands in"
        if not self._names:
            yield "no public reference: name one under references and in defaults before publishing"
        if self._reading.severity is None:
            yield "how severe is it? high stands in"
        if not any(c.confidence is not None for c in kept):
            yield "how sure is the report? confidence 50 stands in"
        if self._reading.tlp is None:
            yield "who may see it? the document has no TLP marking, clear stands in"

    def _head(self, said: Said, kept: list[Candidate]) -> Iterator[str]:
        reading = self._reading
        yield "# yaml-language-server: $schema=../../docs/schema/incident.schema.json"
        yield from comment(
            f"Imported from {shown(self._origin)}; a draft is checked, never published."
        )
        yield from (line for q in self.questions for line in comment(f"open question: {q}"))
        yield "schema_version: 1"
        yield f"id: {self._id}"
        yield "status: draft                   # draft | published | withdrawn"
        yield f"title: {scalar(_line(reading.title, self._id)[:200], flow=False)}"
        yield from _prose(
            "summary", reading.summary or "What happened, to whom, and how a reader knows."
        )
        yield f"tlp: {(reading.tlp or Tlp.CLEAR).value}"
        yield f"severity: {(reading.severity or Severity.HIGH).value}"
        yield f"published: {format_instant(self.published)}"
        yield from _people("actors", reading.actors, "aliases")
        yield from _people("malware", reading.malware, "types")
        yield from _people("campaigns", reading.campaigns, "aliases")
        yield from member(
            "techniques", [t for t in sorted(reading.techniques) if t in techniques()], 0
        )
        yield from member("vulnerabilities", sorted(reading.vulnerabilities), 0)
        yield from self._references()
        yield from self._exposure_lines(kept)
        notes = [_line(note, "") for note in reading.notes if _line(note, "")]
        yield from (
            ["notes:", *(line for n in notes for line in item(n, 2))] if notes else ["notes: []"]
        )
        defaults: dict[str, Value] = {
            "confidence": 50 if said.confidence is None else said.confidence,
            "action": (said.action or Action.DETECT).value,
            "references": [self._names[url] for url in said.references],
        }
        yield f"defaults: {flow(defaults)}   # block | detect | hunt"

    def _references(self) -> Iterator[str]:
        if not self._names:
            yield "references: {}"
            return
        yield "references:"
        for url, name in self._names.items():
            cited = self._reading.cited.get(url)
            fields: dict[str, Value] = {
                "title": _line(cited.title if cited else "", url),
                "url": url,
            }
            if cited and cited.date:
                fields["date"] = cited.date
            yield from member(name, fields, 2)

    def _exposure_lines(self, kept: list[Candidate]) -> Iterator[str]:
        used = {served for c in kept for served in c.served}
        named = {served: name for served, name in self._exposures.items() if served in used}
        if not named:
            yield "exposures: {}"
            return
        yield "exposures:"
        for served, name in named.items():
            windows: list[Value] = [
                {"from": format_instant(start), "until": format_instant(end) if end else "open",
                 "grade": grade}
                for start, end, grade in served.windows
            ]  # fmt: skip
            fields: dict[str, Value] = {
                "component": _line(served.component, "?"),
                "windows": windows,
            }
            if served.cache_tail:
                fields["cache_tail"] = served.cache_tail
            yield from member(name, fields, 2)

    def _remarks(
        self, entries: list[Entry], refused: Mapping[Observable, Finding]
    ) -> Iterator[str]:
        """Comments about what is not carried."""
        for entry in entries:
            finding = next(
                refused[c.observable] for c in entry.candidates if c.observable in refused
            )
            yield from comment(f"refused by {finding.code}: {finding.problem}; {finding.remedy}:")
            yield f"#   {entry.key}: {flow(_shown_entry(entry))}"
        links = list(self._reading.links.items())
        for url, words in links[:_MAX_COMMENTS]:
            yield from comment(f"link: {_line(words, '')} {_line(url, '')}")
        if len(links) > _MAX_COMMENTS:
            yield f"# link: {len(links) - _MAX_COMMENTS:,} more"
        left_out = list(self._reading.left_out)
        for left in left_out[:_MAX_COMMENTS]:
            at = f" ({left.place})" if left.place else ""
            yield from comment(f"left out{at}: {left.value}: {left.reason}")
        more = len(left_out) - _MAX_COMMENTS + self._reading.left_out_beyond
        if more > 0:
            yield f"# left out: {more:,} more"

    def _indicators(self, entries: list[Entry]) -> Iterator[Line]:
        if not entries:
            yield "indicators: {}"
            return
        yield "indicators:"
        for key in _KEYS:
            mine = [entry for entry in entries if entry.key == key]
            if mine:
                yield f"  {key}:"
            if key == PACKAGES:
                yield from self._packages(mine)
            else:
                yield from ((line, e) for e in mine for line in item(e.value, 4))

    def _packages(self, entries: list[Entry]) -> Iterator[Line]:
        for ecosystem in dict.fromkeys(entry.ecosystem for entry in entries):
            yield f"    {scalar(ecosystem, flow=False)}:"
            mine = [entry for entry in entries if entry.ecosystem == ecosystem]
            yield from ((line, e) for e in mine for line in member(e.name, e.value, 6))


def _shown_entry(entry: Entry) -> Value:
    if entry.key == PACKAGES:
        return {entry.ecosystem: {entry.name: entry.value}}
    return entry.value


def _people(key: str, named: Mapping[str, tuple[str, ...]], more: str) -> Iterator[str]:
    if not named:
        yield f"{key}: []"
        return
    yield f"{key}:"
    for name, others in named.items():
        fields: dict[str, Value] = {"name": _line(name, "?")}
        if others:
            fields[more] = [_line(other, "?") for other in others]
        yield from item(fields, 2)


def _most(values: Iterable[T]) -> T | None:
    """The most frequent one; of several, the first."""
    counted = Counter(values)
    return counted.most_common(1)[0][0] if counted else None


def _line(text: str, otherwise: str) -> str:
    """Foreign words on one line, or else others."""
    return one_line(text) or otherwise


def _prose(key: str, text: str) -> Iterator[str]:
    yield f"{key}: |"
    yield from (f"  {line}".rstrip() for line in (prose(text) or "?").split("\n"))


def _reference_names(reading: Reading) -> dict[str, str]:
    """A name for every publication that is cited or named by a candidate, by URL."""
    urls = [*reading.cited, *(url for c in reading.candidates for url in c.references)]
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for url in dict.fromkeys(urls):
        host = re.sub(r"^https?://(?:www\.)?", "", url).partition("/")[0].partition(":")[0]
        labels = [label for label in re.findall(r"[a-z0-9-]+", host.lower()) if label]
        base = (labels[-2] if len(labels) > 1 else labels[0] if labels else "report").strip("-")
        counts[base] += 1
        names[url] = base if counts[base] == 1 else f"{base}-{counts[base]}"
    return names


def _exposure_names(candidates: Iterable[Candidate]) -> dict[Served, str]:
    names: dict[Served, str] = {}
    counts: Counter[str] = Counter()
    for served in dict.fromkeys(s for c in candidates for s in c.served):
        base = re.sub(r"[^a-z0-9]+", "-", served.component.lower().rpartition("/")[2]).strip("-")
        counts[base or "exposure"] += 1
        number = counts[base or "exposure"]
        names[served] = (base or "exposure") + (f"-{number}" if number > 1 else "")
    return names
