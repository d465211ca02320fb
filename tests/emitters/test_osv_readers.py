"""OSV's schema takes every record; a database of vulnerabilities finds what they list, and nothing near it."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest

from feedgen.emitters.osv import EMITTER
from feedgen.model.observables import Package
from tests.conftest import compile_corpus, emit
from tests.emitters.osv.database import answers
from tests.emitters.osv.reader import Json, mistakes
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.latest_release import ROOT as LATEST
from tests.hostile.feeds import feed_of, incident, said

ROOT = Path(__file__).parents[2]
RECORDS = "osv/*.json"
TREES = ("tests/corpus/small", "iocs")
KINDS = {
    "cargo": ("pkg:cargo/a-crate@1.2.3", "pkg:cargo/a-crate@1.2.4"),
    "composer": ("pkg:composer/a/b@1.2.3", "pkg:composer/a/bb@1.2.3"),
    "gem": ("pkg:gem/a-gem@1.2.3", "pkg:gem/a-gem@1.2.30"),
    "golang": ("pkg:golang/github.com/a/b@v1.2.3", "pkg:golang/github.com/a/b/v2@v1.2.3"),
    "maven": ("pkg:maven/org.a/b@1.2.3", "pkg:maven/org.a/b-core@1.2.3"),
    "npm": ("pkg:npm/%40a/b@1.2.3", "pkg:npm/b@1.2.3"),
    "nuget": ("pkg:nuget/a.b@1.2.3", "pkg:nuget/a.b@1.2.3.4"),
    "pypi": ("pkg:pypi/a-b@1.2.3", "pkg:pypi/a-b@1.2.3.post1"),
}
"""A package that is listed, and one that is not, by the kind of its URL."""


@cache
def records(source: str) -> dict[str, bytes]:
    """What is published, by path: of a source tree, or of the committed release."""
    if source in TREES:
        return emit(EMITTER, compile_corpus(ROOT / source, "osv"))[0]
    return {f"osv/{path.name}": path.read_bytes() for path in (LATEST / "osv").glob("*.json")}


@pytest.mark.judged(RECORDS, by="jsonschema", asks=LOADS)
@pytest.mark.parametrize("source", [*TREES, "out/v1/latest"])
def test_every_record_follows_the_schema(source: str) -> None:
    found = records(source)
    assert found
    for path, content in found.items():
        record: Json = json.loads(content)
        assert mistakes(record) == [], path
        assert path == f"osv/{record['id']}.json"


def _sample() -> Json:
    every = (json.loads(content) for content in records("tests/corpus/small").values())
    record: Json = next(r for r in every if "ranges" in r["affected"][0])
    return record


@pytest.mark.judged(RECORDS, by="jsonschema", asks=LOADS)
@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        ("id", "x_FEEDGEN-1"), ("modified", "2026-04-22"), ("aliases", ["CVE-2026-0001"]),
        ("affected", []), ("affected", [{"package": {"ecosystem": "npm", "name": "a"}}]),
        ("affected", [{"package": {"ecosystem": "Docker", "name": "a"}, "versions": ["1"]}]),
        ("affected", [{"package": {"ecosystem": "npm", "name": "a"}, "versions": []}]),
        ("affected", [{"ranges": [{"type": "GIT", "repo": "https://a.example/b", "events": [{"introduced": "0"}]}]}]),
        ("references", [{"type": "BLOG", "url": "https://a.example"}]),
        ("references", [{"type": "WEB", "url": "no address"}]),
    ],
)  # fmt: skip
def test_the_schema_would_see_a_mistake(where: str, wrong: object) -> None:
    record = _sample()
    assert mistakes(record) == []
    assert mistakes(deepcopy(record) | {where: wrong})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the database answers about one listed package of each kind, and about the others."""
    feed = feed_of(EMITTER, [said(Package.parse(bad)) for bad, _ in KINDS.values()], [incident()])
    questions = [purl for pair in KINDS.values() for purl in pair]
    folder = tmp_path_factory.mktemp("osv") / "database"
    return answers(emit(EMITTER, feed)[0].values(), questions, folder)


@pytest.mark.judged(RECORDS, by="appthreat-vulnerability-db", asks=FINDS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_database_finds_a_package_of_each_ecosystem(
    made: dict[str, list[str]], kind: str
) -> None:
    (id_,) = made[KINDS[kind][0]]
    assert id_.startswith("x_FEEDGEN-")


@pytest.mark.judged(RECORDS, by="appthreat-vulnerability-db", asks=SILENT)
@pytest.mark.parametrize("kind", KINDS)
def test_a_database_finds_no_look_alike(made: dict[str, list[str]], kind: str) -> None:
    assert made[KINDS[kind][1]] == []


@cache
def listed(source: str) -> dict[str, str]:
    """Every version of every package with a package URL, and the record that lists it."""
    found: dict[str, str] = {}
    for content in records(source).values():
        record: Json = json.loads(content)
        for affected in record["affected"]:
            purl = affected.get("package", {}).get("purl", "")
            if purl and not purl.startswith("pkg:github/"):  # it cannot compare commits
                found |= {f"{purl}@{version}": record["id"] for version in affected["versions"]}
    return found


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the database answers about all packages of the real feed, and about their neighbours."""
    questions = [near for bad in listed("iocs") for near in (bad, *neighbours(bad))]
    folder = tmp_path_factory.mktemp("osv") / "database"
    return answers(records("iocs").values(), questions, folder)


def neighbours(purl: str) -> list[str]:
    """Other versions of a package, and other packages of its version, unless listed too."""
    name, _, version = purl.rpartition("@")
    near = [f"{name}@{version}9", f"{name}@9{version}", f"{name}@0.0.1", f"{name}-x@{version}"]
    return [other for other in near if other not in listed("iocs")]


@pytest.mark.judged(RECORDS, by="appthreat-vulnerability-db", asks=FINDS)
def test_a_database_finds_every_package_of_the_real_feed(real: dict[str, list[str]]) -> None:
    assert len(listed("iocs")) > 100
    lost = [purl for purl, id_ in listed("iocs").items() if id_ not in real[purl]]
    assert not lost


@pytest.mark.judged(RECORDS, by="appthreat-vulnerability-db", asks=SILENT)
def test_a_database_finds_nothing_beside_the_real_feed(real: dict[str, list[str]]) -> None:
    wrong = {purl: ids for purl, ids in real.items() if ids and purl not in listed("iocs")}
    assert not wrong
