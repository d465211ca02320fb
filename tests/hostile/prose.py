"""Feeds whose values are harmless and whose every other text is hostile: one incident a family."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from feedgen.model.incident import (
    Actor,
    Campaign,
    Exposure,
    Grade,
    Incident,
    KnownGood,
    Malware,
    Reference,
    Remediation,
    Window,
)
from feedgen.model.indicator import (
    CarrierDetail,
    Detail,
    FileDetail,
    History,
    HistoryEvent,
    ImageDetail,
    ImageKind,
    Mention,
    RepositoryDetail,
)
from feedgen.model.instants import Duration
from feedgen.model.observables import OBSERVABLE_TYPES, Domain, Observable
from feedgen.sources.fields import Prose, Text, WebAddress
from tests.hostile.feeds import PUBLISHED, incident, said
from tests.hostile.values import FAMILIES

T = TypeVar("T")
HARMLESS = {
    "image_digest": "sha256:{sha256}", "image_tag": "docker.io/prose/image{n}:v1", "commit": "{sha1}",
    "action_ref": "github.com/prose/action{n}@v1", "carrier": "github.com/prose/carrier{n}",
    "domain": "host{n}.prose-{n}.example", "ip": "198.51.100.{n}", "url": "https://url{n}.example/path",
    "email": "box{n}@mail.example", "user_agent": "Prose/{n}.0 (harmless)", "http_header": "x-prose: {n}-harmless",
    "certificate": "sha256:{sha256}", "sha256": "{sha256}", "sha1": "{sha1}", "md5": "{md5}",
    "package": "pkg:npm/prose{n}@1.0.0", "extension": "open-vsx:prose.name{n}@1.0.0",
    "path": "/opt/prose{n}/harmless.bin", "process": "prose{n} --harmless", "repository": "prose-loot-{n}",
    "repository_pattern": "prose-[a-z]+-{n}", "kubernetes": "Pod/prose-{n}", "systemd_unit": "prose{n}.service",
    "plugin": "jenkins:prose{n}@1.0", "account": "github:prose-{n}",
}  # fmt: skip
"""One value of each type for a number."""
_UNTIL = datetime(2026, 4, 24, tzinfo=UTC)
_BEGINNINGS = (
    PUBLISHED, datetime(1, 1, 1, tzinfo=UTC), datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC),
)  # fmt: skip
_ENDS = (datetime(2030, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC))
"""Times that a source can hold and that some calendars cannot."""


def harmless(type_: str, number: int) -> Observable:
    """A value of this type that no format has trouble with, another one for each number."""
    seed = f"{type_} {number}".encode()
    digests = {name: hashlib.new(name, seed).hexdigest() for name in ("sha256", "sha1", "md5")}
    return OBSERVABLE_TYPES[type_].parse(HARMLESS[type_].format(n=number, **digests))


def legal(kind: Any, texts: Iterable[str]) -> tuple[str, ...]:
    """Those that a source takes as this kind of field, as it takes them."""
    adapter: TypeAdapter[str] = TypeAdapter(kind)
    found = []
    for text in texts:
        try:
            found.append(adapter.validate_python(text))
        except ValidationError:
            continue
    return tuple(dict.fromkeys(found))


def references(texts: Sequence[str]) -> tuple[Reference, ...]:
    """A report by each title, at an address that holds it as far as addresses can."""
    found = []
    for number, text in enumerate(texts):
        urls = legal(
            WebAddress,
            [f"https://reports.example/{number}/{text}", f"https://reports.example/{number}"],
        )
        found.append(
            Reference(key=text, title=text, url=urls[0], date="2026-04-23" if number % 2 else None)
        )
    return tuple(found)


def told_by(
    id_: str, lines: Sequence[str], prose: Sequence[str], begin: datetime = PUBLISHED
) -> Incident:
    """An incident whose every text is of these: lines of names and titles, prose of paragraphs."""
    cited = references(lines)
    window = Window(
        start=begin, end=_UNTIL, grade=Grade.DISPUTED, references=cited, note="\n\n".join(prose)
    )  # fmt: skip
    exposures = tuple(
        Exposure(
            incident_id=id_, key=text, component=text, windows=(window,), cache_tail=Duration.parse("7d")
        )
        for text in sorted(lines)[:3]
    )  # fmt: skip
    return incident(
        id_,
        title=" ".join(lines)[:200].strip(),
        summary="\n".join(prose),
        published=begin,
        campaigns=tuple(
            Campaign(
                name=text,
                aliases=tuple(lines),
                description=text,
                first_seen=begin,
                last_seen=_UNTIL,
            )
            for text in lines[:3]
        ),
        actors=tuple(Actor(name=text, aliases=tuple(lines), description=text) for text in lines),
        malware=tuple(
            Malware(name=text, types=tuple(lines), aliases=tuple(lines), description=text)
            for text in lines[-3:]
        ),
        techniques=("T1195.002",),
        vulnerabilities=tuple(sorted(lines)),
        references=cited,
        exposures=exposures,
        notes=tuple(prose),
        remediation=Remediation(credentials=tuple(lines), steps=tuple(prose)),
    )


def _detail(type_: str, text: str) -> dict[str, Detail]:
    if type_ == "image_digest":
        detail: Detail = ImageDetail(
            repositories=("docker.io/prose/image",), kind=ImageKind.INDEX, platform=text
        )
    elif type_ == "carrier":
        detail = CarrierDetail(refs=text, because=text)
    elif type_ in ("repository", "repository_pattern"):
        detail = RepositoryDetail(description=text)
    elif type_ in ("sha256", "sha1", "md5"):
        detail = FileDetail(name=text, size=73)
    else:
        return {}
    return {"detail": detail}


def few(all_: Sequence[T], start: int) -> tuple[T, ...]:
    """Three of them from a place on, so that the values of an incident have them all."""
    return tuple(dict.fromkeys(all_[(start + n) % len(all_)] for n in range(3)))


def said_of(
    where: Incident, number: int, lines: Sequence[str], prose: Sequence[str]
) -> Iterator[Mention]:
    """One harmless value of each type, with all that a source can say of one."""
    for place, type_ in enumerate(OBSERVABLE_TYPES):
        text = lines[place % len(lines)]
        yield said(
            harmless(type_, number), where.id, role=text, labels=tuple(sorted(few(lines, place))),
            note=prose[place % len(prose)], references=few(where.references, place), exposures=where.exposures,
            exceptions=(("FG999", text),), first_seen=where.published, last_seen=PUBLISHED,
            valid_until=_ENDS[number % len(_ENDS)],
            **_detail(type_, text),
        )  # fmt: skip


def gone(where: Incident, number: int, lines: Sequence[str]) -> Iterator[Mention]:
    """Values that no consumer may find: taken back for a few reasons, and expired."""
    for place, text in enumerate(few(lines, number)):
        history = (History(at=_UNTIL, event=HistoryEvent.REVOKED, reason=text),)
        value = Domain.parse(f"gone{place}.gone-{number}.example")
        yield said(value, where.id, history=history, note=text, first_seen=PUBLISHED)
    expired = Domain.parse(f"expired.gone-{number}.example")
    yield said(expired, where.id, valid_until=_UNTIL, note=lines[0], first_seen=PUBLISHED)


def good(where: Incident, lines: Sequence[str], first: int) -> Iterator[KnownGood]:
    """Legitimate siblings by each name: no consumer may find them either."""
    for number, text in enumerate(lines, first):
        type_ = ("domain", "image_digest", "commit", "package", "sha256")[number % 5]
        home = {"image_digest": "docker.io/prose/image", "commit": "github.com/prose/action"}
        yield KnownGood(
            observable=harmless(type_, number), incident_id=where.id, location=where.location,
            label=text, note=text, repository=home.get(type_), references=where.references,
        )  # fmt: skip


@dataclass(slots=True)
class Told:
    """What a feed is made of."""

    incidents: list[Incident] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    known_good: list[KnownGood] = field(default_factory=list)


def legal_prose(families: int = 1, every: int = 1) -> Told:
    """An incident for each family, or for several, of the texts that a source can hold.

    Args:
        families: so many in an incident.
        every: one text of a family in so many.
    """
    told, names = Told(), list(FAMILIES)
    for number in range(0, len(names), families):
        together = names[number : number + families]
        texts = [text for name in together for text in FAMILIES[name][::every]]
        lines, prose = legal(Text, texts), legal(Prose, texts)
        if lines and prose:
            begin = _BEGINNINGS[number % len(_BEGINNINGS)]
            where = told_by(f"prose-{together[0]}", lines, prose, begin)
            told.incidents.append(where)
            told.mentions += said_of(where, number, lines, prose)
            told.mentions += gone(where, number, lines)
            told.known_good += good(where, lines, 1_000 * (number + 1))
    return told


def illegal_prose() -> Told:
    """The same of texts that no source can hold."""
    families = ("lines", "controls", "invisible", "spaces")
    texts = [text for family in families for text in FAMILIES[family]]
    where, number = told_by("prose-illegal", texts, texts), len(FAMILIES)
    return Told([where], list(said_of(where, number, texts, texts)))
