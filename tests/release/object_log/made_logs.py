"""Object logs of made objects, written by the real writer release by release.

A test says what each release publishes; `ObjectLogs` keeps the releases' directories, and a plain
list of what was published when: what a server of them has to answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import orjson

from feedgen.build.object_log import find_past, write_object_log
from feedgen.build.staging import Staged
from feedgen.model.feed import Feed, FeedProfile, ReleaseInfo
from feedgen.model.tlp import Tlp
from feedgen.release.names import SUMS
from feedgen.release.object_log import ObjectLog, segments_digest
from feedgen.release.object_log.layout import Listing

NAMESPACE = UUID("2c8bd5c4-6a0c-4e0b-9d2e-1f2b1e0a7c11")
START = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""When the first release was activated; each later one an hour after the one before."""
SPACING = timedelta(hours=1)
_CREATED = datetime(2026, 1, 1, tzinfo=UTC)
_CONTEXT = {"identity", "marking-definition", "extension-definition"}


def profile(name: str = "made feed") -> FeedProfile:
    return FeedProfile(
        name=name, contact="feed@producer.example", description="Made for a test.",
        namespace=NAMESPACE, identity_created=_CREATED, sids=range(1, 2),
        base_url="https://feed.producer.example", tlp_limit=Tlp.RED, licence="CC0-1.0",
        formats=("stix",), validity={},
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One version of an object."""

    name: str
    type: str = "indicator"
    version: int = 0
    """Milliseconds of `modified` after a fixed instant."""
    tlp: Tlp | None = Tlp.CLEAR
    hunting: bool = False
    revoked: bool = False
    dated: bool = True
    """False for what has neither `created` nor `modified`."""
    padding: int = 0
    """Further bytes."""

    @property
    def uuid(self) -> UUID:
        return uuid5(NAMESPACE, f"{self.type} {self.name}")

    @property
    def id(self) -> str:
        return f"{self.type}--{self.uuid}"

    @property
    def modified(self) -> datetime | None:
        return _CREATED + timedelta(milliseconds=self.version) if self.dated else None

    @property
    def listing(self) -> Listing:
        if self.type in _CONTEXT:
            return Listing.CONTEXT
        if self.type != "indicator":
            return Listing.GRAPH
        return Listing.HUNTING if self.hunting else Listing.DETECTION

    def to_json(self) -> dict[str, Any]:
        document: dict[str, Any] = {"id": self.id, "name": self.name, "type": self.type}
        document["spec_version"] = "2.1"
        if self.modified:
            document["created"] = _stix(_CREATED)
            if self.type != "marking-definition":
                document["modified"] = _stix(self.modified)
        if self.tlp:
            document["object_marking_refs"] = [self.tlp.marking_id]
        if self.revoked:
            document["revoked"] = True
        if self.type == "indicator":
            document |= {
                "pattern": f"[domain-name:value = '{self.name}.example']", "pattern_type": "stix",
                "valid_from": _stix(_CREATED),
            }  # fmt: skip
        if self.padding:
            document["x_padding"] = "x" * self.padding
        return dict(sorted(document.items()))


@dataclass(frozen=True, slots=True)
class Dated:
    """A version, and when it became visible."""

    made: Made
    number: int
    added: datetime
    first: bool
    last: bool

    @property
    def version_text(self) -> str:
        return stamp(self.made.modified or datetime(1970, 1, 1, tzinfo=UTC))


@dataclass(slots=True)
class ObjectLogs:
    """A publication's releases, as far as TAXII is concerned."""

    directory: Path
    serial: int = 0
    current: dict[str, Made] = field(default_factory=dict)
    published: list[list[Made]] = field(default_factory=list)
    """What each release added, in the order of the log."""
    activations: list[tuple[int, datetime]] = field(default_factory=list)
    _digest: str | None = None

    @property
    def latest(self) -> Path:
        return self.release_directory(self.serial)

    def release_directory(self, serial: int) -> Path:
        return self.directory / f"2026.11.24.{serial}"

    def release(self, changes: Iterable[Made], *, after: timedelta = SPACING) -> ObjectLog:
        """Publish new or changed objects, beside all that was there.

        Args:
            changes: what the release adds; of each id the last one counts.
            after: how long after the release before it is activated.
        """
        self.current |= {made.id: made for made in changes}
        self.serial += 1
        staged = Staged(self.latest)
        for path, hunting in (("stix/bundle.json", False), ("stix/hunt.json", True)):
            staged.add(path, "application/json", [_bundle(self.current.values(), hunting)], "stix")
        feed = Feed(
            profile=profile(), incidents=(), indicators=(), known_good=(),
            release=ReleaseInfo(version=f"2026.11.24.{self.serial}", serial=self.serial, as_of=START),
        )  # fmt: skip
        past = None
        if self._digest is not None:
            past = find_past([self.release_directory(self.serial - 1)], self.serial, self._digest)
        segments = write_object_log(feed, staged, past)
        self._digest = segments_digest(segments) if segments else None
        sums = "".join(f"{file.sha256}  {file.path}\n" for file in staged.files)
        (self.latest / SUMS).write_text(sums)
        before = self.activations[-1][1] if self.activations else START - after
        self.activations.append((self.serial, before + after))
        log = self.log()
        self.published.append(self._added(log))
        return log

    def log(self, serial: int | None = None) -> ObjectLog:
        """The log of the current release, or of an earlier one."""
        serial = serial or self.serial
        return ObjectLog.open(self.release_directory(serial), self.activations[:serial])

    def sums(self, serial: int | None = None) -> str:
        """What tells this release from others."""
        path = self.release_directory(serial or self.serial) / SUMS
        return hashlib.sha256(path.read_bytes()).hexdigest()

    def dated(self, serial: int | None = None) -> list[Dated]:
        """Every version published up to a release, in order, from what the test said alone."""
        serial = serial or self.serial
        rows: list[tuple[Made, datetime]] = []
        end = datetime(1970, 1, 1, tzinfo=UTC)
        for (_, activated), added in zip(self.activations[:serial], self.published, strict=False):
            begin = max(activated, end)
            rows += [(m, begin + timedelta(milliseconds=i)) for i, m in enumerate(added)]
            end = begin + timedelta(milliseconds=len(added)) if added else end
        firsts: dict[str, int] = {}
        lasts: dict[str, int] = {}
        for number, (made, _) in enumerate(rows):
            firsts.setdefault(made.id, number)
            lasts[made.id] = number
        return [
            Dated(made, number, when, firsts[made.id] == number, lasts[made.id] == number)
            for number, (made, when) in enumerate(rows)
        ]

    def _added(self, log: ObjectLog) -> list[Made]:
        """What the release appended: the log decides the order within it, and nothing else."""
        before = sum(map(len, self.published))
        by_id = self.current
        return [by_id[log.record(number).id] for number in range(before, log.count)]


def rich_logs(directory: Path) -> ObjectLogs:
    """Four releases: superseded versions, a revocation, three TLP levels, hunting, no-change."""
    logs = ObjectLogs(directory)
    context = [
        Made(name="producer", type="identity", tlp=None),
        Made(name="clear", type="marking-definition", tlp=None),
        Made(name="undated", type="extension-definition", tlp=None, dated=False),
    ]
    first = [Made(name=f"a{i}") for i in range(6)]
    first += [Made(name=f"h{i}", hunting=True) for i in range(3)]
    first += [
        Made(name="green", tlp=Tlp.GREEN),
        Made(name="amber", tlp=Tlp.AMBER),
        Made(name="incident", type="report"),
        Made(name="stealer", type="malware"),
        Made(name="a0 indicates stealer", type="relationship"),
    ]
    logs.release([*context, *first])
    logs.release([
        Made(name="a1", version=1000), Made(name="h1", version=1000, hunting=True),
        Made(name="incident", type="report", version=1000), Made(name="b0", version=1000),
    ])  # fmt: skip
    logs.release([])
    logs.release([
        Made(name="a1", version=2500), Made(name="a2", version=2000, revoked=True),
        Made(name="a3", version=2000, tlp=Tlp.AMBER), Made(name="b1", version=2000),
    ])  # fmt: skip
    return logs


def bare_logs(directory: Path) -> ObjectLogs:
    """One release whose collection `hunt` is empty."""
    logs = ObjectLogs(directory)
    logs.release([Made(name="only")])
    return logs


def stamp(when: datetime) -> str:
    """As TAXII writes it, made without the code under test."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def in_collection(row: Dated, alias: str) -> bool:
    """Whether a collection has a version, by what docs/taxii.md says of it."""
    listing = row.made.listing
    if alias == "hunt":
        return listing in {Listing.HUNTING, Listing.CONTEXT}
    if alias == "indicators":
        return listing in {Listing.DETECTION, Listing.CONTEXT}
    if listing is Listing.HUNTING:
        return False
    if alias == "all":
        return True
    limit = Tlp(alias.removeprefix("tlp-").replace("amber-strict", "amber+strict"))
    return row.made.tlp is None or row.made.tlp.rank <= limit.rank


def revised(made: Made, **changes: Any) -> Made:
    """The same object, changed, one millisecond later."""
    return replace(made, **{"version": made.version + 1, **changes})


def _bundle(objects: Iterable[Made], hunting: bool) -> bytes:  # noqa: FBT001
    kept: Sequence[Made] = [
        made
        for made in objects
        if made.listing is Listing.CONTEXT or (made.listing is Listing.HUNTING) == hunting
    ]
    lines = [orjson.dumps(made.to_json()) for made in sorted(kept, key=lambda made: made.id)]
    id_ = f"bundle--{uuid5(NAMESPACE, str(hunting))}"
    opening = b'{"id":"%s","objects":[\n' % id_.encode()
    return opening + b",\n".join(lines) + b'\n],"type":"bundle"}\n'


def _stix(when: datetime) -> str:
    return when.isoformat(timespec="milliseconds").replace("+00:00", "Z")
