"""Rows and signatures → files, the scripts that load them, and what none of them says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from feedgen.emitters.rendering import Encoded, allowed_prose, render
from feedgen.emitters.zeek.coverage import DECLINES, INTEL_FILE, SIGNATURE_FILE, weaknesses
from feedgen.emitters.zeek.encoding import module, slug
from feedgen.emitters.zeek.intel import COLUMNS, Row, rows_of, typed_value
from feedgen.emitters.zeek.signatures import Signature, signatures_of
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Omission, OmissionKind
from feedgen.model.feed import DETECTION, Feed
from feedgen.model.indicator import Indicator

_CHUNK = 1000
"""Lines or signatures written at once."""


@dataclass(slots=True)
class _Made:
    """What the indicators gave."""

    listed: list[Indicator] = field(default_factory=list)
    """Those with a row in the intelligence file."""
    signatures: list[Signature] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    """Ids of the indicators behind the signatures."""
    omissions: list[Omission] = field(default_factory=list)


def emit(feed: Feed) -> Iterator[Emission]:
    """The package: intelligence, signatures, scripts, and zkg's description of it."""
    made = _compile(feed)
    rows = list(rows_of(feed, made.listed))
    yield _script("zeek/__load__.zeek", b"@load ./scripts\n")
    yield Artifact(
        path=INTEL_FILE, media_type="text/tab-separated-values", chunks=_intel(feed, rows),
        carries=[row.id for row in rows],
    )  # fmt: skip
    yield Artifact(
        path=SIGNATURE_FILE, media_type="text/plain", chunks=_signatures(feed, made.signatures),
        carries=made.signed,
    )  # fmt: skip
    yield _script("zeek/scripts/__load__.zeek", b"@load ./main\n")
    yield _script("zeek/scripts/main.zeek", _main(feed, rows))
    yield _script("zeek/zkg.meta", _package(feed))
    yield from made.omissions


def _compile(feed: Feed) -> _Made:
    made = _Made()
    for indicator in feed.select(actions=DETECTION):
        if indicator.type in DECLINES:
            continue
        try:
            listed = typed_value(indicator) is not None
        except UnencodableError as error:
            made.omissions.append(_omission(indicator, OmissionKind.SKIPPED, error.reason))
            continue
        if listed:
            made.listed.append(indicator)
        try:
            # A signature for each of a hundred thousand names would stop the engine.
            signatures = [] if indicator.bulk and listed else signatures_of(indicator, feed)
        except UnencodableError as error:
            made.omissions.append(_unsigned(indicator, error.reason, listed=listed))
            signatures = []
        made.signatures.extend(signatures)
        if signatures:
            made.signed.append(indicator.id)
        if listed or signatures:
            made.omissions.extend(weaknesses(indicator))
    return made


def _unsigned(indicator: Indicator, reason: str, *, listed: bool) -> Omission:
    """Skipped by the signatures; by the whole format only where no row carries it."""
    if listed:
        return _omission(indicator, OmissionKind.PARTIAL, reason, SIGNATURE_FILE)
    return _omission(indicator, OmissionKind.SKIPPED, reason)


def _omission(
    indicator: Indicator, kind: OmissionKind, reason: str, artifact: str | None = None
) -> Omission:
    return Omission(indicator=indicator, kind=kind, reason=reason, artifact=artifact)


def _intel(feed: Feed, rows: Sequence[Row]) -> Iterator[bytes]:
    head = "#fields\t" + "\t".join(COLUMNS)
    yield f"{head}\n# {_told(feed)}, {len(rows)} values\n".encode("ascii")
    for start in range(0, len(rows), _CHUNK):
        lines = (f"{row.line}\n" for row in rows[start : start + _CHUNK])
        yield "".join(lines).encode("ascii")


def _signatures(feed: Feed, signatures: Sequence[Signature]) -> Iterator[bytes]:
    yield f"# {_told(feed)}, {len(signatures)} signatures\n".encode("ascii")
    for start in range(0, len(signatures), _CHUNK):
        batch = [
            {"form": one.form, "id": one.id, "text": one.text, **one.match}
            for one in signatures[start : start + _CHUNK]
        ]
        yield render("zeek.sig.j2", signatures=batch).encode("ascii")


def _main(feed: Feed, rows: Sequence[Row]) -> bytes:
    name = feed.profile.name
    sources = sorted({slug(name), *(row.source for row in rows)})
    return render(
        "zeek.main.j2", producer=allowed_prose(name, 100), module=module(name), prefix=slug(name),
        sources=sources,
    ).encode("ascii")  # fmt: skip


def _package(feed: Feed) -> bytes:
    return render(
        "zeek.zkg.j2", producer=allowed_prose(feed.profile.name, 100),
        licence=allowed_prose(feed.profile.licence, 100),
    ).encode("ascii")  # fmt: skip


def _told(feed: Feed) -> Encoded:
    name, release = allowed_prose(feed.profile.name, 100), feed.release
    return Encoded(f"{name}, release {allowed_prose(release.version, 40)}, serial {release.serial}")


def _script(path: str, content: bytes) -> Artifact:
    return Artifact(path=path, media_type="text/plain", chunks=(content,))
