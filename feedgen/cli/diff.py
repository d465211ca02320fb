"""`feedgen diff`: what changes between two releases, or between the last one and the sources."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.markup import escape

from feedgen.build import pipeline
from feedgen.build.changes import code_span
from feedgen.cli.console import Screen, write_out
from feedgen.cli.options import DEFAULT_IOCS, DEFAULT_OUT, AsOf, From, Iocs, Out, instant, toolchain
from feedgen.errors import UsageError
from feedgen.release.compare import Difference, compare_releases
from feedgen.release.names import LATEST, LAYOUT, RELEASE_MANIFEST


class Format(StrEnum):
    """How the difference is written to standard output."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


def diff(
    context: typer.Context,
    old: Annotated[
        str | None, typer.Argument(help="A release directory, or a version below --out.")
    ] = None,
    new: Annotated[str | None, typer.Argument(help="The same; left out: the sources.")] = None,
    iocs: Iocs = DEFAULT_IOCS,
    out: Out = DEFAULT_OUT,
    output: Annotated[Format, typer.Option("--format", help="How it is written.")] = Format.TEXT,
    as_of: AsOf = "now",
    published: From = None,
) -> int:
    """Show what was added, changed and removed.

    \b
      feedgen diff                              the last release and the sources
      feedgen diff 2026.11.24.1                 that release and the sources
      feedgen diff 2026.11.24.1 2026.11.25.1    two releases
      feedgen diff path/to/a path/to/b          two release directories

    Works from the releases' own files. `--format markdown` suits a pull request's comment.
    """
    screen: Screen = context.obj
    if old is None and not (out / LAYOUT / LATEST / RELEASE_MANIFEST).is_file():
        raise UsageError(f"{out} holds no release to compare with; run `feedgen release` first")
    before = _directory(old or f"{LAYOUT}/{LATEST}", out)
    if new is not None:
        difference = compare_releases(before, _directory(new, out))
    else:
        with tempfile.TemporaryDirectory(prefix="feedgen-") as scratch, screen.progress() as step:
            built = pipeline.build(
                iocs, Path(scratch), as_of=instant(as_of), toolchain=toolchain, progress=step,
                published=published or out / LAYOUT / LATEST,
            )  # fmt: skip
            difference = compare_releases(before, built.path)
    writers = {Format.TEXT: _text, Format.JSON: _json, Format.MARKDOWN: _markdown}
    write_out(writers[output](difference))
    added, changed, removed = map(len, (difference.added, difference.changed, difference.removed))
    screen.say(
        f"{escape(difference.old)} → {escape(difference.new)}: "
        f"[good]{added} added[/good], [note]{changed} changed[/note], [bad]{removed} removed[/bad]"
    )
    return 0


def _directory(name: str, out: Path) -> Path:
    candidates = (Path(name), out / LAYOUT / name, out / name)
    for candidate in candidates:
        if (candidate / RELEASE_MANIFEST).is_file():
            return candidate
    raise UsageError(f'"{name}" is no release; name a directory with {RELEASE_MANIFEST}, or a '
                     f"version below {out / LAYOUT}")  # fmt: skip


def _text(difference: Difference) -> str:
    lines = [f"+ {_row(row)}" for row in difference.added]
    lines += [f"~ {_row(row)} ({', '.join(keys)})" for row, keys in difference.changed]
    lines += [f"- {_row(row)}" for row in difference.removed]
    return "".join(f"{line}\n" for line in lines)


def _row(row: Mapping[str, Any]) -> str:
    return f"{row['type']} {row['value']}"


def _json(difference: Difference) -> str:
    document = {
        "from": difference.old,
        "to": difference.new,
        "added": list(difference.added),
        "changed": [{"indicator": row, "keys": list(keys)} for row, keys in difference.changed],
        "removed": list(difference.removed),
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _markdown(difference: Difference) -> str:
    lines = [f"### {difference.old} → {difference.new}", ""]
    if difference.is_empty:
        lines.append("No indicator changes.")
    for title, rows in (
        ("Added", [(row, ()) for row in difference.added]),
        ("Changed", list(difference.changed)),
        ("Removed", [(row, ()) for row in difference.removed]),
    ):
        if rows:
            lines += [f"**{title}** ({len(rows)})", ""]
            lines += [
                f"- {row['type']} {code_span(str(row['value']))}"
                + (f": {', '.join(keys)}" if keys else "")
                for row, keys in rows
            ]
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"
