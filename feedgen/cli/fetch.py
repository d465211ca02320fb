"""`feedgen fetch`: a verified download that keeps the last good copy."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from feedgen.cli.console import Screen, write_out
from feedgen.cli.options import instant
from feedgen.cli.subscription import Pinned, Timeout, described, open_origin, pinned_keys
from feedgen.errors import UnavailableError, UsageError, VerificationError
from feedgen.release.names import LATEST, LAYOUT
from feedgen.subscribe.fetching import fetch as fetch_from
from feedgen.subscribe.state import STATE


def fetch(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="The publication's root.")],
    key: Pinned = None,
    dest: Annotated[
        Path, typer.Option("--dest", metavar="DIR", help="Where the copy is kept.")
    ] = Path("feed"),
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="PATTERN", help="Only these files, as 'blocklists/*'. May repeat."
        ),
    ] = None,
    timeout: Timeout = 600.0,
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help="The instant that decides about expiry.")
    ] = "now",
) -> int:
    """Download the current release, verified, into a directory of its own.

    \b
      feedgen fetch https://feed.example --key release.pub --dest /var/lib/feed
      feedgen fetch https://feed.example --key root.pub --only 'blocklists/*'

    Read it below DIR/v1/latest/: a link that is switched when everything is there and checked.
    DIR remembers the serial, so an older release is refused later. Only what changed is
    downloaded, and an interrupted download goes on where it stopped.

    Exit code 4: what came is not signed by your key, has expired, or goes back. 5: the feed did
    not answer. In both cases the last good copy stays as it was. Proxies and private authorities
    are taken from HTTPS_PROXY and REQUESTS_CA_BUNDLE.
    """
    screen: Screen = context.obj
    if key is None:
        raise UsageError(f"{url} needs --key: the public key of its producer")
    try:
        with screen.progress() as progress:
            done = fetch_from(
                open_origin(url, timeout),
                dest,
                pinned_keys(key),
                now=instant(at),
                only=tuple(sorted(set(only or ()))),
                progress=progress,
            )
    except (VerificationError, UnavailableError):
        if (dest / STATE).is_file():
            kept = (dest / LAYOUT / LATEST).resolve().name
            screen.say(f"[note]the last good copy stays:[/note] {kept} in {escape(str(dest))}")
        raise
    did = (
        f"{done.downloaded} files downloaded ({done.size:,} bytes), {done.reused} unchanged"
        if done.is_new
        else "nothing new"
    )
    screen.say(f"{described(done.trusted)}; {did}")
    write_out(f"{dest / LAYOUT / LATEST}\n")
    return 0
