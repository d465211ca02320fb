"""The bench: which engine judges which artifact, how many cases passed, and the page that says so.

A test that hands an artifact to an engine carries

    @pytest.mark.judged("suricata/rules/*", by="suricata", asks=FINDS)

The artifact is a glob over the paths of a release, `by` one or more names of engines.registry, `asks`
what the test wants to know. A missing engine skips the test, one line each, or fails it where it is
demanded. `pytest --judge suricata` runs only what an engine judges. `pytest --conformance=write`, over
a whole run, writes docs/conformance.md; `check` compares it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.engines.registry import ENGINES, Engine, Origin

LOADS = "loads"
"""Does the engine take the file without a complaint?"""
FINDS = "finds"
"""Does it find what is listed?"""
SILENT = "silent"
"""Does it say nothing of look-alikes and of what is benign?"""
HOSTILE = "hostile"
"""Are values that want to break out of the format read back as they went in?"""
QUESTIONS = (LOADS, FINDS, SILENT, HOSTILE)

PAGE = Path(__file__).parents[2] / "docs" / "conformance.md"
_PROPERTY = "judged"
_OWN = "tests/engines/test_conformance.py"
_HEAD = """\
# Who has judged what

Every artifact of a release is handed to the program that loads it, or, where none can be installed, to the
readers named here. `make test` does that, and fails when this page is no longer what it found;
`make conformance` writes the page. A number counts test cases that passed:

- **loads**: the engine takes the file without an error or a warning that is not expected;
- **finds**: it finds, blocks or denies what is listed;
- **silent**: it says nothing of look-alikes, of known-good values and of benign logs, traffic and files;
- **hostile**: values made to break out of the format are read back exactly, or were reported as skipped.

Debian's engines are named by their minor version, because security updates change the rest.
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--conformance",
        choices=("write", "check"),
        help="write docs/conformance.md from a whole run, or compare it with one",
    )
    parser.addoption("--judge", choices=sorted(ENGINES), help="run only what this engine judges")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "judged(artifact, by=engine or engines, asks=question): an engine judges an artifact",
    )
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Bench(config), "bench")


def _judgements(item: pytest.Item) -> Iterator[tuple[str, str, str]]:
    for marker in item.iter_markers("judged"):
        by, asks = marker.kwargs["by"], marker.kwargs["asks"]
        if asks not in QUESTIONS:
            raise pytest.UsageError(f"{item.nodeid}: judged(asks={asks!r}) is none of {QUESTIONS}")
        for artifact in marker.args:
            for name in [by] if isinstance(by, str) else by:
                if name not in ENGINES:
                    raise pytest.UsageError(f"{item.nodeid}: {name!r} is not in engines.registry")
                yield artifact, name, asks


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    judge = config.getoption("judge")
    others: list[pytest.Item] = []
    for item in items:
        told = sorted(set(_judgements(item)))
        if judge and judge not in {engine for _, engine, _ in told}:
            others.append(item)
        if told:
            item.user_properties.append((_PROPERTY, told))
        if any(ENGINES[name].is_program for _, name, _ in told):
            item.add_marker(pytest.mark.engine)
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in set(others)]


def pytest_runtest_setup(item: pytest.Item) -> None:
    for name in sorted({name for _, name, _ in _judgements(item)}):
        reason = ENGINES[name].missing()
        if reason and ENGINES[name].is_demanded():
            pytest.fail(reason, pytrace=False)
        if reason:
            pytest.skip(reason)


class _Bench:
    """What a whole run found. Lives where the reports of all workers arrive."""

    def __init__(self, config: pytest.Config) -> None:
        self.mode: str | None = config.getoption("conformance")
        self.passed: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.absent: set[str] = set()
        self.broken = 0
        self.told = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.broken += report.failed and not report.nodeid.startswith(_OWN)
        for name, value in report.user_properties:
            if name != _PROPERTY or not isinstance(value, list):
                continue
            for artifact, engine, asks in value:
                if report.skipped:
                    self.absent.add(engine)
                elif report.when == "call" and report.passed:
                    self.passed[artifact, engine][asks] += 1

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        # The bench's own tests read the page, so they may fail until it is written.
        if self.mode is None or self.broken:
            return
        absent = [name for name in sorted(self.absent) if ENGINES[name].missing()]
        absent = [name for name in absent if ENGINES[name].origin is not Origin.CONTAINER]
        if absent:
            self.told = f"{PAGE.name} was left alone: {', '.join(absent)} could not judge"
        elif self.mode == "write":
            PAGE.write_text(render(self.passed))
            self.told = f"{PAGE.name} is written"
        elif not PAGE.is_file() or PAGE.read_text() != render(self.passed):
            self.told = f"{PAGE.name} is not what this run found: run `make conformance`"
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        else:
            self.told = f"{PAGE.name} is what this run found"

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.told:
            terminalreporter.write_line(f"conformance: {self.told}")


def render(passed: Mapping[tuple[str, str], Counter[str]]) -> str:
    """The page, from the number of cases by artifact, engine and question."""
    here = {key: count for key, count in passed.items() if not _is_container(key[1])}
    lines = [_HEAD, f"| artifact | judge | version | {' | '.join(QUESTIONS)} |"]
    lines += ["|---|---|---|" + "--:|" * len(QUESTIONS)]
    for artifact, name in sorted(here):
        engine, counts = ENGINES[name], here[artifact, name]
        numbers = " | ".join(str(counts[asks] or "") for asks in QUESTIONS)
        lines.append(f"| `{artifact}` | {name} | {engine.version()} | {numbers} |")
    lines += ["", "## The judges", "", "| judge | from |", "|---|---|"]
    for name in sorted({name for _, name in here}):
        lines.append(f"| {name} | {_source(ENGINES[name])} |")
    lines += ["", "## Judged elsewhere", "", _ELSEWHERE, "", "| judge | container |", "|---|---|"]
    lines += [
        f"| {name} | `{engine.package}` |"
        for name, engine in sorted(ENGINES.items())
        if engine.origin is Origin.CONTAINER
    ]
    return "\n".join(lines) + "\n"


_ELSEWHERE = """\
No package of Debian or PyPI brings these. The jobs of `.github/workflows/engines.yml` run the same tests with the
programs of their official containers; no case of theirs is counted above."""


def _is_container(name: str) -> bool:
    return ENGINES[name].origin is Origin.CONTAINER


def _source(engine: Engine) -> str:
    where = "" if engine.origin is Origin.OURS else f"{engine.origin.value}: "
    return f"{where}`{engine.package}`"
