"""What became of the faults, by module, and those that nobody noticed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from .trials import KILLED, TIMED_OUT, Verdict


@dataclass(frozen=True, slots=True)
class Result:
    """One module."""

    path: str
    verdicts: tuple[Verdict, ...]
    failing: tuple[str, ...]
    """Tests that fail without a fault, and were asked nothing."""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Of one module or of several."""

    name: str
    faults: int
    killed: int
    late: int
    """Faults that never end are noticed, too."""

    @classmethod
    def of(cls, name: str, results: Iterable[Result]) -> Score:
        outcomes = [verdict.outcome for result in results for verdict in result.verdicts]
        return cls(name, len(outcomes), outcomes.count(KILLED), outcomes.count(TIMED_OUT))

    @property
    def survived(self) -> int:
        return self.faults - self.killed - self.late

    @property
    def share(self) -> str:
        return f"{100 * (self.killed + self.late) / self.faults:.1f} %" if self.faults else "-"

    def line(self) -> str:
        numbers = (self.faults, self.killed, self.late, self.survived, self.share)
        return f"| {self.name} | {' | '.join(map(str, numbers))} |"


def table(results: Sequence[Result]) -> str:
    """By module, then for both packages and all."""
    lines = [
        "| module | faults | killed | time-outs | survived | score |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    lines += [Score.of(result.path, [result]).line() for result in results if result.verdicts]
    for name in ("feedgen/checks", "feedgen/emitters"):
        lines.append(
            Score.of(f"**{name}**", (r for r in results if r.path.startswith(name))).line()
        )
    return "\n".join([*lines, Score.of("**both**", results).line()])


def survivors(results: Sequence[Result]) -> str:
    """Each with its place and what was changed."""
    lines: list[str] = []
    for result in results:
        lines += [f"{result.path}: {result.error}"] if result.error else []
        lines += [f"{result.path}: fails without a fault: {test}" for test in result.failing]
        for verdict in result.verdicts:
            if verdict.outcome not in {KILLED, TIMED_OUT}:
                lines += [f"{verdict.place} ({verdict.kind}, {verdict.outcome})"]
                lines += [*_near(verdict.diff), ""]
    return "\n".join(lines)


def _near(diff: str) -> list[str]:
    """The lines of a difference; of a long one line for another only what is near it."""
    lines = diff.split("\n")
    if len(lines) != 2:
        return [line[:200] for line in lines]
    old, new = (line[2:] for line in lines)
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))
    begin = max(0, same - 80)
    return [
        f"{sign} {'…' if begin else ''}{text[begin : same + 80]}"
        for sign, text in (("-", old), ("+", new))
    ]
