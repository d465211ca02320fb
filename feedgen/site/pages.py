"""A release as pages: reads it, fills the templates, hands out the files one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jinja2

from feedgen.model.instants import format_instant, parse_instant
from feedgen.release.pointer import EXPIRES_AFTER
from feedgen.release.site_manifest import own_path
from feedgen.shipped import template_directory
from feedgen.site import downloads, timeline, words
from feedgen.site.file import CONTENT_SECURITY_POLICY, SiteFile
from feedgen.site.lookup import Shards, curated
from feedgen.site.reading import Incident, Indicator, Release, read_release

_HTML = "text/html; charset=utf-8"
_ASSETS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
           ".svg": "image/svg+xml"}  # fmt: skip
_OPEN_ROWS = 12
"""A table with more rows is folded."""
_ASIDE = frozenset({"what-happened", "what-is-exposed-when", "machine-readable-files"})
"""Chapters of the playbook, by their anchors, that the page says in its own way."""


def render_site(release: Path) -> Iterator[SiteFile]:
    """The pages of a release, the same bytes for the same release.

    Args:
        release: `v1/<version>/`.

    Raises:
        VerificationError: when the directory is no whole release.
    """
    with Shards() as shards:
        read = read_release(release, shards.add)
        yield from _assets()
        yield curated(read, shards.count)
        yield from shards.files()
        yield _page("index.html", read, "index.html", **_overview(read))
        yield _page("search.html", read, "search.html", bulk=shards.count)
        yield _page("affected.html", read, "affected.html", bulk=shards.count)
        yield _page("subscribe.html", read, "subscribe.html")
        for incident in read.incidents.values():
            path = own_path(f"incidents/{incident.id}.html")
            yield _page(path, read, "incident.html", **_incident(read, incident))


def _page(path: str, release: Release, template: str, /, **values: object) -> SiteFile:
    text = (
        _templates()
        .get_template(f"{template}.j2")
        .render(
            release=release,
            manifest=release.manifest,
            counts=release.manifest["counts"],
            root="../" * path.count("/"),
            latest="../" * path.count("/") + downloads.CURRENT,
            here=path,
            policy=CONTENT_SECURITY_POLICY,
            as_of=release.as_of,
            **values,
        )
    )
    return SiteFile(path, _HTML, text.encode())


def _overview(release: Release) -> dict[str, object]:
    incidents = list(release.incidents.values())
    return {
        "incidents": incidents,
        "picture": timeline.overview(incidents),
        "believed_until": release.as_of + EXPIRES_AFTER,
        "files": downloads.of_feed(release),
    }


def _incident(release: Release, incident: Incident) -> dict[str, object]:
    own = downloads.of_incident(release, incident)
    tables = defaultdict(list)
    for indicator in incident.indicators:
        tables[indicator.type].append(indicator)
    return {
        "incident": incident,
        "picture": timeline.of_incident(incident),
        "tables": [(name, _by_weight(tables[name])) for name in words.in_order(tables)],
        "open_rows": _OPEN_ROWS,
        "facts": words.facts(incident.record) if incident.record else {},
        "steps": [c for c in incident.chapters if c.anchor not in _ASIDE],
        "own": list(downloads.by_title(own)),
        "files": downloads.of_feed(release),
    }


def _by_weight(indicators: list[Indicator]) -> list[Indicator]:
    rank = {"block": 0, "detect": 1, "hunt": 2}
    return sorted(indicators, key=lambda i: (rank.get(i.action, 3), i.value))


def _assets() -> Iterator[SiteFile]:
    for path in sorted((template_directory() / "site" / "assets").iterdir()):
        if path.suffix in _ASSETS:
            yield SiteFile(f"assets/{path.name}", _ASSETS[path.suffix], path.read_bytes())


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(template_directory() / "site"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "instant": format_instant,
        "when": timeline.when,
        "parsed": parse_instant,
        "type_name": words.type_name,
        "in_order": words.in_order,
        "number": lambda count: f"{count:,}",
        "size": _size,
        "link": _link,
        "exact": words.exact,
    }
    environment.globals |= {
        "described": words.described,
        "actions": words.ACTIONS,
        "span": timeline.span,
    }
    return environment


def _size(size: int) -> str:
    return f"{size:,} B" if size < 1000 else f"{size / 1000:,.0f} kB"


def _link(url: str) -> str | None:
    """An address that a link may lead to; None for what a browser would run."""
    return url if url.startswith(("https://", "http://")) else None
