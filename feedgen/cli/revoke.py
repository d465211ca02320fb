"""`feedgen revoke`: withdraw a published value, for good."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from feedgen.authoring.revoke import revoke_value
from feedgen.cli.console import Screen
from feedgen.cli.options import DEFAULT_IOCS, AsOf, Iocs, instant


def revoke(
    context: typer.Context,
    value: Annotated[str, typer.Argument(help="Defanged or not; a tag, a digest, a host, …")],
    reason: Annotated[str, typer.Option("--reason", help="Why; published with the tombstone.")],
    incident: Annotated[
        str | None, typer.Option("--incident", help="Only in this incident.")
    ] = None,
    iocs: Iocs = DEFAULT_IOCS,
    as_of: AsOf = "now",
) -> int:
    """Record in the sources that a value is withdrawn, wherever it stands; comments are kept.

    The line stays: a revoked indicator is published as revoked for ever, so that subscribers take
    it out. A value is revoked when every incident that names it has revoked it. Run
    `feedgen release` to publish it.
    """
    screen: Screen = context.obj
    edited = revoke_value(iocs, value, reason, at=instant(as_of), incident_id=incident)
    for place in edited:
        screen.say(f"[good]revoked[/good] at {escape(str(place))}")
    screen.say("`feedgen diff` shows the effect; `feedgen release` publishes it.")
    return 0
