"""`feedgen verify`: is this publication what its producer signed?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from feedgen.cli.console import Screen, write_out
from feedgen.cli.options import instant
from feedgen.cli.subscription import (
    Pinned,
    Timeout,
    described,
    is_address,
    open_origin,
    pinned_keys,
)
from feedgen.errors import UsageError
from feedgen.release.names import POINTER
from feedgen.subscribe.verification import verify_publication, verify_sums


def verify(
    context: typer.Context,
    source: Annotated[
        str, typer.Argument(metavar="SRC", help="A publication's root, as directory or address.")
    ],
    key: Pinned = None,
    timeout: Timeout = 600.0,
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help="The instant that decides about expiry.")
    ] = "now",
) -> int:
    """Check a publication: signature, expiry, and every file of the release by its sum.

    \b
      feedgen verify https://feed.example --key release.pub
      feedgen verify /srv/feed --key root.pub        follows the root key's list of release keys
      feedgen verify out/v1/latest                   a local release by its own sums: damage only

    An address always needs a key. Nothing is kept, so a rollback is not seen: `feedgen fetch`
    remembers. A release key beside the root key is believed only while the root key's list is
    there and does not revoke it. Exit code 4: it is not what was signed, or has expired. 5: it did
    not answer.
    """
    screen: Screen = context.obj
    if key is None:
        if is_address(source):
            raise UsageError(f"{source} needs --key: the public key of its producer")
        with screen.progress() as progress:
            progress(source)
            count = verify_sums(_release_of(Path(source)))
        screen.say(
            f"[good]whole[/good]: {count} files of {escape(source)} are what its sums say. "
            "Nobody's key was asked for: this finds damage, not forgery"
        )
        return 0
    origin = open_origin(source, timeout)
    with screen.progress() as progress:
        verified = verify_publication(origin, pinned_keys(key), now=instant(at), progress=progress)
    screen.say(f"{described(verified.trusted)}; {verified.files} files, {verified.size:,} bytes")
    write_out(f"{verified.trusted.pointer.version}\n")
    return 0


def _release_of(directory: Path) -> Path:
    """The release itself, where the root of a publication is named without a key."""
    latest = directory / "v1" / "latest"
    return latest if (directory / POINTER).is_file() and latest.is_dir() else directory
