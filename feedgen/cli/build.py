"""`feedgen build`: compile the sources into a local publication."""

from __future__ import annotations

from typing import Annotated

import typer

from feedgen.build import pipeline
from feedgen.cli.console import Screen
from feedgen.cli.options import DEFAULT_IOCS, DEFAULT_OUT, AsOf, From, Iocs, Out, instant, toolchain
from feedgen.cli.pages import write_pages
from feedgen.cli.summary import show_build


def build(
    context: typer.Context,
    iocs: Iocs = DEFAULT_IOCS,
    out: Out = DEFAULT_OUT,
    as_of: AsOf = "now",
    published: From = None,
    verify: Annotated[
        bool,
        typer.Option(
            "--check", help="Write nothing; fail if out/v1/latest or the ledger is out of date."
        ),
    ] = False,
) -> int:
    """Compile the sources into every format that feed.yml publishes.

    Unchanged sources give the released version again, byte for byte, as v1/<version>/ and
    v1/latest/. Changed ones go to preview/, where they can be looked at; `feedgen release` makes
    a version of them.

    `--check` is for CI: exit code 3 when what is committed is not what the sources give.
    """
    screen: Screen = context.obj
    with screen.progress() as progress:
        if verify:
            version = pipeline.verify_committed(
                iocs, out, as_of=instant(as_of), progress=progress, published=published
            )
        else:
            result = pipeline.build(
                iocs,
                out,
                as_of=instant(as_of),
                toolchain=toolchain,
                progress=progress,
                published=published,
            )
            write_pages(result, out, progress)
    if verify:
        screen.say(f"[good]up to date[/good]: {out} and the ledger are release {version}")
    else:
        show_build(screen, result)
    return 0
