"""Small source trees, judged by one check: what stands in the file, and the exact findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from feedgen.build.pipeline import unstamped
from feedgen.checks import checks
from feedgen.errors import Level
from feedgen.model.feed import Feed, ReleaseInfo
from feedgen.model.ids import indicator_uuid
from feedgen.model.ledger import Claim, Ledger
from feedgen.sources.tree import read_tree

FEED = """\
schema_version: 1
producer: {name: Test, contact: t@feed.test, description: A test feed, created: 2026-01-01}
namespace: 00000000-0000-4000-8000-000000000001
sids: {first: 1000000, last: 1000999}
base_url: https://feed.test
tlp_limit: green
licence: CC0-1.0
formats: [tables]
validity: {default: 2y}
"""
HEAD = """\
schema_version: 1
id: %(id)s
status: %(status)s
title: Acme
summary: What happened.
tlp: %(tlp)s
severity: high
published: 2026-01-02T00:00:00Z
references: {acme: {title: Acme, url: https://acme-vendor.com/post}, wiki: {title: W, url: https://wiki.corp.internal/x}}
exposures: {hub: {component: x, windows: [{from: 2026-01-01, until: 2026-01-02}]}}
defaults: {references: [acme], action: block}
"""
"""Eleven lines, so that what a test adds starts on line 12."""


@dataclass
class Sources:
    """A source tree in the making."""

    root: Path
    ledger: Ledger = Ledger()  # noqa: RUF009 - frozen

    def incident(
        self,
        body: str,
        *,
        id_: str = "acme",
        status: str = "published",
        tlp: str = "clear",
    ) -> Sources:
        """Write an incident file: the head, and then the body."""
        head = HEAD % {"id": id_, "status": status, "tlp": tlp}
        self.root.joinpath("2026").mkdir(exist_ok=True)
        self.root.joinpath("feed.yml").write_text(FEED)
        self.root.joinpath("2026", f"{id_}.yml").write_text(head + body)
        return self

    def known_good(self, body: str) -> Sources:
        """Write the feed-wide known-good.yml."""
        self.root.joinpath("known-good.yml").write_text(f"schema_version: 1\n{body}")
        return self

    def feed(self) -> Feed:
        """The feed that checks see: drafts included, the ledger the last one."""
        release = ReleaseInfo(version="preview", serial=9, as_of=datetime(2026, 5, 1, tzinfo=UTC))
        return unstamped(read_tree(self.root), self.ledger, release, drafts=True)

    def findings(self, name: str) -> list[str]:
        """What one check says, in order of place, with paths shortened."""
        (check,) = (check for check in checks() if check.name == name)
        return [
            ("" if finding.level is Level.ERROR else f"{finding.level}: ")
            + str(finding).replace(f"{self.root}/2026/", "").replace(f"{self.root}/", "")
            for finding in sorted(check.run(self.feed()))
        ]


Judge = Callable[..., list[str]]
"""The findings of one check on one incident, see the fixture `judge`."""


T1 = datetime(2026, 2, 1, 12, tzinfo=UTC)
NAMESPACE = UUID("00000000-0000-4000-8000-000000000001")
REVOKED = "{at: 2026-02-02, event: revoked, reason: wrong}"
RELISTED = "{at: 2026-02-03, event: relisted, reason: seen again}"


def claim(
    type_: str, value: str, generation: int = 1, *, revoked: bool = False,
    namespace: UUID = NAMESPACE,
) -> Claim:  # fmt: skip
    """What a release claims for one indicator."""
    return Claim(
        id=indicator_uuid(namespace, type_, value, generation),
        kind="indicator", key=f"{type_} {value} {generation}", content=b"x", revoked=revoked,
    )  # fmt: skip


def released(*claims: Claim) -> Ledger:
    """The ledger after release 3, which published these claims."""
    return Ledger().advance(claims, as_of=T1, serial=3, sids=range(0))


def domains(sources: Sources, *lines: str, status: str = "published") -> Sources:
    """One incident that lists domains."""
    return sources.incident(f"indicators: {{domains: [{', '.join(lines)}]}}\n", status=status)
