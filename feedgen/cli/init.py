"""`feedgen init`: the repository of a feed of one's own."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer
from rich.markup import escape

from feedgen.authoring import settings
from feedgen.authoring.formats import require_formats, runnable_formats
from feedgen.authoring.init import (
    FeedSettings,
    create_feed,
    finish,
    interrupted,
    refuse_occupied,
)
from feedgen.cli.console import Screen
from feedgen.cli.options import AsOf, fresh_namespace, instant, toolchain
from feedgen.cli.questions import ask, somebody_is_there
from feedgen.emitters import named
from feedgen.errors import UsageError
from feedgen.sources.files import display_path

_NO_URL = "https://feed.example"
"""Reserved for documentation, so that it leads nowhere until it is replaced."""


def init(
    context: typer.Context,
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="New, or empty but for .git.")],
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Who publishes the feed.")
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option("--contact", metavar="TEXT", help="Where subscribers report mistakes."),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option("--base-url", metavar="URL", help="Where the content of out/ will be."),
    ] = None,
    licence: Annotated[
        str, typer.Option("--licence", metavar="SPDX", help="Of the data.")
    ] = "CC0-1.0",
    formats: Annotated[
        str | None,
        typer.Option(
            "--formats", metavar="NAME,…", help="What to publish; left out: all that work here."
        ),
    ] = None,
    feedgen: Annotated[
        str | None,
        typer.Option(
            "--feedgen",
            metavar="URL",
            help="Where the workflows get feedgen, as pip reads it: git+https://…@COMMIT",
        ),
    ] = None,
    no_input: Annotated[bool, typer.Option("--no-input", help="Ask nothing.")] = False,
    as_of: AsOf = "now",
) -> int:
    """Make the repository of a feed of your own: sources, workflows, editor settings.

    \b
      feedgen init my-feed
      feedgen init my-feed --name "ACME CERT" --contact cert@acme.example \\
        --base-url https://feed.acme.example

    On a terminal it asks for what no option gave. It makes a namespace for the
    ids of this feed, an example incident (a draft, which is never published),
    workflows that check pull requests and release the main branch, and a
    requirements file that pins feedgen. `feedgen build` works in it at once.

    DIR is not touched if it holds anything but .git. Interrupted, run it
    again: it goes on where it was.
    """
    screen: Screen = context.obj
    refuse_occupied(directory)
    if interrupted(directory):
        finish(directory)
        screen.say(f"[good]finished[/good] what an interrupted run began in {_shown(directory)}")
        return 0
    asking = somebody_is_there(no_input=no_input)
    chosen = _option("--name", name, settings.text) or _name(directory, asking=asking)
    url = _option("--base-url", base_url, settings.base_url) or _base_url(asking=asking)
    reply = _option("--contact", contact, settings.text) or _contact(url, asking=asking)
    works, reasons = runnable_formats()
    origin = _option("--feedgen", feedgen, settings.pip_url) or _installed_from()
    published = works if formats is None else require_formats(_names(formats))
    answers = FeedSettings(
        name=chosen,
        contact=reply,
        base_url=url,
        licence=_option("--licence", licence, settings.text) or licence,
        formats=published,
        namespace=fresh_namespace(),
        created=instant(as_of),
        origin=origin,
        extras=_extras(),
        pins=tuple(
            f"{name}=={version}"
            for name, version in toolchain(named(published))
            if name != "feedgen"
        ),
    )
    files = create_feed(directory, answers)
    screen.say(f"[good]created[/good] {_shown(directory)} with {len(files)} files")
    if formats is None:
        for missing, reason in reasons.items():
            screen.say(f"[note]left out of formats:[/note] {missing} ({escape(reason)})")
    _say_what_next(screen, directory, answers)
    return 0


def _say_what_next(screen: Screen, directory: Path, answers: FeedSettings) -> None:
    if answers.base_url == _NO_URL:
        screen.say("[note]to be replaced[/note] in iocs/feed.yml: base_url and contact")
    if answers.origin is None:
        screen.say("[note]to be replaced[/note] in requirements.txt: where feedgen comes from")
    steps = (
        ("" if directory.resolve() == Path.cwd() else f"cd {_shown(directory)}", ""),
        ("feedgen build", "compiles iocs/ into out/preview"),
        (f"feedgen new acme-npm-{answers.created:%Y-%m}", "the first incident, as a draft"),
        ("git init && git add . && git commit", "README.md says what else"),
    )
    screen.say("next:")
    for command, meaning in steps:
        if command:
            screen.say(f"  {command:<38}[dim]{meaning}[/dim]" if meaning else f"  {command}")


def _option(option: str, text: str | None, read: settings.Read) -> str | None:
    try:
        return None if text is None else read(text)
    except UsageError as error:
        raise UsageError(f"{option}: {error}") from error


def _names(formats: str) -> list[str]:
    return [name.strip() for name in formats.split(",") if name.strip()]


def _name(directory: Path, *, asking: bool) -> str:
    name = directory.resolve().name or "feed"
    return ask("Who publishes the feed", name, read=settings.text) if asking else name


def _base_url(*, asking: bool) -> str:
    question = "Where the feed will be published"
    return ask(question, _NO_URL, read=settings.base_url) if asking else _NO_URL


def _contact(url: str, *, asking: bool) -> str:
    contact = f"security@{urlsplit(url).hostname}"
    question = "Where subscribers report mistakes"
    return ask(question, contact, read=settings.text) if asking else contact


def _extras() -> str:
    """The extras of this feedgen that are all there, in brackets: its formats may need them."""
    try:
        installed = distribution("feedgen")
    except PackageNotFoundError:
        return ""
    needs: dict[str, list[str]] = {}
    for line in installed.requires or ():
        match = re.fullmatch(r"([A-Za-z0-9._-]+).*;.*extra == ['\"](\w+)['\"]", line)
        if match and match[2] != "test":
            needs.setdefault(match[2], []).append(match[1])
    there = sorted(extra for extra, names in needs.items() if all(map(_is_installed, names)))
    return f"[{','.join(there)}]" if there else ""


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _installed_from() -> str | None:
    """What pip would install this feedgen from elsewhere, where it remembers that (PEP 610)."""
    try:
        text = distribution("feedgen").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    origin = json.loads(text) if text else {}
    url = str(origin.get("url", ""))
    if not url.startswith("https://"):
        return None  # a directory or file of this machine says nothing to another one
    if "vcs_info" in origin:
        return f"{origin['vcs_info']['vcs']}+{url}@{origin['vcs_info']['commit_id']}"
    return url


def _shown(directory: Path) -> str:
    return escape(display_path(directory))
