"""`feedgen revoke`: withdraw a published value, for good."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from feedgen.authoring.revoke import revoke_value
from feedgen.build.pipeline import load
from feedgen.cli.console import Screen
from feedgen.cli.options import DEFAULT_IOCS, AsOf, Iocs, instant
from feedgen.errors import Finding, Level, SourceError


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
    it out. A value is revoked when every incident that names it has revoked it. What then still
    holds the value, such as a YARA rule, is told: a release is refused until it is mended. Run
    `feedgen release` to publish it.
    """
    screen: Screen = context.obj
    at = instant(as_of)
    edited = revoke_value(iocs, value, reason, at=at, incident_id=incident)
    for place in edited:
        screen.say(f"[good]revoked[/good] at {escape(str(place))}")
    with screen.progress() as progress:
        progress("checking the sources")
        refused = _errors(iocs, at)
    for finding in refused:
        screen.say(escape(str(finding)))
    if refused:
        screen.say("`feedgen release` refuses this until that is mended; then it publishes it.")
        return 0
    screen.say("`feedgen diff` shows the effect; `feedgen release` publishes it.")
    return 0


def _errors(iocs: Path, as_of: datetime) -> list[Finding]:
    """What the checks refuse in the sources as they are now."""
    try:
        load(iocs, as_of)
    except SourceError as error:
        return [finding for finding in error.findings if finding.level is Level.ERROR]
    return []
