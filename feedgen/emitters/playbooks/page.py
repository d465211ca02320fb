"""Fills the templates of one incident's playbook. Everything printed has passed an encoder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from feedgen.emitters.playbooks.encoding import (
    code,
    defanged,
    fence,
    instant,
    link,
    prose,
    prose_paragraphs,
    shell_word,
)
from feedgen.emitters.playbooks.good import good_values
from feedgen.emitters.playbooks.lists import HUNT, NETWORK, WorkList, work_lists
from feedgen.emitters.playbooks.release_files import machine_files, rule_files
from feedgen.emitters.playbooks.rotation import rotations
from feedgen.emitters.playbooks.spans import search_spans, since
from feedgen.emitters.rendering import Encoded, render
from feedgen.model.feed import Feed
from feedgen.model.incident import Exposure, Incident
from feedgen.model.indicator import (
    Action,
    CarrierDetail,
    FileDetail,
    ImageDetail,
    Indicator,
    Mention,
)
from feedgen.model.instants import format_instant
from feedgen.model.observables import ImageTag

Values = dict[str, object]

_PREFIXES = (Encoded(""), Encoded(HUNT))
_CI = frozenset({"digests", "image-tags", "commits", "action-refs", "carriers", "packages"})
_PURGED = _CI - {"carriers", "image-tags"} | {
    "extensions", "plugins", "sha256", "paths", "windows-paths", "units", "kubernetes"
}  # fmt: skip
_ECOSYSTEMS = ("golang", "npm", "pypi")
_ADDRESSES = frozenset({"domain", "ip", "url", "email"})
_MOST_ROWS = 40
"""Rows of a table of remarks or files."""


def withdrawn_page(feed: Feed, incident: Incident) -> str:
    """The short page of an incident that does not stand any more."""
    at = incident.withdrawn_at
    return render(
        "playbook/withdrawn.md",
        title=prose(incident.title),
        id=code(incident.id),
        published=instant(incident.published),
        version=code(feed.release.version),
        at=Encoded(f" on {format_instant(at)}") if at else Encoded(""),
        reason=prose(incident.withdrawn_reason or ""),
    )


def page(
    feed: Feed,
    incident: Incident,
    indicators: Sequence[Indicator],
    *,
    refused: frozenset[str] = frozenset(),
) -> str:
    """The whole playbook of a published incident.

    Args:
        feed: for the release, the formats and the known-good values.
        incident: whose playbook it is.
        indicators: its active values, each of which `lists.checked` has passed.
        refused: types of which it has a value that `lists.checked` has refused.
    """
    lists = list(work_lists(incident.id, indicators, refused))
    has = frozenset(str(work_list.name) for work_list in lists)
    values = (
        _head(feed, incident, indicators)
        | _exposed(incident, indicators)
        | _lists(lists, indicators)
        | _sections(has)
        | _after(feed, incident, indicators)
        | good_values(feed, incident)
    )
    return render("playbook/page.md", has=has, id=code(incident.id), **values)


def _head(feed: Feed, incident: Incident, indicators: Iterable[Indicator]) -> Values:
    tlp = max([incident.tlp, *(i.tlp for i in indicators)], key=lambda tlp: tlp.rank)
    return {
        "title": prose(incident.title),
        "severity": prose(incident.severity),
        "published": instant(incident.published),
        "tlp": Encoded(tlp.label),
        "version": code(feed.release.version),
        "as_of": instant(feed.as_of),
        "feed": prose(feed.profile.name),
        "actors": _names([(actor.name, actor.aliases) for actor in incident.actors]),
        "campaigns": _names([(one.name, one.aliases) for one in incident.campaigns]),
        "malware": _names([(one.name, one.aliases) for one in incident.malware]),
        "vulnerabilities": prose(", ".join(incident.vulnerabilities)),
        "techniques": prose(", ".join(incident.techniques)),
        "summary": prose_paragraphs(incident.summary),
        "references": [
            {
                "link": link(reference.title, reference.url),
                "date": prose(f", {reference.date}") if reference.date else Encoded(""),
            }
            for reference in incident.references
        ],
    }


def _names(named: Iterable[tuple[str, tuple[str, ...]]]) -> Encoded:
    texts = [f"{name} (also {', '.join(aliases)})" if aliases else name for name, aliases in named]
    return prose("; ".join(texts))


def _exposed(incident: Incident, indicators: Sequence[Indicator]) -> Values:
    return {
        "windows": [row for exposure in incident.exposures for row in _window_rows(exposure)],
        "spans": search_spans(incident, indicators),
        "since": instant(since(incident, indicators)),
        "since_date": Encoded(_day_before(incident, indicators)),
        "directory": shell_word(f"./{incident.id}"),
    }


def _day_before(incident: Incident, indicators: Sequence[Indicator]) -> str:
    return format_instant(since(incident, indicators, days_earlier=1))[:10]


def _window_rows(exposure: Exposure) -> Iterable[Values]:
    for window in exposure.windows:
        end = window.end
        cached = exposure.cache_tail.after(end) if end and exposure.cache_tail else end
        yield {
            "component": prose(exposure.component),
            "start": instant(window.start),
            "end": instant(end) if end else Encoded("still served"),
            "cache_end": instant(cached) if cached else Encoded("still served"),
            "grade": prose(window.grade),
            "note": prose(window.note or ""),
        }


def _lists(lists: Sequence[WorkList], indicators: Sequence[Indicator]) -> Values:
    return {
        "lists": [
            {
                "name": work_list.name,
                "title": work_list.title,
                "hunting": work_list.name.startswith(HUNT),
                "count": work_list.count,
                "command": work_list.command,
                "fence": fence(work_list.command),
            }
            for work_list in lists
        ],
        "long": not all(work_list.inline for work_list in lists),
        "algorithms": [Encoded("sha256"), Encoded("sha1"), Encoded("md5")],
        "ecosystems": {prefix: _ecosystems(indicators, prefix) for prefix in _PREFIXES},
        "files": {prefix: _files(indicators, prefix) for prefix in _PREFIXES},
    }


def _of(indicators: Iterable[Indicator], prefix: str) -> list[Indicator]:
    return [i for i in indicators if (i.action is Action.HUNT) is bool(prefix)]


def _ecosystems(indicators: Iterable[Indicator], prefix: str) -> frozenset[str]:
    found = {
        i.value.removeprefix("pkg:").partition("/")[0]
        for i in _of(indicators, prefix)
        if i.type == "package"
    }
    return frozenset(name if name in _ECOSYSTEMS else "other" for name in found)


def _files(indicators: Iterable[Indicator], prefix: str) -> list[Values]:
    rows: list[Values] = []
    for indicator in _of(indicators, prefix):
        if indicator.type not in {"sha256", "sha1", "md5"} or len(rows) == _MOST_ROWS:
            continue
        named = [detail for detail in indicator.details(FileDetail) if detail.name]
        # A file that is listed with several hashes is one row.
        if named and not (indicator.type != "sha256" and named[0].sha256):
            size = named[0].size
            rows.append(
                {
                    "name": code(named[0].name or ""),
                    "size": Encoded("" if size is None else f"{size:d}"),
                    "hash": code(indicator.value),
                }
            )
    return rows


def _sections(has: frozenset[str]) -> Values:
    """Which parts there are: of values that alarm, and of those to hunt for."""
    plain = {name for name in has if not name.startswith(HUNT)}
    hunted = {name.removeprefix(HUNT) for name in has - plain}
    every = plain | hunted
    return {
        "prefixes": _PREFIXES,
        "first_prefix": _PREFIXES[:1],
        "on_machines": bool(every - NETWORK),
        "hunt_on_machines": bool(hunted - NETWORK),
        "on_network": bool(every & NETWORK),
        "hunt_on_network": bool(hunted & NETWORK),
        "has_ci": bool(every & _CI),
        "purgeable": bool(plain & _PURGED),
    }


def _after(feed: Feed, incident: Incident, indicators: Sequence[Indicator]) -> Values:
    remarks = [
        {
            "value": _shown(indicator),
            "role": prose(mention.role or ""),
            "note": prose(note),
        }
        for indicator in indicators
        for mention in indicator.mentions
        if mention.incident_id == incident.id and (note := _remark(mention))
    ]
    remediation = incident.remediation
    return {
        "credentials": [prose(text) for text in remediation.credentials],
        "rotations": rotations(remediation.credentials),
        "steps": [
            {"number": number, "text": prose(text)}
            for number, text in enumerate(remediation.steps, start=1)
        ],
        "notes": [prose(note) for note in incident.notes],
        "remarks": remarks[:_MOST_ROWS],
        "more_remarks": max(0, len(remarks) - _MOST_ROWS),
        "watched": _watched(indicators),
        "machine_files": machine_files(feed, incident),
        "rule_files": rule_files(feed, incident),
    }


def _remark(mention: Mention) -> str:
    carried = mention.detail
    why = f"{carried.refs}: {carried.because}" if isinstance(carried, CarrierDetail) else ""
    return " ".join(text for text in (why, mention.note) if text)


def _shown(indicator: Indicator) -> Encoded:
    """A value in a table: what somebody could press is defanged."""
    return (defanged if indicator.type in _ADDRESSES else code)(indicator.value)


def _watched(indicators: Iterable[Indicator]) -> list[Encoded]:
    """Image repositories whose tags moved, without mirrors."""
    found: set[str] = set()
    for indicator in indicators:
        if isinstance(indicator.observable, ImageTag):
            found.add(indicator.observable.repository)
        for detail in indicator.details(ImageDetail):
            found.update(detail.repositories)
    return [shell_word(name) for name in sorted(found)]
