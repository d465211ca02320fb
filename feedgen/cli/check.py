"""`feedgen check`: validate sources, write nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from feedgen.build.pipeline import load
from feedgen.cli import findings
from feedgen.cli.console import Screen
from feedgen.cli.options import DEFAULT_IOCS, AsOf, Iocs, instant
from feedgen.errors import Finding, Level, SourceError, UsageError
from feedgen.sources.files import display_path
from feedgen.sources.tree import FEED_FILE


def check(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Report only findings below these paths."),
    ] = None,
    iocs: Iocs = DEFAULT_IOCS,
    output: Annotated[
        findings.Format, typer.Option("--format", help="How findings are written.")
    ] = findings.Format.TEXT,
    as_of: AsOf = "now",
) -> int:
    """Validate sources, drafts included; write nothing.

    Every mistake of the run is reported at once, as path:line:column: CODE what; what to do.
    docs/findings.md explains each code. `--format sarif` is for code scanning, `github` for
    annotations on a pull request.

    Exit code 3 when there is an error.
    """
    screen: Screen = context.obj
    chosen = paths or []
    for path in chosen:
        if not path.exists():
            raise UsageError(f"{path} does not exist; name a file or directory below {iocs}")
    found: list[Finding] = []
    roots = sorted({_root(path, iocs) for path in chosen} or {iocs})
    with screen.progress() as progress:
        for root in roots:
            progress("reading and checking sources")
            try:
                found += load(root, instant(as_of)).warnings
            except SourceError as error:
                found += error.findings
    shown = [finding for finding in found if _is_below(finding, chosen)]
    findings.write(shown, output)
    where = escape(", ".join(str(root) for root in roots))
    errors = sum(finding.level is Level.ERROR for finding in shown)
    elsewhere = sum(finding.level is Level.ERROR for finding in found) - errors
    if errors:
        screen.say(f"[bad]{errors} error{'s' * (errors != 1)}[/bad] in {where}")
    if elsewhere:
        screen.say(
            f"[bad]not fully checked:[/bad] {elsewhere} error{'s' * (elsewhere != 1)} in other "
            f"files of {where}; run `feedgen check` without paths"
        )
    if errors or elsewhere:
        return SourceError.exit_code
    screen.say(f"[good]no errors[/good] in {where}")
    return 0


def _root(path: Path, iocs: Path) -> Path:
    """The source tree around a path, or else what --iocs says."""
    absolute = path.resolve()
    for directory in (absolute, *absolute.parents):
        if (directory / FEED_FILE).is_file():
            return iocs if directory == iocs.resolve() else directory
    return iocs


def _is_below(finding: Finding, paths: list[Path]) -> bool:
    if not paths:
        return True
    place = Path.cwd() / finding.location.path
    return any(place.is_relative_to(Path.cwd() / display_path(path.resolve())) for path in paths)
