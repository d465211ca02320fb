"""Reads an object log by what docs/adr/0010-the-object-log.md says of its files, and by nothing of feedgen."""

from __future__ import annotations

import hashlib
import json
import struct
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

Json = dict[str, Any]
_CONTEXT = {"identity", "marking-definition", "extension-definition"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One version of an object, where the log has it."""

    document: Json
    text: bytes
    kind: Json
    serial: int


class LogReader:
    """Every record of a log, compared with every other file of it.

    Raises:
        AssertionError: where two of them say different things.
    """

    def __init__(self, release: Path) -> None:
        self.folder = release / "taxii"
        self.log: Json = json.loads((self.folder / "log.json").read_bytes())
        self.entries = self._entries(release)
        self._check_order()
        self._check_ids()
        self._check_first_and_last()

    def collection(self, alias: str) -> list[Entry]:
        """What a collection has ever had, in order."""
        (found,) = (each for each in self.log["collections"] if each["alias"] == alias)
        kinds = [self.log["classes"][code] for code in found["classes"]]
        return [entry for entry in self.entries if entry.kind in kinds]

    def _entries(self, release: Path) -> list[Entry]:
        records = (self.folder / "records.bin").read_bytes()
        codes = (self.folder / "classes.bin").read_bytes()
        assert len(records) == 40 * self.log["records"] == 40 * len(codes)
        segments = []
        for told in self.log["segments"]:
            data = (release / told["path"]).read_bytes()
            assert (len(data), hashlib.sha256(data).hexdigest()) == (told["size"], told["sha256"])
            assert len(json.loads(data)) == told["count"] == data.count(b"\n") - 2
            segments.append(data)
        assert {str(p.relative_to(release)) for p in (self.folder / "segments").iterdir()} == {
            told["path"] for told in self.log["segments"]
        }
        entries = []
        for number, code in enumerate(codes):
            uuid, version, start, length, place = struct.unpack_from(
                "<16sQQII", records, number * 40
            )
            segment = self.log["segments"][place]
            assert segment["first"] <= number < segment["first"] + segment["count"]
            text = segments[place][start : start + length]
            assert segments[place][start + length :][:2] == (
                b"\n]" if number + 1 == segment["first"] + segment["count"] else b",\n"
            )
            document = json.loads(text)
            kind = self.log["classes"][code]
            assert document["id"] == f"{kind['type']}--{UUID(bytes=uuid)}"
            assert _millis(document) == version
            assert kind["type"] == document["type"]
            assert (kind["list"] == "context") == (document["type"] in _CONTEXT)
            assert (kind["list"] in {"detection", "hunting"}) == (document["type"] == "indicator")
            entries.append(Entry(document, text, kind, segment["serial"]))
        return entries

    def _check_order(self) -> None:
        serials = [entry.serial for entry in self.entries]
        assert serials == sorted(serials)
        firsts = [segment["first"] for segment in self.log["segments"]]
        assert firsts == sorted(set(firsts))

    def _check_ids(self) -> None:
        data = (self.folder / "ids.bin").read_bytes()
        numbers = [number for (number,) in struct.iter_unpack("<I", data)]
        assert sorted(numbers) == list(range(len(self.entries)))
        keys = [(self._uuid(number), number) for number in numbers]
        assert keys == sorted(keys)

    def _check_first_and_last(self) -> None:
        versions: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            versions[entry.document["id"]].append(entry)
        for found in versions.values():
            assert [entry.kind["first"] for entry in found] == [True] + [False] * (len(found) - 1)
            assert [entry.kind["last"] for entry in found] == [False] * (len(found) - 1) + [True]
            dates = [_millis(entry.document) for entry in found]
            assert all(earlier < later for earlier, later in pairwise(dates))

    def _uuid(self, number: int) -> bytes:
        return UUID(self.entries[number].document["id"].partition("--")[2]).bytes


def _millis(document: Json) -> int:
    text = document.get("modified") or document.get("created")
    when = datetime.fromisoformat(text) if text else datetime(1970, 1, 1, tzinfo=UTC)
    return round(when.timestamp() * 1000)
