"""`feedgen new`: a skeleton for an incident, as a draft."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from feedgen.authoring import settings
from feedgen.authoring.new import Head, Report, Served, create_incident, new_incident_path
from feedgen.cli.console import Screen
from feedgen.cli.options import DEFAULT_IOCS, AsOf, Iocs, instant
from feedgen.cli.questions import ask, somebody_is_there
from feedgen.errors import UsageError
from feedgen.model.incident import Severity
from feedgen.model.tlp import Tlp
from feedgen.sources.files import display_path


def new(
    context: typer.Context,
    id_: Annotated[
        str,
        typer.Argument(metavar="ID", help="Lower case, ends in year and month: acme-npm-2026-11."),
    ],
    title: Annotated[str, typer.Option("--title", help="One line for people.")] = "",
    severity: Annotated[
        Severity | None, typer.Option("--severity", help="How bad it is for those it hits.")
    ] = None,
    tlp: Annotated[Tlp | None, typer.Option("--tlp", help="How far it may go.")] = None,
    reference: Annotated[
        str | None,
        typer.Option("--reference", metavar="URL", help="The first public report."),
    ] = None,
    reference_title: Annotated[
        str | None,
        typer.Option("--reference-title", metavar="TEXT", help="Its title; left out: its address."),
    ] = None,
    campaign: Annotated[
        list[str] | None,
        typer.Option("--campaign", metavar="NAME", help="What it is part of; may be repeated."),
    ] = None,
    actor: Annotated[
        list[str] | None,
        typer.Option("--actor", metavar="NAME", help="Who is held responsible; may be repeated."),
    ] = None,
    component: Annotated[
        str | None,
        typer.Option(
            "--component",
            metavar="NAME",
            help="What served it: docker.io/owner/image, with --from.",
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--from", metavar="TIME", help="When it began to.")
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="TIME", help="When it ended; left out: it lasts."),
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
    iocs: Iocs = DEFAULT_IOCS,
    as_of: AsOf = "now",
) -> int:
    """Create iocs/<year>/ID.yml as a draft that passes `feedgen check`, with every key explained.

    \b
      feedgen new acme-npm-2026-11
      feedgen new acme-npm-2026-11 --title "Malicious Acme packages" \\
        --severity critical --reference https://vendor.example/post \\
        --component npm:acme --from 2026-11-24T10:00:00Z

    On a terminal it asks for what no option gave; an empty answer leaves the
    key for later. Drafts are checked and never published: set
    `status: published` when it is ready.
    """
    screen: Screen = context.obj
    _consistent(reference, reference_title, component, since, until)
    at = instant(as_of)
    if somebody_is_there(no_input=no_input):
        new_incident_path(iocs, id_)  # before anybody answers in vain
        title = title or ask("Title, one line", id_, read=settings.text)
        severity = severity or Severity(
            ask(
                "Severity", Severity.HIGH.value, read=str.strip, choices=[s.value for s in Severity]
            )
        )
        tlp = tlp or Tlp(
            ask("TLP", Tlp.CLEAR.value, read=str.strip, choices=[t.value for t in Tlp])
        )
        if reference is None:
            reference = ask("First public report, its URL", read=settings.web_address)
        if reference and reference_title is None:
            reference_title = ask("Its title", reference, read=settings.text)
        campaign = campaign or _names("Campaign, if it is part of one")
        actor = actor or _names("Actor, if known")
        if component is None:
            component = ask("What served it, as docker.io/owner/image", read=settings.text)
        if component and since is None:
            since = ask("Since when (UTC)", f"{at:%Y-%m-%dT%H:%M}:00Z", read=settings.instant)
            until = until or ask("Until when", "open", read=settings.instant_or_open)
    if component and not since:
        raise UsageError("--component needs --from: say when it began to serve the bad thing")
    head = Head(
        severity=severity or Severity.HIGH,
        tlp=tlp or Tlp.CLEAR,
        campaigns=tuple(campaign or ()),
        actors=tuple(actor or ()),
        report=Report(url=reference, title=reference_title or reference) if reference else None,
        served=Served(component=component, since=since, until=until or "open")
        if component and since
        else None,
    )
    path = create_incident(iocs, id_, title, at, head if head != Head() else None)
    screen.say(f"[good]created[/good] {escape(display_path(path))}")
    return 0


def _names(question: str) -> list[str]:
    answer = ask(question, read=settings.text)
    return [answer] if answer else []


def _consistent(
    reference: str | None,
    reference_title: str | None,
    component: str | None,
    since: str | None,
    until: str | None,
) -> None:
    """Refuse options that only mean something together with others."""
    if reference_title is not None and reference is None:
        raise UsageError("--reference-title belongs to --reference; give the report's URL too")
    if since is None and until is not None:
        raise UsageError("--until belongs to --from; give the beginning of the window too")
    if since is not None and component is None:
        raise UsageError("--from belongs to --component; say what served it")
