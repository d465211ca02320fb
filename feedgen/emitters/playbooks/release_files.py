"""Where the same values stand for machines: the release's other files, by their paths."""

from __future__ import annotations

from feedgen.emitters import named
from feedgen.emitters.playbooks.encoding import code, prose
from feedgen.emitters.rendering import Encoded
from feedgen.model.feed import Feed
from feedgen.model.incident import Incident

Values = dict[str, object]

_RULES = (
    ("sigma", "`sigma/rules/*{slug}*.yml`"),
    ("suricata", "`suricata/rules/feedgen.rules`"),
    ("zeek", "`zeek/feedgen.intel` and `zeek/feedgen.sig`"),
    ("sigma", "and to hunt for `sigma/hunt/*{slug}*.yml`"),
)


def _slug(incident: Incident) -> str:
    return incident.id.replace("-", "_")


def machine_files(feed: Feed, incident: Incident) -> list[Values]:
    """The files that the feed's formats declare, for the list at the end: what holds all first."""
    titles = {
        path: title
        for emitter in named(feed.profile.formats)
        for path, title in emitter.files.items()
    }
    return [
        {
            "path": code(path.replace("{incident}", incident.id)),
            "title": prose(titles[path]),
        }
        for path in sorted(titles, key=lambda path: ("/" in path, path))
    ]


def rule_files(feed: Feed, incident: Incident) -> Encoded:
    """The rules of step 6, by path; empty where the feed publishes none."""
    found = [
        path.format(slug=_slug(incident))
        for format_, path in _RULES
        if format_ in feed.profile.formats
    ]
    return Encoded(", ".join(found))
