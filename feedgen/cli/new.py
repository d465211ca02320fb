"""`feedgen new`: a skeleton for an incident, as a draft."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from feedgen.authoring.new import create_incident
from feedgen.cli.console import Screen
from feedgen.cli.options import DEFAULT_IOCS, AsOf, Iocs, instant
from feedgen.sources.files import display_path


def new(
    context: typer.Context,
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", help="Lower case, ends in year and month: acme-npm-2026-11."),
    ],
    title: Annotated[str, typer.Option("--title", help="One line for people.")] = "",
    iocs: Iocs = DEFAULT_IOCS,
    as_of: AsOf = "now",
) -> int:
    """Create iocs/<year>/ID.yml as a draft that passes `feedgen check`, with every key explained.

    Drafts are checked and never published: set `status: published` when it is ready.
    """
    screen: Screen = context.obj
    path = create_incident(iocs, id_, title, instant(as_of))
    screen.say(f"[good]created[/good] {escape(display_path(path))}")
    return 0
