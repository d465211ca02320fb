"""What was measured, as tables: on the terminal, and in docs/performance.md as ratios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from .measuring import Subject
from .servers import Memory

PAGE = Path(__file__).parent.parent.parent.parent / "docs" / "performance.md"
_BEGIN, _END = "<!-- bench-serve: begin -->", "<!-- bench-serve: end -->"
_WHATS = ("page of 100", "page of 1,000", "page of 1,000, middle", "nothing new", "one object")
_THOUSAND = "page of 1,000"
_COMPRESSED = "gzip", "zstd"
_MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """feedgen alone over a feed of some size."""

    count: int
    startup: float
    """Seconds; the best of several."""
    first_page: float
    """Seconds; the first of a process checks the segment it is cut from."""
    sync: float
    """Objects a second."""
    subject: Subject
    before: Memory
    """Before the first request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run."""

    subjects: Sequence[Subject]
    """feedgen first."""
    growths: Sequence[Growth]
    count: int
    """Of indicators that all but medallion serve."""
    few: int
    """Of medallion's."""

    @property
    def ours(self) -> Subject:
        """feedgen."""
        return self.subjects[0]


Rows = list[list[str]]


def show(report: Report, console: Console) -> None:
    """Print the tables."""
    for title, head, rows in _tables(report):
        table = Table(title=title, title_justify="left")
        for place, column in enumerate(head):
            table.add_column(column, justify="right" if place else "left")
        for row in rows:
            table.add_row(*row)
        console.print(table)
    console.print(noise(report))


def write(report: Report) -> None:
    """Renew the generated part of docs/performance.md.

    Raises:
        ValueError: when the page has no place for it.
    """
    text = PAGE.read_text()
    before, begin, rest = text.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError(f"{PAGE} has no {_BEGIN} … {_END}")
    parts = [f"**{title}**\n\n{_markdown(head, rows)}" for title, head, rows in _tables(report)]
    parts.append(noise(report))
    PAGE.write_text("\n\n".join([before + _BEGIN, *parts, _END + after]))


def noise(report: Report) -> str:
    """How far the rounds of one measurement were apart."""
    spreads = sorted(
        spread
        for subject in report.subjects
        for what in subject.paths
        if (spread := subject.spread(what)) is not None
    )
    if not spreads:
        return "One round: nothing is known about the noise."
    return (
        f"Noise: the fastest round by the slowest was {spreads[len(spreads) // 2]:.2f} for the "
        f"middle measurement, {spreads[-1]:.2f} for the worst."
    )


def _tables(report: Report) -> list[tuple[str, list[str], Rows]]:
    return [
        (
            f"Answers in the time in which feedgen gives one, {report.count:,} indicators, "
            "64 connections (more is faster than feedgen)",
            ["server", *_WHATS, "full sync"],
            list(_ratios(report)),
        ),
        (
            "Processor time of the server for an answer, milliseconds",
            ["server", *_WHATS],
            list(_processor(report)),
        ),
        ("Answers a second", ["server", *_WHATS, "full sync, objects"], list(_rates(report))),
        (
            "A page of 1,000 with 64 connections; memory afterwards",
            ["server", "p50", "p99", "kB", "RSS", "PSS", "anonymous", "start"],
            list(_latencies(report)),
        ),
        (
            "feedgen alone",
            ["indicators", "start", "first page", "page of 1,000", "in the middle", "nothing new",
             "one object", "sync, objects", "anonymous, idle", "anonymous, after", "RSS, after"],
            list(_growths(report)),
        ),
    ]  # fmt: skip


def _ratios(report: Report) -> Rows:
    ours = report.ours
    rows = []
    for subject in report.subjects[1:]:
        cells = [_by(subject.rate(what), ours.rate(what)) for what in _WHATS]
        rows.append([_title(subject, report), *cells, _by(subject.sync(), ours.sync())])
    return rows


def _rates(report: Report) -> Rows:
    return [
        [
            _title(subject, report),
            *(_number(subject.rate(what)) for what in _WHATS),
            _number(subject.sync()),
        ]
        for subject in report.subjects
    ]


def _processor(report: Report) -> Rows:
    rows = []
    for subject in report.subjects:
        loads = [subject.middle(what) for what in _WHATS]
        rows.append(
            [
                _title(subject, report),
                *("" if load is None else f"{load.cpu:.2f}" for load in loads),
            ]
        )
    return rows


def _latencies(report: Report) -> Rows:
    rows = []
    for subject in report.subjects:
        load, memory = subject.middle(_THOUSAND), subject.memory
        if load is None or memory is None:
            continue
        alone = subject.name.startswith("medallion")
        rows.append([
            _title(subject, report),
            f"{load.p50:,.0f} ms" + (" (1 connection)" if alone else ""),
            "" if alone else f"{load.p99:,.0f} ms",
            f"{load.size / 1000:,.0f}",
            *_memory(memory),
            f"{subject.server.startup:.2f} s",
        ])  # fmt: skip
    return rows


def _growths(report: Report) -> Rows:
    rows = []
    for growth in report.growths:
        subject, after = growth.subject, growth.subject.memory
        assert after is not None
        rows.append([
            f"{growth.count:,}", f"{growth.startup:.2f} s", f"{growth.first_page * 1000:,.0f} ms",
            *(_number(subject.rate(what)) for what in _WHATS[1:]),
            _number(growth.sync),
            _mib(growth.before.anonymous), _mib(after.anonymous), _mib(after.resident),
        ])  # fmt: skip
    return rows


def _memory(memory: Memory) -> list[str]:
    return [_mib(memory.resident), _mib(memory.proportional), _mib(memory.anonymous)]


def _title(subject: Subject, report: Report) -> str:
    if subject.name.startswith("medallion"):
        return f"{subject.name} ({report.few:,} indicators, one request at a time)"
    return subject.name


def _by(theirs: float | None, ours: float | None) -> str:
    if theirs is None or not ours:
        return ""
    ratio = theirs / ours
    return f"{ratio:.2f}" if ratio > 0.1 else f"1/{1 / ratio:,.0f}"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _mib(size: int) -> str:
    return f"{size / _MIB:,.0f} MiB"


def _markdown(head: Sequence[str], rows: Rows) -> str:
    lines = [f"| {' | '.join(head)} |", "|---" + "|--:" * (len(head) - 1) + "|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
