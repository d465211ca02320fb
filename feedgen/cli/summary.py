"""The table at the end of a build: what is in the feed, where it went, what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from feedgen.build.pipeline import Build, Outcome
from feedgen.build.staging import Staged
from feedgen.cli.console import Screen
from feedgen.emitters import named
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, Indicator
from feedgen.model.instants import format_instant
from feedgen.model.observables import OBSERVABLE_TYPES


def show_build(screen: Screen, build: Build) -> None:
    """Say what a build came to."""
    feed, staged = build.compiled.feed, build.compiled.staged
    for warning in build.warnings:
        screen.say(f"[note]warning:[/note] {escape(str(warning))}")
    screen.say("")
    if not screen.quiet:
        for table in (_indicators(feed), _incidents(feed)):
            if table is not None:
                screen.console.print(table)
        screen.say("")
        screen.console.print(_formats(feed, staged))
        screen.say("")
    screen.say(_verdict(build))


def _verdict(build: Build) -> str:
    feed = build.compiled.feed
    where = escape(str(build.path))
    as_of = format_instant(feed.as_of)
    if build.outcome is Outcome.PREVIEW:
        return (
            f"[note]preview[/note] in {where}: the sources differ from the last release.\n"
            "`feedgen diff` shows how; `feedgen release` makes a version of them."
        )
    if build.outcome is Outcome.RELEASED:
        return (
            f"[good]released {feed.release.version}[/good] (serial {feed.release.serial}, as of "
            f"{as_of}) in {where}\nCommit iocs/ledger.jsonl, iocs/releases.jsonl and out/v1/latest."
        )
    return (
        f"[good]unchanged[/good]: release {feed.release.version} (serial {feed.release.serial}, "
        f"as of {as_of}) in {where}"
    )


_COLUMNS = 4
"""Incidents that fit beside each other on a terminal; more of them get a table of their own."""


def _indicators(feed: Feed) -> Table:
    """Counts per incident and type; a value that two incidents name counts once in the total."""
    table = Table(title="Active indicators", title_justify="left", title_style="bold")
    incidents = [incident.id for incident in feed.incidents]
    columns = incidents if len(incidents) <= _COLUMNS else []
    table.add_column("type", no_wrap=True)
    for id_ in columns:
        table.add_column(_wrapped(id_), justify="right")
    for title in ("all", "block", "detect", "hunt"):
        table.add_column(title, justify="right", style="bold" if title == "all" else "")
    for type_, cls in OBSERVABLE_TYPES.items():
        mine = [indicator for indicator in feed.active if indicator.type == type_]
        if mine:
            table.add_row(cls.title, *_counts(mine, columns))
    table.add_section()
    table.add_row("total", *_counts(feed.active, columns), style="bold")
    return table


def _incidents(feed: Feed) -> Table | None:
    """Counts per incident, where they do not fit as columns."""
    if len(feed.incidents) <= _COLUMNS:
        return None
    table = Table(title="Incidents", title_justify="left", title_style="bold")
    table.add_column("incident")
    for title in ("all", "block", "detect", "hunt"):
        table.add_column(title, justify="right")
    for incident in feed.incidents:
        mine = [i for i in feed.active if incident.id in i.incident_ids]
        table.add_row(incident.id, *_counts(mine, []))
    return table


def _counts(indicators: Sequence[Indicator], incidents: Sequence[str]) -> list[str]:
    actions = Counter(indicator.action for indicator in indicators)
    return [
        *(_number(sum(id_ in i.incident_ids for i in indicators)) for id_ in incidents),
        str(len(indicators)),
        *(_number(actions[a]) for a in (Action.BLOCK, Action.DETECT, Action.HUNT)),
    ]


def _wrapped(id_: str) -> str:
    """An incident's id in lines of a column's width, broken after dashes."""
    lines = [""]
    for part in re.findall(r"[^-]+-?", id_):
        if lines[-1] and len(lines[-1]) + len(part) > 11:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


def _formats(feed: Feed, staged: Staged) -> Table:
    table = Table(title="Formats", title_justify="left", title_style="bold")
    table.add_column("format")
    table.add_column("files", justify="right")
    table.add_column("bytes", justify="right")
    table.add_column("carried", justify="right")
    table.add_column("partial", justify="right")
    table.add_column("skipped", justify="right")
    for name in feed.profile.formats:
        files = [file for file in staged.files if file.emitter == name]
        table.add_row(
            named([name])[0].title,
            str(len(files)),
            f"{sum(file.size for file in files):,}",
            str(staged.carried[name]),
            _number(staged.weakened[name]),
            _number(len(feed.active) - staged.carried[name]),
        )
    table.caption = "Why something is partial or skipped stands in release.json."
    table.caption_justify = "left"
    return table


def _number(count: int) -> str:
    return str(count) if count else "·"
