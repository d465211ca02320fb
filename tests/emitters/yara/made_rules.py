"""Curated YARA rules made in Python, and feeds that hold them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from feedgen.emitters.yara import EMITTER
from feedgen.emitters.yara.curated import CURATED
from feedgen.errors import Location
from feedgen.model.feed import Feed
from feedgen.model.incident import Incident, Status, YaraRule, YaraString
from feedgen.sources.tree import read_tree
from tests.conftest import emit
from tests.emitters.yara.engines import Judge, judge
from tests.model.made_feeds import INCIDENT, stamped


def with_rules(feed: Feed, *curated: YaraRule, status: Status = Status.PUBLISHED) -> Feed:
    """The feed with these curated rules instead of its own."""
    incidents = tuple(
        replace(i, yara=curated if i.id == INCIDENT else (), status=status) for i in feed.incidents
    )
    return replace(feed, incidents=incidents)


def curated(**changes: object) -> YaraRule:
    plain = YaraRule(
        name="MAL_Test_Apr26",
        description="Detects the test program of this suite by two strings that nothing else holds",
        incident_id=INCIDENT,
        location=Location("made.yml", 7, 3),
        format="elf",
        strings=(
            YaraString(identifier="$x1", text="first-string"),
            YaraString(identifier="$x2", text="second-string"),
        ),
        condition="all of them",
    )
    return replace(plain, **changes)  # type: ignore[arg-type] # a test's shorthand


def compiled(feed: Feed, *curated_rules: YaraRule) -> Judge:
    there = stamped(with_rules(feed, *curated_rules), EMITTER)
    return judge(emit(EMITTER, there)[0][CURATED])


@cache
def incidents_of(root: Path) -> tuple[Incident, ...]:
    return read_tree(root).incidents(drafts=True)
