"""Small publications made by hand, for tests of publishing and subscribing."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson

from feedgen.release.names import ATOM, MODIFIED, POINTER, RELEASES
from feedgen.release.pointer import EXPIRES_AFTER, Pointer
from feedgen.release.signature import SigningKey, generate

START = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
FEED = "made feed"
_GOOD_HEADER = "type,value,label,repository,incident,references,note\n"

Row = tuple[str, str, str]
"""Type, value and action of an indicator."""


def version_of(serial: int) -> str:
    return f"2026.11.24.{serial}"


def write_release(
    out: Path,
    serial: int,
    rows: Mapping[str, Row] | None = None,
    *,
    files: Mapping[str, bytes] | None = None,
    known_good: Sequence[tuple[str, str]] = (),
    gates: Mapping[str, Any] | None = None,
    feed: str = FEED,
) -> Pointer:
    """Write a release below `out/v1/` and the local pointer to it.

    Args:
        out: the publication's root.
        serial: decides version and time.
        rows: indicators by id; two of them where nothing is said.
        files: further files by path below the release.
        known_good: types and values.
        gates: what release.json says under that key.
        feed: the producer's name.
    """
    if rows is None:
        rows = {"id-1": ("domain", "evil.example", "block"), "id-2": ("ip", "203.0.113.7", "block")}
    version, as_of = version_of(serial), START + timedelta(hours=serial)
    blocked = sorted(value for _, value, action in rows.values() if action == "block")
    content: dict[str, bytes] = {
        "CHANGES.md": f"# {version}\n".encode(),
        "blocklists/all.txt": "".join(f"{v}\n" for v in ["# all", *blocked]).encode(),
        "indicators.ndjson": b"".join(
            orjson.dumps({"id": id_, "type": type_, "value": value, "action": action}) + b"\n"
            for id_, (type_, value, action) in sorted(rows.items())
        ),
        "known-good.csv": (
            _GOOD_HEADER + "".join(f"{t},{v},,,,,\n" for t, v in sorted(known_good))
        ).encode(),
        MODIFIED: b"modified,id\n",
        ATOM: f"<feed>{version}</feed>\n".encode(),
        RELEASES: b"{}\n",
        **(files or {}),
    }
    counts = {"blocklists/all.txt": len(blocked), "indicators.ndjson": len(rows)}
    manifest = {
        "version": version,
        "serial": serial,
        "feed": feed,
        "artifacts": [
            {
                "path": path,
                "media_type": "text/plain",
                "size": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "indicators": counts.get(path, 0),
            }
            for path, data in sorted(content.items())
        ],
        **({"gates": dict(gates)} if gates is not None else {}),
    }
    content["release.json"] = orjson.dumps(manifest)
    sums = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(content.items())
    ).encode()
    content["SHA256SUMS"] = sums
    for path, data in content.items():
        target = out / "v1" / version / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    for name in (MODIFIED, ATOM, RELEASES):
        (out / name).write_bytes(content[name])
    pointer = Pointer(
        feed=feed,
        version=version,
        serial=serial,
        as_of=as_of,
        activated=as_of,
        expires=as_of + EXPIRES_AFTER,
        path=f"v1/{version}/",
        sha256sums=hashlib.sha256(sums).hexdigest(),
    )
    (out / POINTER).write_bytes(pointer.to_bytes())
    return pointer


def planted_release(site: Path, serial: int) -> None:
    """A release with other values, as somebody without any key writes it."""
    old = site / Pointer.parse((site / POINTER).read_bytes()).path
    new = site / "v1" / version_of(serial)
    shutil.copytree(old, new)
    (new / "blocklists/domains.txt").write_text("github.com\n")
    manifest = orjson.loads((new / "release.json").read_bytes())
    manifest |= {"version": version_of(serial), "serial": serial}
    (new / "release.json").write_bytes(orjson.dumps(manifest))
    sums = "".join(
        f"{hashlib.sha256(data).hexdigest()}  {path}\n"
        for path, data in tree(new).items()
        if path != "SHA256SUMS"
    )
    (new / "SHA256SUMS").write_text(sums)
    pointer = Pointer.parse((site / POINTER).read_bytes())
    data = replace(
        pointer, serial=serial, version=version_of(serial), path=f"v1/{version_of(serial)}/",
        sha256sums=hashlib.sha256(sums.encode()).hexdigest(),
    ).to_bytes()  # fmt: skip
    (site / POINTER).write_bytes(data)


def signing_key(directory: Path, name: str = "release") -> SigningKey:
    """A new key; its files are in the directory under that name."""
    secret, _, _ = generate(directory / name, None)
    return SigningKey.read(secret, None)


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a directory, by path; links are not followed."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
