"""The table at the end of a build: what is in the feed, where it went, what was left out."""

from __future__ import annotations

from collections import Counter

from rich.markup import escape
from rich.table import Table

from feedgen.cli.console import Screen
from feedgen.emitters import emitters
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action
from feedgen.model.instants import format_instant
from feedgen.model.observables import OBSERVABLE_TYPES
from feedgen.pipeline import Build, Outcome
from feedgen.release.staging import Staged


def show_build(screen: Screen, build: Build) -> None:
    """Say what a build came to."""
    feed, staged = build.compiled.feed, build.compiled.staged
    for warning in build.warnings:
        screen.say(f"[note]warning:[/note] {escape(str(warning))}")
    screen.say("")
    if not screen.quiet:
        screen.console.print(_indicators(feed))
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


def _indicators(feed: Feed) -> Table:
    """Counts per incident and type; a value that two incidents name counts once in the total."""
    table = Table(title="Active indicators", title_justify="left", title_style="bold")
    table.add_column("type")
    for incident in feed.incidents:
        table.add_column(incident.id, justify="right", overflow="fold")
    table.add_column("all", justify="right", style="bold")
    table.add_column("block", justify="right")
    table.add_column("detect", justify="right")
    table.add_column("hunt", justify="right")
    for type_, cls in OBSERVABLE_TYPES.items():
        mine = [indicator for indicator in feed.active if indicator.type == type_]
        if mine:
            actions = Counter(indicator.action for indicator in mine)
            table.add_row(
                cls.title,
                *(_number(sum(i.id in x.incident_ids for x in mine)) for i in feed.incidents),
                str(len(mine)),
                *(_number(actions[a]) for a in (Action.BLOCK, Action.DETECT, Action.HUNT)),
            )
    table.add_section()
    actions = Counter(indicator.action for indicator in feed.active)
    table.add_row(
        "total",
        *(str(sum(i.id in x.incident_ids for x in feed.active)) for i in feed.incidents),
        str(len(feed.active)),
        *(str(actions[a]) for a in (Action.BLOCK, Action.DETECT, Action.HUNT)),
        style="bold",
    )
    return table


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
        groups = [group for group in staged.omissions if group.emitter == name]
        partial = {i for g in groups if g.kind is OmissionKind.PARTIAL for i in g.ids}
        table.add_row(
            emitters()[name].title,
            str(len(files)),
            f"{sum(file.size for file in files):,}",
            str(staged.carried[name]),
            _number(len(partial)),
            _number(len(feed.active) - staged.carried[name]),
        )
    table.caption = "Why something is partial or skipped stands in release.json."
    table.caption_justify = "left"
    return table


def _number(count: int) -> str:
    return str(count) if count else "·"
