"""What no YARA rule may match: this machine's programs, our own files, texts that only quote."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest

from feedgen.emitters import emitters
from feedgen.emitters.yara import EMITTER
from feedgen.emitters.yara.curated import CURATED
from feedgen.emitters.yara.hashes import HASHES
from feedgen.model.incident import Incident
from tests.benign.machine_files import files_of, spread
from tests.conftest import TESTS, compile_corpus, emit
from tests.emitters.yara.engines import BOTH, Judge, judge
from tests.emitters.yara.made_rules import incidents_of, with_rules
from tests.engines.conformance import SILENT
from tests.model.made_feeds import small, stamped

ROOT = TESTS.parent
RELEASE = ROOT / "out" / "v1" / "latest"
GOLDEN = TESTS / "golden"
INCIDENTS = [
    incident
    for root in (ROOT / "iocs", TESTS / "corpus" / "small")
    for incident in incidents_of(root)
    if incident.yara
]

pytestmark = pytest.mark.judged(CURATED, HASHES, by=BOTH, asks=SILENT)


@pytest.fixture(scope="module")
def sources(corpus: Callable[[str], Path]) -> tuple[bytes, ...]:
    """The rules of the corpus `small` and of this feed's sources, as they are written now."""
    feed = small(corpus("small"), EMITTER)
    now = [rule for incident in incidents_of(ROOT / "iocs") for rule in incident.yara]
    there = stamped(with_rules(feed, *now), EMITTER)
    return (*emit(EMITTER, feed)[0].values(), emit(EMITTER, there)[0][CURATED])


@pytest.fixture(scope="module")
def rules_of_sources(sources: tuple[bytes, ...]) -> Judge:
    return judge(*sources)


@pytest.fixture(scope="module")
def every_rule(sources: tuple[bytes, ...]) -> Judge:
    """And those of the release."""
    return judge(*sources, *((RELEASE / path).read_bytes() for path in (CURATED, HASHES)))


def false_alarms(judged: Judge, paths: list[Path]) -> list[tuple[str, set[str]]]:
    assert paths
    found = [(str(path), judged.matches(data)) for path in paths for data in contents(path)]
    return [(path, names) for path, names in found if names]


def contents(path: Path) -> Iterator[bytes]:
    """A file, and the members of an archive, which somebody may have unpacked."""
    yield path.read_bytes()
    if path.is_relative_to(ROOT) and path.name.endswith(".tar.gz"):
        with tarfile.open(path) as archive:
            for member in archive:
                file = archive.extractfile(member)
                if file:
                    yield file.read()


@pytest.mark.engine
@pytest.mark.parametrize("directory", ["/usr/bin", "/usr/lib"])
def test_no_rule_matches_a_program_of_this_machine(every_rule: Judge, directory: str) -> None:
    paths = spread(files_of(directory, largest=4 << 20), 100)
    assert len(paths) == 100
    assert false_alarms(every_rule, paths) == []


@pytest.mark.engine
@pytest.mark.long
@pytest.mark.parametrize("directory", ["/usr/bin", "/usr/sbin", "/usr/lib"])
def test_no_rule_matches_anything_of_this_machine(every_rule: Judge, directory: str) -> None:
    assert false_alarms(every_rule, files_of(directory)) == []


@pytest.mark.parametrize("folder", sorted(path.name for path in RELEASE.iterdir()))
def test_no_rule_matches_a_file_of_the_release(every_rule: Judge, folder: str) -> None:
    assert false_alarms(every_rule, below(RELEASE / folder)) == []


@pytest.mark.parametrize("emitter", sorted(path.name for path in GOLDEN.iterdir()))
def test_no_rule_matches_a_golden_file(every_rule: Judge, emitter: str) -> None:
    assert false_alarms(every_rule, below(GOLDEN / emitter)) == []


@pytest.mark.parametrize("folder", ["docs", "iocs", "tests/corpus", "templates"])
def test_no_rule_matches_a_page_or_a_source(every_rule: Judge, folder: str) -> None:
    assert false_alarms(every_rule, below(ROOT / folder)) == []


def below(place: Path) -> list[Path]:
    return [path for path in sorted([place, *place.rglob("*")]) if path.is_file()]


@pytest.mark.parametrize("name", sorted(emitters()))
def test_no_rule_matches_a_feed_that_holds_all_its_values(
    every_rule: Judge, corpus: Callable[[str], Path], name: str
) -> None:
    files = emit(emitters()[name], compile_corpus(corpus("small"), *emitters()))[0]
    found = {path: every_rule.matches(data) for path, data in files.items()}
    assert {path: names for path, names in found.items() if names} == {}


def page(title: str, texts: list[str]) -> str:
    quotes = "\n".join(f"- `{text}`" for text in texts)
    return f"# {title}\n\nThe sample holds:\n\n{quotes}\n"


def code(title: str, texts: list[str]) -> str:
    return f"# {title}\n\n```\n" + "\n".join(texts) + "\n```\n"


def table(title: str, texts: list[str]) -> str:
    rows = "\n".join(f'"{text.replace(chr(34), chr(34) * 2)}",string' for text in texts)
    return f"value,type,{title}\n{rows}\n"


def site(title: str, texts: list[str]) -> str:
    items = "".join(f"<li><code>{escape(text)}</code></li>" for text in texts)
    return f"<!doctype html><title>{escape(title)}</title><ul>{items}</ul>"


def record(title: str, texts: list[str]) -> str:
    return json.dumps({"title": title, "strings": texts}, indent=1)


def listing(_: str, texts: list[str]) -> str:
    """What `strings` prints of a whole file, a sample of which is among it."""
    return "\n".join(["/lib64/ld-linux-x86-64.so.2", "__libc_start_main", *texts, "GCC: (Debian)"])


@pytest.mark.parametrize("form", [page, code, table, site, record, listing])
@pytest.mark.parametrize("incident", INCIDENTS, ids=lambda incident: incident.id)
def test_no_rule_matches_a_report_that_quotes_its_strings(
    rules_of_sources: Judge, incident: Incident, form: Callable[[str, list[str]], str]
) -> None:
    for rule in incident.yara:
        report = form(incident.title, [string.text for string in rule.strings])
        assert rules_of_sources.matches(report.encode()) == set()
