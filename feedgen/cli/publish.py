"""`feedgen publish`: sign the release and copy it to where subscribers look."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from feedgen.cli.console import Screen, write_out
from feedgen.cli.keygen import PASSWORD
from feedgen.cli.options import DEFAULT_OUT, Out, instant
from feedgen.model.instants import format_instant
from feedgen.publish.opening import open_destination
from feedgen.publish.publisher import Published
from feedgen.publish.publisher import publish as publish_to
from feedgen.publish.standing import LONGEST_LEAD
from feedgen.release.signature import SigningKey

Key = Annotated[
    Path, typer.Option("--key", metavar="FILE", help="The secret key, as `feedgen keygen` made it.")
]


def publish(
    context: typer.Context,
    destinations: Annotated[
        list[str],
        typer.Argument(
            metavar="DEST…",
            help="A directory, s3://bucket/prefix, oci://registry/repository, gs://…",
        ),
    ],
    key: Key,
    out: Out = DEFAULT_OUT,
    keys: Annotated[
        Path | None,
        typer.Option(
            "--keys", metavar="FILE", help="keys.json, as `feedgen keys` made it; published too."
        ),
    ] = None,
    root_pub: Annotated[
        Path | None,
        typer.Option(
            "--root-pub",
            metavar="FILE",
            help="The public root key that signed --keys. Default: root.pub beside it.",
        ),
    ] = None,
    resign: Annotated[
        bool, typer.Option("--resign", help="Renew the expiry of what we published.")
    ] = False,
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help="The instant of publication.")
    ] = "now",
    lead: Annotated[
        int,
        typer.Option(
            "--lead",
            metavar="SECONDS",
            min=0,
            max=int(LONGEST_LEAD.total_seconds()),
            help="How long TAXII servers wait before they show a new release.",
        ),
    ] = 60,
) -> int:
    """Sign the release in --out and publish it, in an order that no reader can catch halfway.

    \b
      feedgen publish /srv/feed --key keys/release.key
      feedgen publish s3://bucket/feed oci://registry.example/feed --key keys/release.key
      feedgen publish /srv/feed --key keys/release.key --resign      daily, with no new content

    Content first, then the signature, then latest.json. Only what changed is written; published
    again, nothing is. A subscriber believes a pointer for seven days, so run it daily, or
    --resign. A password for the key comes from FEEDGEN_KEY_PASSWORD, or is asked for.

    Before anything is written, gates look for what is more often a mistake than meant: many
    indicators gone, a list that doubles, a serial that does not rise. Exit code 3 says which;
    docs/publish.md says how to open one.

    --resign renews only a pointer that this key, or an active key of --keys, signed, when every
    file of its release is what was released. Exit code 4: something there is not ours.
    """
    screen: Screen = context.obj
    opened = [open_destination(text, os.environ) for text in destinations]
    with open_key(key) as signing, screen.progress() as progress:
        done = publish_to(
            out,
            opened,
            signing,
            clock=lambda: instant(at),
            lead=timedelta(seconds=lead),
            resign=resign,
            keys=keys,
            root_pub=root_pub,
            progress=progress,
        )
    for published in done:
        _show(screen, published)
    return 0


def open_key(path: Path) -> SigningKey:
    """The secret key; its password from the environment, else asked for on a terminal."""
    password = os.environ.get(PASSWORD)
    if password is None and sys.stdin.isatty() and SigningKey.is_protected(path):
        password = typer.prompt(f"Password of {path}", hide_input=True, err=True)
    return SigningKey.read(path, password)


def _show(screen: Screen, published: Published) -> None:
    pointer, uploaded = published.pointer, published.uploaded
    for note in published.notes:
        screen.say(f"[note]not ours:[/note] {escape(note)}")
    if uploaded.files or uploaded.removed:
        did = f"{uploaded.files} files, {uploaded.size:,} bytes written"
        did += f", {uploaded.removed} removed" if uploaded.removed else ""
    else:
        did = "nothing to do"
    screen.say(
        f"[good]published[/good] {escape(published.destination)}: {pointer.version} "
        f"(serial {pointer.serial}), believed until {format_instant(pointer.expires)}; {did}"
    )
    write_out(uploaded.reference + "\n" if uploaded.reference else "")
