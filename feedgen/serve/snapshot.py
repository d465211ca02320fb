"""One release as it is served: its pointer, its files, and what is read from them once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from feedgen.errors import VerificationError
from feedgen.model.instants import format_instant, parse_instant
from feedgen.release.files import parse_sums
from feedgen.release.names import RELEASE_MANIFEST, RELEASES, SUMS
from feedgen.release.object_log import ObjectLog
from feedgen.release.object_log.layout import CLASSES, IDS, LOG, RECORDS
from feedgen.release.pointer import Pointer
from feedgen.release.reader import ReleaseManifest
from feedgen.serve.release_files import ReleaseFiles, Report


@dataclass(frozen=True, slots=True)
class Version:
    """A release directory that is known to be what was published."""

    name: str
    files: ReleaseFiles
    manifest: ReleaseManifest
    sums: bytes
    """SHA256SUMS."""
    sums_digest: str
    """Its SHA-256, hex."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What is current, or will be. Requests keep the one they began with."""

    pointer: Pointer
    document: bytes | None
    """`latest.json`; None for a release whose pointer was replaced before this process began."""
    signature: bytes | None
    release: Version
    earlier: Mapping[str, tuple[str, str]]
    """SHA-256 of SHA256SUMS and the line of `releases.json`, by version, of what came before."""
    releases: bytes
    """`releases.json` up to this release."""
    log: ObjectLog | None
    """None where the release has no STIX."""

    def renewed(self, pointer: Pointer, document: bytes, signature: bytes | None) -> Snapshot:
        """The same release under a pointer that was signed again."""
        return replace(self, pointer=pointer, document=document, signature=signature)


def open_version(out: Path, name: str, digest: str, report: Report) -> Version:
    """Open `v1/<name>`.

    Args:
        out: the publication's root.
        name: the version.
        digest: SHA-256 of its SHA256SUMS, from something that is believed.
        report: told of damage.

    Raises:
        VerificationError: when it is not there or not that release.
    """
    directory = out / "v1" / name
    try:
        data = (directory / SUMS).read_bytes()
    except OSError as error:
        raise VerificationError(f"{directory / SUMS} cannot be read: {error.strerror}") from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise VerificationError(f"{directory / SUMS} is not the one that the pointer names")
    files = ReleaseFiles(directory, parse_sums(data, f"{directory / SUMS}"), report)
    return version_of(name, files, data, digest)


def version_of(name: str, files: ReleaseFiles, sums: bytes, digest: str) -> Version:
    """The same, of files whose sums were compared.

    Raises:
        VerificationError: when its manifest is damaged.
    """
    where = str(files.directory / RELEASE_MANIFEST)
    manifest = ReleaseManifest.parse(files.read(RELEASE_MANIFEST), where)
    return Version(name, files, manifest, sums, digest)


def open_snapshot(
    out: Path, pointer: Pointer, document: bytes | None, signature: bytes | None, report: Report
) -> Snapshot:
    """Open the release that a pointer names, and the tables of its object log.

    Raises:
        VerificationError: when it is not there, or something that every answer needs is damaged.
    """
    release = open_version(out, pointer.version, pointer.sha256sums, report)
    files = release.files
    past = _past(files)
    log = None
    if LOG in files.sums:
        for path in (LOG, RECORDS, CLASSES, IDS):
            files.verify(path)
        log = ObjectLog(files.map, pointer.activations)
    entries = [*past.get("releases", ()), _entry(pointer)]
    return Snapshot(
        pointer=pointer,
        document=document,
        signature=signature,
        release=release,
        earlier=_earlier(past),
        releases=orjson.dumps(
            {"feed": pointer.feed, "releases": entries},
            option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
        ),
        log=log,
    )


def pointer_before(snapshot: Snapshot, serial: int) -> Pointer | None:
    """The pointer of an earlier release as it can be told from a later one; None where it cannot.

    Raises:
        VerificationError: when the list of releases is damaged.
    """
    for line in orjson.loads(snapshot.releases)["releases"]:
        if line["serial"] == serial:
            break
    else:
        return None
    known = snapshot.pointer.activations
    upto = tuple(entry for entry in known if entry[0] <= serial)
    if not upto or upto[-1][0] != serial:
        return None
    return replace(
        snapshot.pointer,
        version=line["version"],
        serial=serial,
        as_of=parse_instant(line["as_of"]),
        activated=upto[-1][1],
        path=line["path"],
        sha256sums=line["sha256sums"],
        earlier=upto[:-1],
    )


def _past(files: ReleaseFiles) -> dict[str, Any]:
    """`releases.json` of the release: those before it."""
    if RELEASES not in files.sums:
        return {}
    try:
        document = orjson.loads(files.read(RELEASES))
    except orjson.JSONDecodeError as error:
        raise VerificationError(f"{files.directory / RELEASES} is no list of releases") from error
    return document if isinstance(document, dict) else {}


def _earlier(past: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {
        str(line["version"]): (str(line["sha256sums"]), str(line["as_of"]))
        for line in past.get("releases", ())
    }


def _entry(pointer: Pointer) -> dict[str, Any]:
    return {
        "serial": pointer.serial,
        "version": pointer.version,
        "as_of": format_instant(pointer.as_of),
        "path": pointer.path,
        "sha256sums": pointer.sha256sums,
    }
