"""`feedgen explain`: everything the feed knows of a value, and where it went."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from feedgen.authoring.lookup import candidates
from feedgen.build.pipeline import Loaded, load, unstamped
from feedgen.build.place import places
from feedgen.cli.console import Screen, write_out
from feedgen.cli.options import DEFAULT_IOCS, DEFAULT_OUT, AsOf, From, Iocs, Out, instant
from feedgen.errors import UsageError
from feedgen.model.indicator import Indicator
from feedgen.model.instants import format_instant
from feedgen.model.ledger import LedgerLine
from feedgen.model.releases import next_release
from feedgen.release.names import LATEST, LAYOUT, RELEASE_MANIFEST
from feedgen.release.trace import trace

_LINES = 8
"""Lines shown per artifact before they are only counted."""


def explain(
    context: typer.Context,
    value: Annotated[str, typer.Argument(help="Defanged or not; a tag, a digest, a host, …")],
    iocs: Iocs = DEFAULT_IOCS,
    out: Out = DEFAULT_OUT,
    as_of: AsOf = "now",
    published: From = None,
) -> int:
    """Show incidents, ids, sids, and every artifact and line that carries a value.

    \b
      feedgen explain audit.checkmarx.cx
      feedgen explain 'docker.io/checkmarx/kics:v2.1.21'

    Artifacts are those of out/v1/latest. Exit code 3 when the feed does not know the value; a
    known-good value is said to be one.
    """
    screen: Screen = context.obj
    loaded = load(iocs, instant(as_of), places(out, published))
    wanted = candidates(value)
    good = [known for known in loaded.tree.known_good if known.observable in wanted]
    for known in good:
        write_out(
            f"{known.observable.type} {known.observable.value}\n"
            f"  known good: {known.label or known.note or 'never listed'}\n"
            f"  declared at {known.location}\n"
        )
    release = next_release(loaded.releases, instant(as_of))
    feed = unstamped(loaded.tree, loaded.ledger, release, drafts=True)
    found = [i for i in feed.indicators if i.observable in wanted]
    if not found:
        screen.say(f"[note]not in the feed:[/note] {escape(value)}")
        return 0 if good else 3
    rules = _rules(loaded, found)
    for indicator in found:
        write_out(_describe(indicator, loaded))
    write_out(_describe_rules(rules))
    write_out(_artifacts(out / LAYOUT / LATEST, found, rules))
    return 0


def _rules(loaded: Loaded, indicators: Sequence[Indicator]) -> list[LedgerLine]:
    ids = {indicator.id for indicator in indicators}
    lines = (
        line
        for line in loaded.ledger.lines.values()
        if line.kind.endswith("-rule") and ids & set(line.covers)
    )
    return sorted(lines, key=lambda line: (line.kind, line.key))


def _describe(indicator: Indicator, loaded: Loaded) -> str:
    line = loaded.ledger.lines.get(indicator.id)
    state = f"revoked: {indicator.revoked_reason}" if indicator.revoked else indicator.action.value
    rows = [
        f"{indicator.type} {indicator.value}",
        f"  id          {indicator.id} (generation {indicator.generation})",
        f"  action      {state}",
        f"  match       {indicator.match.value}",
        f"  confidence  {indicator.confidence}",
    ]
    begin, end = format_instant(indicator.valid_from), format_instant(indicator.valid_until)
    rows.append(f"  valid       {begin} to {end}")
    if line:
        rows.append(
            f"  published   first {format_instant(line.created)} (release {line.added_serial}), "
            f"changed {format_instant(line.modified)} (release {line.changed_serial})"
        )
    else:
        rows.append("  published   not yet")
    if indicator.roles:
        rows.append(f"  role        {', '.join(indicator.roles)}")
    rows += [f"  source      {m.location} ({m.incident_id})" for m in indicator.mentions]
    for exposure in indicator.exposures:
        for window in exposure.windows:
            until = format_instant(window.end) if window.end else "open"
            rows.append(
                f"  exposed     {format_instant(window.start)} to {until} "
                f"({window.grade.value}; {exposure.component})"
            )
    rows += [f"  note        {' '.join(note.split())}" for note in indicator.notes]
    rows += [f"  reference   {reference.url}" for reference in indicator.references]
    return "\n".join(rows) + "\n"


def _describe_rules(rules: Sequence[LedgerLine]) -> str:
    return "".join(
        f"  rule        {rule.kind} "
        + (f"sid {rule.sid} rev {rule.rev} " if rule.sid is not None else f"rev {rule.rev} ")
        + rule.key
        + (f" (gone since release {rule.gone_serial})\n" if rule.gone_serial else "\n")
        for rule in rules
    )


def _artifacts(release: Path, indicators: Sequence[Indicator], rules: Sequence[LedgerLine]) -> str:
    if not (release / RELEASE_MANIFEST).is_file():
        raise UsageError(f"{release} holds no release; run `feedgen build` to see artifacts")
    rule_ids = {rule.id for rule in rules}
    text = ""
    hits = trace(release, indicators, rule_ids)
    for path, group in groupby(hits, key=lambda hit: hit.path):
        lines = list(group)
        text += f"  {path}\n"
        text += "".join(f"    {hit.line}: {hit.text}\n" for hit in lines[:_LINES])
        if len(lines) > _LINES:
            text += f"    … and {len(lines) - _LINES} more lines\n"
    return text
