"""The first revocation: five public gateways of the Internet Computer, in the committed release."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.engines.latest_release import ROOT, rows
from tests.release.known_good.judgement import Known, acting

GATEWAYS = {
    "23.142.184.129": "f51643a9-8bac-52dd-a35d-766ee78e56c1",
    "63.251.162.11": "e7436f83-7ef9-57ac-8b65-08be66501656",
    "195.5.171.242": "d07aca2a-01ca-505b-a449-ac55443f5352",
    "209.34.235.18": "da457e91-c5d9-58cd-93cd-7d788eb3cc9c",
    "212.71.124.188": "daa36586-379a-5719-8d4b-4d4cc628af5e",
}
"""Indicator ids, by address."""
SPEAK_OF_THEM = re.compile(
    r"CHANGES\.md|delta\.json|feed\.atom|modified_id\.csv|known-good\.csv|revoked\.csv"
    r"|(misp|stix|taxii)/.*"
)
"""Files that say what is revoked, known good or new."""
LEDGER = Path(__file__).parents[2] / "iocs" / "ledger.jsonl"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    paths = sorted(path for path in ROOT.rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def ledger() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LEDGER.read_text().splitlines()]


def test_no_artifact_acts_on_them(files: dict[str, bytes]) -> None:
    assert acting(files, [Known("ip", address) for address in GATEWAYS]) == []


def test_no_other_file_has_the_address_or_the_id(files: dict[str, bytes]) -> None:
    words = [word for pair in GATEWAYS.items() for word in pair]
    found = re.compile(
        rb"|".join(rb"(?<![\d.])" + re.escape(word.encode()) + rb"(?!\d)" for word in words)
    )
    holders = {path for path, data in files.items() if found.search(data)}
    assert [path for path in sorted(holders) if not SPEAK_OF_THEM.fullmatch(path)] == []


@pytest.mark.parametrize(("address", "id_"), GATEWAYS.items())
def test_each_has_a_tombstone_and_is_known_good(address: str, id_: str) -> None:
    (tombstone,) = [row for row in rows("revoked.csv") if row["value"] == address]
    assert (tombstone["id"], tombstone["type"]) == (id_, "ip")
    assert "public gateway" in tombstone["reason"]
    (good,) = [row for row in rows("known-good.csv") if row["value"] == address]
    assert good["note"]
    assert good["references"]


@pytest.mark.parametrize("bundle", ["bundle.json", "indicators.json"])
def test_stix_says_revoked_in_a_newer_version(files: dict[str, bytes], bundle: str) -> None:
    objects = {one["id"]: one for one in json.loads(files[f"stix/{bundle}"])["objects"]}
    for id_ in GATEWAYS.values():
        one = objects[f"indicator--{id_}"]
        assert one["revoked"] is True
        assert one["created"] < one["modified"]


def test_misp_no_longer_asks_to_detect_them(files: dict[str, bytes]) -> None:
    found = {}
    for path, data in files.items():
        event = (
            json.loads(data).get("Event", {})
            if path.startswith("misp/") and path.endswith(".json")
            else {}
        )
        for one in event.get("Attribute", []):
            found[one["uuid"]] = one
    for id_ in GATEWAYS.values():
        assert found[id_]["to_ids"] is False
        assert found[id_]["comment"].startswith("Revoked 2026-11-24T")
        assert {"name": "feedgen:revoked"} in found[id_]["Tag"]


def test_their_sids_stay_theirs(ledger: list[dict[str, Any]], files: dict[str, bytes]) -> None:
    theirs = {
        line["sid"] for line in ledger
        if line["kind"] == "suricata-rule" and set(line["covers"]) & set(GATEWAYS.values())
    }  # fmt: skip
    assert len(theirs) == len(GATEWAYS)
    assert len([line for line in ledger if line.get("sid") in theirs]) == len(theirs)
    published = re.findall(r"\bsid:(\d+);", files["suricata/rules/feedgen.rules"].decode())
    assert published
    assert theirs.isdisjoint(map(int, published))
