"""A feed with one bulk list, released day by day."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feedgen.build import pipeline
from feedgen.build.pipeline import Build
from tests.sources.source_tree import FEED, INCIDENT, write_tree

T0 = datetime(2026, 2, 1, 12, tzinfo=UTC)
ALL_FORMATS = "blocklists, containers_policy, sigma, stix, suricata, tables, yara, zeek"


def quiet(_: str) -> None:
    """No progress."""


class Feed:
    """A source tree with one bulk list, released day by day."""

    def __init__(self, tmp_path: Path, values: list[str], formats: str = ALL_FORMATS) -> None:
        self.iocs, self.out = tmp_path / "iocs", tmp_path / "out"
        feed = FEED.replace("[blocklists, stix, tables]", f"[{formats}]")
        lists = "  lists:\n    - {type: domain, path: lists/a.txt, confidence: 60}\n"
        self.incident = write_tree(self.iocs, INCIDENT + lists, feed)
        self.list = self.iocs / "lists" / "a.txt"
        self.list.parent.mkdir()
        self.write(values)

    @staticmethod
    def at(days: int) -> datetime:
        return T0 + timedelta(days=days)

    def write(self, values: list[str]) -> None:
        self.list.write_text("".join(f"{value}\n" for value in values))

    def release(self, days: int, published: Path | None = None) -> Build:
        return pipeline.release(
            self.iocs, self.out, as_of=self.at(days), toolchain=lambda _: (("feedgen", "test"),),
            progress=quiet, published=published,
        )  # fmt: skip

    def build(self, published: Path | None = None) -> Build:
        return pipeline.build(
            self.iocs, self.out, as_of=T0, toolchain=lambda _: (("feedgen", "test"),), progress=quiet,
            published=published,
        )  # fmt: skip

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.out / "v1" / "latest" / name).open(newline="") as file:
            return list(csv.DictReader(file))
