"""`feedgen add`: what an advisory names, pasted into an incident."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from feedgen.authoring.addition import Addition, add_to_incident
from feedgen.authoring.foreign.importing import read_document_file, within_limit
from feedgen.authoring.prose.pages import MAX_BYTES
from feedgen.authoring.reading import shown
from feedgen.cli.console import Screen, write_out
from feedgen.cli.options import DEFAULT_IOCS, AsOf, Iocs, instant
from feedgen.sources.files import display_path

_FEW = 15
"""Rows about what was left out that are shown without --verbose."""


def add(
    context: typer.Context,
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="The incident's id.")],
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="The advisory; left out: standard input."),
    ] = None,
    reference: Annotated[
        list[str] | None,
        typer.Option(
            "--reference",
            metavar="KEY",
            help="Which of the incident's references reports the values; may be repeated.",
        ),
    ] = None,
    shared: Annotated[
        bool, typer.Option("--shared", help="Add also what other incidents list already.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Write nothing; the change goes to standard output.")
    ] = False,
    iocs: Iocs = DEFAULT_IOCS,
    as_of: AsOf = "now",
) -> int:
    """Add the indicators of an advisory to an incident; comments stay.

    \b
      feedgen add acme-npm-2026-11 < advisory.txt
      feedgen add acme-npm-2026-11 --file report.html --reference vendor
      feedgen add acme-npm-2026-11 --dry-run < advisory.txt

    The advisory is text, Markdown, HTML or PDF. Hosts, addresses, URLs and
    mailboxes are refanged: evil[.]example, evil(dot)example, hxxps[:]//…
    Where a text defangs, what it does not defang is a link or a file name;
    where it does not, a value must stand on a line or in a cell of its own.
    Hashes, digests, commits, packages, extensions, user agents, CVE, GHSA
    and ATT&CK ids are told apart by the words around them. What stays
    ambiguous becomes a comment in the file: `# open question: …`.

    Not added: what is listed already, known-good values, and what a check of
    the feed refuses; each is shown with the reason. New lines take the
    file's defaults. A file that would not be valid is not written.

    Exit code 0 also when there was nothing new; 3 when the sources have
    mistakes before the edit.
    """
    screen: Screen = context.obj
    document = read_document_file(file) if file else _pasted(screen)
    with screen.progress() as progress:
        progress("reading the advisory and checking the sources")
        addition = add_to_incident(
            iocs,
            incident,
            document,
            as_of=instant(as_of),
            references=reference or (),
            shared=shared,
        )
    if dry_run:
        write_out(addition.diff())
    elif addition.changes:
        addition.write()
    _show(screen, addition, dry_run=dry_run)
    return 0


def _pasted(screen: Screen) -> bytes:
    if sys.stdin.isatty():
        screen.say("paste the advisory, then press Ctrl-D on a line of its own")
    return within_limit(sys.stdin.buffer.read(MAX_BYTES + 1))


def _show(screen: Screen, addition: Addition, *, dry_run: bool) -> None:
    if not screen.quiet:
        for table in (_added(addition), _not_added(addition), _left_out(screen, addition)):
            if table is not None:
                screen.console.print(table)
                screen.console.print()
        for question in addition.questions:
            screen.say(f"[note]open question:[/note] {escape(question)}")
    codes = {finding.code for finding in addition.refused.values()}
    if "FG308" in codes:
        screen.say(
            "[note]hint:[/note] name the publication under references of the incident, and give "
            "its key with --reference"
        )
    screen.say(_verdict(addition, dry_run=dry_run))


def _verdict(addition: Addition, *, dry_run: bool) -> str:
    where = escape(display_path(addition.path))
    if not addition.changes:
        return f"[note]nothing new[/note] for {where}"
    parts = [
        _count(len(addition.added), "value"),
        _count(len(addition.techniques), "technique"),
        _count(len(addition.vulnerabilities), "vulnerability", "vulnerabilities"),
        _count(len(addition.questions), "open question"),
    ]
    told = ", ".join(part for part in parts if part)
    if dry_run:
        return f"[note]would add[/note] {told} to {where}"
    return f"[good]added[/good] {told} to {where}; look at it, then run `feedgen check`"


def _count(number: int, noun: str, several: str = "") -> str:
    if not number:
        return ""
    return f"{number} {noun if number == 1 else several or noun + 's'}"


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _added(addition: Addition) -> Table | None:
    if not addition.added and not addition.techniques and not addition.vulnerabilities:
        return None
    table = _table("Added", "type", "value", "at")
    for candidate in addition.added:
        table.add_row(
            candidate.observable.title, escape(candidate.observable.value), escape(candidate.place)
        )
    for technique in addition.techniques:
        table.add_row("ATT&CK technique", technique, "")
    for vulnerability in addition.vulnerabilities:
        table.add_row("vulnerability", vulnerability, "")
    return table


def _not_added(addition: Addition) -> Table | None:
    table = _table("Not added", "value", "why")
    for candidate in addition.known:
        table.add_row(escape(shown(candidate.observable.value)), "listed there already")
    for observable, id_ in addition.elsewhere.items():
        why = f"listed by {id_}; --shared adds it here too"
        table.add_row(escape(shown(observable.value)), escape(why))
    for observable, finding in addition.refused.items():
        problem = finding.problem.removeprefix(f'"{observable}" ')
        table.add_row(escape(shown(observable.value)), escape(f"{finding.code}: {problem}"))
    return table if table.row_count else None


def _left_out(screen: Screen, addition: Addition) -> Table | None:
    if not addition.left_out:
        return None
    table = _table("Not taken for indicators", "value", "why", "at")
    few = addition.left_out if screen.verbose else addition.left_out[:_FEW]
    for left in few:
        table.add_row(escape(left.value), escape(left.reason), escape(left.place))
    more = len(addition.left_out) - len(few) + addition.left_out_beyond
    if more:
        table.caption = f"… and {more:,} more; --verbose shows them"
        table.caption_justify = "left"
    return table
