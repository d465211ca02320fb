"""The release manifest (`release.json`) and the sums (`SHA256SUMS`) of a staged release."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

import orjson

from feedgen.build.changes import changes_md, changes_of, delta_json
from feedgen.build.history import feed_atom, modified_csv, releases_json
from feedgen.build.staging import Staged
from feedgen.model.feed import Feed
from feedgen.model.gates import Gates
from feedgen.model.instants import format_instant
from feedgen.release.names import ATOM, CHANGES, DELTA, MODIFIED, RELEASE_MANIFEST, RELEASES, SUMS

_RELEASE = "release"
"""Whom the manifest names as the emitter of files that the release itself makes."""


def finish(feed: Feed, staged: Staged, toolchain: Sequence[tuple[str, str]]) -> str:
    """Add delta, changes, manifest and sums to a staged directory.

    Args:
        feed: what was emitted.
        staged: the directory; complete afterwards.
        toolchain: names and versions of what shapes the bytes.

    Returns:
        The SHA-256 of SHA256SUMS, hex: the identity of the release's content.
    """
    changes = changes_of(feed)
    staged.add(DELTA, "application/json", [delta_json(feed, changes)], _RELEASE)
    words = changes_md(feed, changes)
    past = releases_json(feed.release.history, feed.profile.name)
    staged.add(CHANGES, "text/markdown", [words.encode()], _RELEASE)
    staged.add(RELEASES, "application/json", [past], _RELEASE)
    staged.add(MODIFIED, "text/csv", modified_csv(feed), _RELEASE)
    staged.add(ATOM, "application/atom+xml", [feed_atom(feed, words)], _RELEASE)
    staged.files.sort(key=lambda file: file.path)
    staged.add(RELEASE_MANIFEST, "application/json", [_manifest(feed, staged, toolchain)], _RELEASE)
    sums = "".join(f"{f.sha256}  {f.path}\n" for f in sorted(staged.files, key=lambda f: f.path))
    staged.add(SUMS, "text/plain", [sums.encode()], _RELEASE)
    return hashlib.sha256(sums.encode()).hexdigest()


def _manifest(feed: Feed, staged: Staged, toolchain: Sequence[tuple[str, str]]) -> bytes:
    release, profile = feed.release, feed.profile
    document = {
        "schema_version": 1,
        "feed": profile.name,
        "version": release.version,
        "serial": release.serial,
        "as_of": format_instant(release.as_of),
        "previous": release.previous_version,
        "tlp": profile.tlp_limit.value,
        "licence": profile.licence,
        "base_url": profile.base_url,
        "counts": {
            "incidents": len(feed.incidents),
            "active": len(feed.active),
            "revoked": len(feed.revoked),
            "expired": len(feed.indicators) - len(feed.active) - len(feed.revoked),
            "known_good": len(feed.known_good),
            "by_type": dict(sorted(Counter(i.type for i in feed.active).items())),
            "by_action": dict(sorted(Counter(i.action.value for i in feed.active).items())),
        },
        "artifacts": [
            {
                "path": f.path,
                "media_type": f.media_type,
                "size": f.size,
                "sha256": f.sha256,
                "emitter": f.emitter,
                "indicators": f.indicators,
                **({"title": f.title} if f.title else {}),
            }
            for f in staged.files
        ],
        "omissions": [
            {
                "emitter": g.emitter,
                "kind": g.kind.value,
                "artifact": g.artifact,
                "reason": g.reason,
                "count": g.count,
                "types": dict(g.types),
                "indicators": list(g.ids),
            }
            for g in staged.omissions
        ],
        "gates": _gates(profile.gates),
        "toolchain": dict(sorted(toolchain)),
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _gates(gates: Gates) -> dict[str, Any]:
    """What feedgen.release.gates reads again before a publication."""
    return {
        "removed_percent": gates.removed_percent,
        "added_percent": gates.added_percent,
        "shrink_percent": gates.shrink_percent,
        "growth_percent": gates.growth_percent,
        "at_least": gates.at_least,
        "minimum": dict(gates.minimum),
        "overrides": [
            {"gate": said.gate.value, "after": said.after, "reason": said.reason}
            for said in gates.overrides
        ],
    }
