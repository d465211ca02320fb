"""One family of errors. Every message says where, what is wrong, and what to do.

Three kinds of fault are told apart, because a script has to: the editor's mistake
(`SourceError`, `UsageError`), the world's (`UnavailableError`, `VerificationError`) and ours
(`InternalError`). Each carries the exit code of DESIGN §6.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


def shown(text: str) -> str:
    """One line that a terminal shows as what it is: what nobody can see is spelled out.

    File names and what servers say may hold line ends and terminal commands.
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text
    )


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a source file."""

    path: str
    """As the user would open it: relative to the directory the run started from where possible."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Level(StrEnum):
    """How a finding weighs: an error refuses the build, a warning only speaks."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One complaint about a source file, as `path:line:column: CODE what; what to do`."""

    location: Location
    code: str
    """Stable, documented in docs/findings.md, never reused."""
    problem: str
    remedy: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        return shown(f"{self.location}: {self.code} {self.problem}; {self.remedy}")


class FeedgenError(Exception):
    """Root of the family. The message is for a person; `exit_code` is for a script."""

    exit_code: ClassVar[int] = 1


class InternalError(FeedgenError):
    """Our bug: an invariant of feedgen itself does not hold."""

    exit_code = 1


class UsageError(FeedgenError):
    """The command was called with arguments that cannot be served."""

    exit_code = 2


class SourceError(FeedgenError):
    """The sources have mistakes; all of them are listed, in order of place."""

    exit_code = 3

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))


class MissingExtraError(UsageError):
    """A library that only some need is not installed."""

    def __init__(self, what: str, error: ModuleNotFoundError, extra: str) -> None:
        super().__init__(
            f"{what} needs {error.name}, which is not installed; install feedgen's extra "
            f"`{extra}`, from a checkout with: pip install '.[{extra}]'"
        )


class DriftError(FeedgenError):
    """What is committed is not what the sources give, or a gate refuses the release."""

    exit_code = 3


class VerificationError(FeedgenError):
    """Bytes are not what their sums or signatures say."""

    exit_code = 4


class UnavailableError(FeedgenError):
    """The world did not answer: disk, network, a lock that somebody holds."""

    exit_code = 5


class InvalidValueError(FeedgenError):
    """A text is not a value of the type asked for. Becomes a `Finding` where it has a place."""

    exit_code = 3

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem}; {remedy}")


class UnencodableError(FeedgenError):
    """A value that a format cannot carry. Emitters make it an `Omission`, never output."""

    exit_code = 1

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
