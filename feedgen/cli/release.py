"""`feedgen release`: fix what changed as a new version."""

from __future__ import annotations

import typer

from feedgen.build import pipeline
from feedgen.cli.console import Screen
from feedgen.cli.options import DEFAULT_IOCS, DEFAULT_OUT, AsOf, From, Iocs, Out, instant, toolchain
from feedgen.cli.pages import write_pages
from feedgen.cli.summary import show_build


def release(
    context: typer.Context,
    iocs: Iocs = DEFAULT_IOCS,
    out: Out = DEFAULT_OUT,
    as_of: AsOf = "now",
    published: From = None,
) -> int:
    """Build, and fix what changed as a new version: ids, sids and dates go into the ledger.

    Commit iocs/ledger.jsonl, iocs/releases.jsonl and out/v1/latest afterwards. Only the main
    branch releases, so that two branches never hand out the same sid.

    Run it daily: what has expired by --as-of then leaves the lists. With nothing changed and
    nothing expired it does nothing. Run again after a crash, it completes the same version.
    """
    screen: Screen = context.obj
    with screen.progress() as progress:
        result = pipeline.release(
            iocs,
            out,
            as_of=instant(as_of),
            toolchain=toolchain,
            progress=progress,
            published=published,
        )
        write_pages(result, out, progress)
    show_build(screen, result)
    return 0
