"""`feedgen import`: a foreign document as a new incident, always as a draft."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from feedgen.authoring.drafting import Draft, draft_incident
from feedgen.authoring.foreign.foreign_values import web_address
from feedgen.authoring.foreign.importing import (
    read_document,
    read_document_file,
    within_limit,
)
from feedgen.authoring.prose.advisory import host_of
from feedgen.authoring.prose.pages import MAX_BYTES
from feedgen.authoring.reading import Cited
from feedgen.cli.console import Screen, write_out
from feedgen.cli.options import DEFAULT_IOCS, AsOf, Iocs, instant
from feedgen.errors import UsageError
from feedgen.sources.files import display_path

_FEW = 15
"""Lines about what was left out that are shown without --verbose."""


def import_(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="The document; `-` for standard input.")
    ],
    id_: Annotated[
        str | None,
        typer.Option("--id", metavar="ID", help="Of the incident; left out: made of its title."),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="Where the document is published."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Instead of the document's.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; the draft goes to standard output.")
    ] = False,
    iocs: Iocs = DEFAULT_IOCS,
    as_of: AsOf = "now",
) -> int:
    """Draft a new incident from somebody else's document.

    \b
      feedgen import advisory.html --url https://vendor.example/advisory
      feedgen import bundle.json --id acme-npm-2026-11    STIX 2.0 and 2.1
      feedgen import 5f0c….json                           a MISP event
      feedgen import GHSA-….json                          OSV and GHSA
      feedgen import indicators.csv                       type and value

    The kind is seen from the content. Text, Markdown, HTML and PDF are read
    as `feedgen add` does; PDF needs the extra `import`. A table has a header
    with type and value; that of our own indicators.csv is read whole.

    Nothing is published: iocs/<year>/ID.yml says `status: draft`. What the
    document does not say, says in a way that cannot be carried, or what the
    feed's checks refuse, stands in the file as comments: `# open question`,
    `# left out`, `# refused by`.
    """
    screen: Screen = context.obj
    name = "standard input" if str(file) == "-" else file.name
    address = web_address(url) if url is not None else None
    if url is not None and address is None:
        raise UsageError(f'--url: "{url}" is no web address; write https://…')
    data = (
        within_limit(sys.stdin.buffer.read(MAX_BYTES + 1))
        if str(file) == "-"
        else read_document_file(file)
    )
    with screen.progress() as progress:
        progress("reading the document")
        kind, reading = read_document(data, name, [host_of(address)] if address else ())
        if address:
            reading.cite(Cited(address, title or reading.title))
        if title:
            reading.title = title
        progress("checking the draft")
        draft = draft_incident(iocs, reading, origin=name, as_of=instant(as_of), id_=id_)
    if dry_run:
        write_out(draft.text)
    else:
        draft.write()
    _show(screen, draft, kind.value, dry_run=dry_run)
    return 0


def _show(screen: Screen, draft: Draft, kind: str, *, dry_run: bool) -> None:
    for observable, finding in draft.refused.items():
        problem = finding.problem.removeprefix(f'"{observable}" ')
        line = f"{observable}: {finding.code}: {problem}"
        screen.say(f"[note]refused:[/note] {escape(line)}")
    few = draft.left_out if screen.verbose else draft.left_out[:_FEW]
    for left in few:
        place = f" ({left.place})" if left.place else ""
        screen.say(f"[note]left out:[/note] {escape(f'{left.value}{place}: {left.reason}')}")
    if len(draft.left_out) > len(few):
        screen.say(f"… and {len(draft.left_out) - len(few):,} more; --verbose shows them")
    for question in draft.questions:
        screen.say(f"[note]open question:[/note] {escape(question)}")
    for id_, values in draft.elsewhere.items():
        several = "1 value is" if len(values) == 1 else f"{len(values)} values are"
        screen.say(f"[note]note:[/note] {several} listed by {escape(id_)} too")
    where = escape(display_path(draft.path))
    told = f"{draft.values} values in {draft.entries} entries, from {kind}"
    if dry_run:
        screen.say(f"[note]would draft[/note] {where}: {told}")
    else:
        screen.say(f"[good]drafted[/good] {where}: {told}; answer its open questions")
