"""Release directories made by hand, as hostile as their text can be, and the pages of them."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zlib import crc32

import orjson

from feedgen.site import place_site, render_site

ROOT = Path(__file__).parents[2]
LATEST = ROOT / "out" / "v1" / "latest"
HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202egnp.exe {{ 7*7 }} &amp;"
"""Breaks out of a script, an attribute, a tag, the reading direction and a template."""

Json = dict[str, Any]


def mention(incident: str, **changes: Any) -> Json:
    return {
        "incident": incident, "action": "block", "confidence": 90, "tlp": "clear", "match": "exact",
        "role": None, "first_seen": None, "last_seen": None, "valid_until": "2030-01-01T00:00:00Z",
        "exposures": [], "references": [], "labels": [], "note": None, "history": [], **changes,
    }  # fmt: skip


def record(type_: str, value: str, *mentions: Json, **changes: Any) -> Json:
    said = mentions or (mention("alpha-2026"),)
    return {
        "id": f"00000000-0000-5000-8000-{crc32(repr((type_, value)).encode()):012}",
        "type": type_, "value": value, "generation": 1, "match": said[0]["match"],
        "action": said[0]["action"], "confidence": said[0]["confidence"], "tlp": "clear",
        "severity": "high", "roles": [], "labels": [], "incidents": [m["incident"] for m in said],
        "first_seen": None, "last_seen": None, "valid_from": "2026-01-01T00:00:00Z",
        "valid_until": "2030-01-01T00:00:00Z", "created": None, "modified": None, "references": [],
        "exposures": [], "mentions": list(said), **changes,
    }  # fmt: skip


def window(start: str, until: str | None, grade: str = "confirmed", **changes: Any) -> Json:
    return {"from": start, "until": until, "cache_until": until, "grade": grade, "references": [],
            "note": None, **changes}  # fmt: skip


def exposure(*windows: Json, component: str = "docker.io/acme/app", key: str = "hub") -> Json:
    return {"incident": "alpha-2026", "key": key, "component": component, "cache_tail": None,
            "windows": list(windows)}  # fmt: skip


def table(columns: str, rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns.split(","))
    writer.writerows(rows)
    return text.getvalue().encode()


def incident(id_: str = "alpha-2026", **changes: Any) -> Json:
    return {
        "id": id_, "title": "Alpha", "summary": "Summary.", "severity": "high",
        "published": "2026-04-22T18:00:00Z", "withdrawn_at": None, "withdrawn_reason": None,
        "campaigns": [], "actors": [], "malware": [], "techniques": [], "vulnerabilities": [],
        "references": [], "exposures": [], **changes,
    }  # fmt: skip


def release(
    directory: Path,
    records: Iterable[Json],
    *,
    title: str = "Alpha",
    told: Json | None = None,
    playbook: str | None = None,
    good: Iterable[Iterable[str]] = (),
    revoked: Iterable[Iterable[str]] = (),
    **manifest: Any,
) -> Path:
    """A release of one incident, `alpha-2026`."""
    directory.mkdir(parents=True)
    files = {
        "incidents.ndjson": orjson.dumps(incident(**{"title": title, **(told or {})})) + b"\n",
        "indicators.ndjson": b"".join(orjson.dumps(r) + b"\n" for r in records) or b"\n",
        "known-good.csv": table("type,value,label,repository,incident,references,note", good),
        "revoked.csv": table("id,type,value,generation,revoked_at,reason,incidents", revoked),
    }
    if playbook is not None:
        files["playbooks/alpha-2026.md"] = playbook.encode()
    for path, data in files.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_bytes(data)
    artifacts = [
        {"path": path, "media_type": "text/plain", "size": len(data), "sha256": "0" * 64,
         "emitter": "tables", "indicators": 0}
        for path, data in sorted(files.items())
    ]  # fmt: skip
    counts = {"incidents": 1, "active": 1, "revoked": 0, "expired": 0, "known_good": 0,
              "by_type": {"domain": 1}, "by_action": {"block": 1}}  # fmt: skip
    document = {
        "schema_version": 1, "feed": "test", "version": "2026.05.01.1", "serial": 1,
        "as_of": "2026-05-01T12:00:00Z", "tlp": "clear", "licence": "CC0-1.0",
        "base_url": "https://feed.test", "counts": counts, "artifacts": artifacts, **manifest,
    }  # fmt: skip
    (directory / "release.json").write_bytes(orjson.dumps(document))
    return directory


def publication(root: Path, made: Path, *, linked: bool = False) -> Path:
    """A publication's root with this release as its latest, and the pages of it."""
    (root / "v1").mkdir(parents=True)
    if linked:
        (root / "v1" / "latest").symlink_to(made)
    else:
        shutil.copytree(made, root / "v1" / "latest")
    (root / "latest.json").write_text('{"expires": "2026-05-08T12:00:00Z"}')
    place_site(render_site(made), root, version="2026.05.01.1", serial=1)
    return root
