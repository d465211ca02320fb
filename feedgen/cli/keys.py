"""`feedgen keys`: the list of release keys, signed by the offline root key."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from feedgen.cli.console import Screen
from feedgen.cli.options import instant
from feedgen.cli.publish import open_key
from feedgen.durable import replace_file
from feedgen.errors import UsageError
from feedgen.model.instants import format_instant
from feedgen.release.keyring import Keyring
from feedgen.release.names import KEYRING
from feedgen.release.pointer import copy_of_signature
from feedgen.release.signature import PublicKey, SigningKey, verify

_HELP = """The list of release keys, which the offline root key signs.

\b
  feedgen keys add keys/release-2.pub --root root.key       rotation: both keys sign meanwhile
  feedgen keys revoke 6B2F… --reason "laptop lost" --root root.key
  feedgen keys renew --root root.key                        before it expires

Subscribers that pin the root key follow. Commit keys.json and keys.json.minisig, and publish with
`feedgen publish --keys keys.json`.
"""
app = typer.Typer(add_completion=False, help=_HELP, no_args_is_help=True, rich_markup_mode="rich")

Root = Annotated[
    Path, typer.Option("--root", metavar="FILE", help="The root key's secret half, kept offline.")
]
Keys = Annotated[Path, typer.Option("--keys", metavar="FILE", help="The list.")]
Days = Annotated[
    int, typer.Option("--days", min=1, max=3650, help="How long the list is believed.")
]
At = Annotated[str, typer.Option("--at", metavar="TIME", help="The instant of the change.")]
_DEFAULT = Path(KEYRING)


@app.command()
def add(
    context: typer.Context,
    public: Annotated[Path, typer.Argument(metavar="KEY.pub", help="The new release key.")],
    root: Root,
    keys: Keys = _DEFAULT,
    days: Days = 366,
    at: At = "now",
) -> int:
    """Let a key sign releases; makes the list if there is none.

    Rotation: make a new key, add it, publish with it, and revoke the old one when you like.
    """
    now = instant(at)
    key = PublicKey.read(public)
    with open_key(root) as signing:
        before = _read(keys, signing) if keys.exists() else _EMPTY
        _write(context.obj, keys, before.with_key(key, now=now, expires=_until(now, days)), signing)
    return 0


@app.command()
def revoke(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="As `feedgen keys show` prints it.")],
    reason: Annotated[str, typer.Option("--reason", help="Published in the list.")],
    root: Root,
    keys: Keys = _DEFAULT,
    days: Days = 366,
    at: At = "now",
) -> int:
    """Let a key sign no more. It never comes back."""
    now = instant(at)
    with open_key(root) as signing:
        before = _read(keys, signing)
        after = before.without_key(id_, reason=reason, now=now, expires=_until(now, days))
        _write(context.obj, keys, after, signing)
    return 0


@app.command()
def renew(
    context: typer.Context, root: Root, keys: Keys = _DEFAULT, days: Days = 366, at: At = "now"
) -> int:
    """Sign the same list for longer."""
    with open_key(root) as signing:
        before = _read(keys, signing)
        _write(context.obj, keys, before.renewed(expires=_until(instant(at), days)), signing)
    return 0


@app.command()
def show(context: typer.Context, keys: Keys = _DEFAULT) -> int:
    """Print the list. Its signature is not looked at."""
    _show(context.obj, keys, Keyring.parse(_bytes(keys)))
    return 0


_EMPTY = Keyring(serial=0, expires=datetime.min, keys=())  # noqa: DTZ901 - never written
"""Before the first key."""


def _until(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days)


def _read(keys: Path, root: SigningKey) -> Keyring:
    data = _bytes(keys)
    signature = _bytes(keys.with_name(copy_of_signature(keys.name)))
    verify(
        data, signature, [root.public], what=str(keys),
        remedy="use the root key that signed it, and the file as it was published",
    )  # fmt: skip
    return Keyring.parse(data)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {error.strerror}; `feedgen keys add` makes it"
        ) from error


def _write(screen: Screen, keys: Path, keyring: Keyring, root: SigningKey) -> None:
    data = keyring.to_bytes()
    comment = f"file:{KEYRING} serial:{keyring.serial} expires:{format_instant(keyring.expires)}"
    # The signature first: between the two a reader refuses, and never believes the wrong list.
    replace_file(keys.with_name(copy_of_signature(keys.name)), [root.sign(data, comment)])
    replace_file(keys, [data])
    _show(screen, keys, keyring)


def _show(screen: Screen, keys: Path, keyring: Keyring) -> None:
    screen.say(
        f"{escape(str(keys))}: serial {keyring.serial}, until {format_instant(keyring.expires)}"
    )
    for entry in keyring.keys:
        words = f" ({entry.reason})" if entry.reason else ""
        screen.say(
            f"  {entry.key.id}  {entry.state.value} since {format_instant(entry.since)}"
            f"{escape(words)}"
        )
