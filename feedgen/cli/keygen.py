"""`feedgen keygen`: a key pair that signs releases."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from feedgen.cli.console import Screen, write_out
from feedgen.release.signature import generate

PASSWORD = "FEEDGEN_KEY_PASSWORD"  # noqa: S105 - the name of a variable


def keygen(
    context: typer.Context,
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="Makes PATH.key and PATH.pub; neither may exist.")
    ],
    ask: Annotated[
        bool, typer.Option("--ask-password", help="Ask for a password that protects PATH.key.")
    ] = False,
) -> int:
    """Make an Ed25519 key pair in minisign's format.

    \b
      feedgen keygen keys/release      PATH.key stays secret, PATH.pub goes to subscribers
      feedgen keygen keys/root         kept offline; signs the list of release keys

    A password comes from the environment variable FEEDGEN_KEY_PASSWORD, or is asked for with
    --ask-password; without either, the secret key is protected by its file mode alone. The public
    key is printed. docs/publish.md says who keeps which key where.
    """
    screen: Screen = context.obj
    password = os.environ.get(PASSWORD)
    if ask:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    secret, public, key = generate(path, password)
    screen.say(f"[good]made[/good] key {key.id}")
    screen.say(
        f"  {escape(str(secret))}  the secret key"
        + (", protected by a password" if password else ", without a password")
        + ": whoever has it can publish in your name"
    )
    screen.say(f"  {escape(str(public))}  the public key: give it to subscribers")
    write_out(f"{key.text}\n")
    return 0
