"""The object log as another program reads it, and as TAXII serves it: the same objects."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import stix2

from tests.engines.conformance import FINDS, LOADS
from tests.engines.object_log_reader import LogReader
from tests.serve.subscribers.real_server import REVOKED, Publications, Running
from tests.serve.subscribers.test_file_clients import fetch

SEGMENTS = "taxii/segments/*.json"
FILES = (SEGMENTS, "taxii/log.json", "taxii/records.bin", "taxii/classes.bin", "taxii/ids.bin")
OWN = "own object log reader"


@pytest.fixture(scope="module")
def read(publications: Publications) -> LogReader:
    return LogReader(latest(publications))


def latest(publications: Publications) -> Path:
    return publications.second / "v1" / "latest"


@pytest.mark.judged(*FILES, by=OWN, asks=LOADS)
def test_every_file_says_the_same(publications: Publications, read: LogReader) -> None:
    first = LogReader(publications.first / "v1" / "latest")
    assert [segment["serial"] for segment in read.log["segments"]] == [1, 2]
    assert read.log["log"] == first.log["log"]
    assert [entry.text for entry in read.entries[: len(first.entries)]] == [
        entry.text for entry in first.entries
    ]


@pytest.mark.judged(*FILES, by=OWN, asks=FINDS)
def test_what_is_newest_is_what_the_bundles_have(
    publications: Publications, read: LogReader
) -> None:
    bundles = [
        json.loads((latest(publications) / "stix" / name).read_bytes())["objects"]
        for name in ("bundle.json", "hunt.json")
    ]
    newest = {e.document["id"]: e.document for e in read.entries if e.kind["last"]}
    assert newest == {o["id"]: o for objects in bundles for o in objects}
    revoked = [
        e.document["pattern"]
        for e in read.entries
        if e.serial == 2 and e.document["type"] == "indicator" and e.document.get("revoked")
    ]
    assert revoked == [f"[ipv4-addr:value = '{REVOKED}']"]


@pytest.mark.judged(*FILES, by=OWN, asks=FINDS)
@pytest.mark.parametrize("alias", ["all", "indicators", "hunt"])
@pytest.mark.parametrize("version", ["first", "last", "all"])
def test_the_server_gives_what_the_files_have(
    server: Running, read: LogReader, alias: str, version: str
) -> None:
    address = f"{server.url}/taxii2/feed/collections/{alias}/objects/?match[version]={version}"
    envelope = json.loads(fetch(address))
    assert envelope["more"] is False
    held = read.collection(alias)
    kept = [entry for entry in held if version == "all" or entry.kind[version]]
    assert envelope["objects"] == [entry.document for entry in kept]
    assert len(kept) < len(held) or version == "all" or alias == "hunt"


@pytest.mark.judged(SEGMENTS, by="stix2", asks=LOADS)
def test_stix2_parses_every_version(read: LogReader) -> None:
    for entry in read.entries:
        parsed = stix2.parse(entry.document, allow_custom=True)
        assert parsed["id"] == entry.document["id"]
