"""Every published list is in the engine's memory, value for value; a file is seen by its hash."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from tests.conftest import TESTS
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.suricata_engine import Alert
from tests.engines.suricata_listed import Table
from tests.engines.suricata_reader import ReadRule, read_dataset, read_rules
from tests.engines.suricata_running import RunningSuricata, running
from tests.engines.suricata_traffic import Conversation, http

LISTS = "suricata/rules/datasets/*"
RELEASE = TESTS.parent / "out" / "v1" / "latest"
KINDS = {"domains": "domain", "digests": "image_digest", "hashes": "sha256"}
"""By the second word of a list's name, what it holds."""


def is_of_hashes(path: Path) -> bool:
    return "-hashes-" in path.name


def file_of(name: str) -> bytes:
    """A file of which only the list of this name, in the test's copy, knows the hash."""
    return f"a sample of {name}\n".encode() * 200


@dataclass(frozen=True, slots=True)
class Judged:
    """The release in a running engine; to each list of hashes, that of one more file was added."""

    engine: RunningSuricata
    rules: list[ReadRule]
    files: list[Path]
    """The published ones."""
    alerts: Mapping[str, list[Alert]]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    folder = tmp_path_factory.mktemp("datasets")
    shutil.copytree(RELEASE / "suricata/rules", folder / "rules")
    rules = read_rules((folder / "rules/feedgen.rules").read_bytes())
    files = sorted((RELEASE / "suricata/rules/datasets").glob("*"))
    traffic: dict[str, Conversation] = {"clean": http("/get", answer=file_of("none"))}
    for path in filter(is_of_hashes, files):
        with (folder / "rules/datasets" / path.name).open("a") as lines:
            lines.write(f"{sha256(file_of(path.stem)).hexdigest()}\n")
        traffic[path.stem] = http("/get", answer=file_of(path.stem))
        traffic[f"{path.stem} longer"] = http("/get", answer=file_of(path.stem) + b"\n")
    with (folder / "rules/feedgen.rules").open("a") as lines:
        lines.writelines(
            f'alert http any any -> any any (msg:"asks {path.stem}"; file.data; to_sha256; '
            f"dataset:isset,{path.stem},type sha256,load datasets/{path.name}; sid:{number}; rev:1;)\n"
            for number, path in enumerate(filter(is_of_hashes, files), 1)
        )
    with running(folder / "rules/feedgen.rules") as engine:
        yield Judged(engine, rules, files, engine.alerts(traffic))


@pytest.mark.judged(LISTS, by="suricata", asks=LOADS)
def test_every_list_is_loaded_by_a_rule(judged: Judged) -> None:
    assert judged.engine.failed_rules() == []
    loaded = {
        rule.one("dataset").partition("load ")[2] for rule in judged.rules if rule.all("dataset")
    }
    loaded |= {name for rule in judged.rules for name in rule.all("filesha256")}
    assert {f"datasets/{path.name}" for path in judged.files} == loaded


@pytest.mark.judged(LISTS, by="suricata", asks=FINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_engine_finds_every_value_and_none_beside(judged: Judged, kind: str) -> None:
    files = [path for path in judged.files if f"-{kind}-" in path.name]
    look_up = judged.engine.has_hash if kind == "hashes" else judged.engine.has
    found = set()
    for path in files:
        data = path.read_bytes()
        values = data.decode().split() if kind == "hashes" else read_dataset(data)
        assert [value for value in values if not look_up(path.stem, value)] == []
        assert [value for value in map(beside, values) if look_up(path.stem, value)] == []
        found |= set(values)
    listed = {row.value for row in Table(RELEASE).of(KINDS[kind]) if row.match == "exact"}
    assert found == listed


def beside(value: str) -> str:
    """The same but for the last character."""
    return value[:-1] + ("0" if value[-1] != "0" else "1")


@pytest.mark.judged("suricata/rules/*.rules", LISTS, by="suricata", asks=FINDS)
def test_a_downloaded_file_is_seen_by_the_list_that_has_its_hash(judged: Judged) -> None:
    rules = {rule.one("filesha256"): rule for rule in judged.rules if rule.all("filesha256")}
    assert len(rules) > 5
    for path in filter(is_of_hashes, judged.files):
        rule = rules[f"datasets/{path.name}"]
        ours = [
            alert for alert in judged.alerts[path.stem] if not alert.message.startswith("asks ")
        ]
        assert [(alert.sid, alert.message, alert.metadata) for alert in ours] == [
            (rule.sid, rule.message, rule.metadata)
        ], path.stem


@pytest.mark.judged("suricata/rules/*.rules", LISTS, by="suricata", asks=SILENT)
def test_a_file_with_another_hash_raises_nothing(judged: Judged) -> None:
    others = {
        name: told for name, told in judged.alerts.items() if name == "clean" or "longer" in name
    }
    assert len(others) > 5
    assert {name: told for name, told in others.items() if told} == {}
