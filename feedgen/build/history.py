"""What came before: `releases.json`, `modified_id.csv` and `feed.atom`.

They are part of the release, so its sums sign them: a subscriber that goes from one release to
another by deltas finds the sums of all that lie between in a file it can trust.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

import orjson

from feedgen.model.feed import Feed, PastRelease
from feedgen.model.ids import object_uuid
from feedgen.model.instants import format_instant
from feedgen.release.names import ATOM

_ATOM_ENTRIES = 50
_NAMESPACE = "http://www.w3.org/2005/Atom"
_BATCH = 10_000
"""Rows joined before they are written."""


def releases_json(past: Iterable[PastRelease], feed_name: str) -> bytes:
    """Releases in order of serial, each with the SHA-256 of its SHA256SUMS.

    Inside a release these are the ones before it, because it cannot name its own sums; beside the
    pointer, all of them.
    """
    document = {
        "feed": feed_name,
        "releases": [
            {
                "serial": release.serial,
                "version": release.version,
                "as_of": format_instant(release.as_of),
                "path": f"v1/{release.version}/",
                "sha256sums": release.content,
            }
            for release in past
        ],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def modified_csv(feed: Feed) -> Iterator[bytes]:
    """`modified,id` of every indicator, revoked and expired ones too, newest first.

    Whoever reads from the top down to a time it has seen knows which indicators to look at.
    """
    rows = sorted(
        (feed.stamp(indicator.id).modified, indicator.id) for indicator in feed.indicators
    )
    rows.reverse()
    yield b"modified,id\n"
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        yield "".join(f"{format_instant(when)},{id_}\n" for when, id_ in batch).encode()


def feed_atom(feed: Feed, changes: str) -> bytes:
    """Releases as an Atom feed (RFC 4287), newest first; the newest says what changed.

    Args:
        feed: whose release is the newest entry.
        changes: its CHANGES.md.
    """
    release, profile = feed.release, feed.profile
    ET.register_namespace("", _NAMESPACE)
    root = ET.Element(f"{{{_NAMESPACE}}}feed")
    _add(root, "title", f"{profile.name} releases")
    _add(root, "id", f"urn:uuid:{object_uuid(profile.namespace, 'atom', 'feed')}")
    _add(root, "updated", format_instant(release.as_of))
    _link(root, "self", f"{profile.base_url}/{ATOM}")
    author = ET.SubElement(root, f"{{{_NAMESPACE}}}author")
    _add(author, "name", profile.name)
    current = (release.serial, release.version, release.as_of)
    older = ((past.serial, past.version, past.as_of) for past in reversed(release.history))
    for serial, version, as_of in [current, *older][:_ATOM_ENTRIES]:
        entry = ET.SubElement(root, f"{{{_NAMESPACE}}}entry")
        _add(entry, "title", version)
        _add(entry, "id", f"urn:uuid:{object_uuid(profile.namespace, 'atom', str(serial))}")
        _add(entry, "updated", format_instant(as_of))
        _link(entry, "alternate", f"{profile.base_url}/v1/{version}/CHANGES.md")
        if serial == release.serial:
            _add(entry, "content", changes, type="text")
        else:
            _add(entry, "summary", f"Release {version}, serial {serial}", type="text")
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    element = ET.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
    element.text = "".join(c if _in_xml(c) else "\ufffd" for c in text)


def _link(parent: ET.Element, rel: str, href: str) -> None:
    ET.SubElement(parent, f"{{{_NAMESPACE}}}link", {"rel": rel, "href": href})


def _in_xml(character: str) -> bool:
    """XML 1.0 knows no other control characters, no surrogates and no last two code points."""
    if character < " ":
        return character in "\t\n"
    return not "\ud800" <= character <= "\udfff" and character not in "\ufffe\uffff"
