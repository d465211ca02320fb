"""Descriptions: prose for people, in English, built from what the sources say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from feedgen.model.incident import Exposure, Incident
from feedgen.model.indicator import (
    AddressDetail,
    CommitDetail,
    FileDetail,
    ImageDetail,
    ImageKind,
    Indicator,
    Match,
    RepositoryDetail,
)
from feedgen.model.instants import format_instant

_KINDS = {
    ImageKind.INDEX: "Image index",
    ImageKind.MANIFEST: "Image manifest",
    ImageKind.CONFIG: "Image config",
    ImageKind.LAYER: "Image layer",
    ImageKind.SIGNATURE: "Image signature",
    ImageKind.UNKNOWN: "Image",
}
ABRIDGED = "More indicators of this incident name it in their external references."
"""Said by a report that does not refer to all of its indicators."""


def of_indicator(indicator: Indicator, incidents: Iterable[Incident]) -> str:
    """What it is, of which incidents, and everything that other properties cannot say."""
    return "\n".join(
        [
            _headline(indicator, incidents),
            *dict.fromkeys(_details(indicator)),
            *(_exposure(exposure) for exposure in indicator.exposures),
            *indicator.notes,
            *_revocation(indicator),
        ]
    )


def of_report(incident: Incident) -> str:
    """An incident in prose: summary, exposure windows, notes."""
    lines = [incident.summary]
    lines += [_exposure(exposure) for exposure in incident.exposures]
    lines += incident.notes
    if incident.withdrawn_at:
        reason = incident.withdrawn_reason or "no reason given"
        lines.insert(0, f"Withdrawn {format_instant(incident.withdrawn_at)}: {reason}")
    return "\n\n".join(lines)


def of_remediation(incident: Incident) -> str:
    """The steps in order, and what to rotate."""
    lines = [f"{number}. {step}" for number, step in enumerate(incident.remediation.steps, start=1)]
    if incident.remediation.credentials:
        lines += ["Rotate:", *(f"- {kind}" for kind in incident.remediation.credentials)]
    return "\n".join(lines)


def _headline(indicator: Indicator, incidents: Iterable[Incident]) -> str:
    kind = indicator.observable.title
    if indicator.match is Match.SUBDOMAINS:
        kind += " and its subdomains"
    roles = f" ({', '.join(indicator.roles)})" if indicator.roles else ""
    titles = "; ".join(incident.title for incident in incidents)
    return f"{kind[:1].upper()}{kind[1:]}{roles}: {titles}"


def _details(indicator: Indicator) -> Iterator[str]:
    if indicator.type == "account":
        yield f"Service: {indicator.value.partition(':')[0]}"
    for mention in indicator.mentions:
        match mention.detail:
            case ImageDetail():
                yield _image(mention.detail)
            case FileDetail():
                yield from _file(mention.detail)
            case CommitDetail():
                refs = f"; refs: {', '.join(mention.detail.refs)}" if mention.detail.refs else ""
                yield f"Commit in {', '.join(mention.detail.repositories)}{refs}"
            case AddressDetail():
                yield f"Ports: {', '.join(str(port) for port in mention.detail.ports)}"
            case RepositoryDetail():
                yield f"Described as: {mention.detail.description}"


def _image(detail: ImageDetail) -> str:
    parts = [f"{_KINDS[detail.kind]} in {', '.join(detail.repositories)}"]
    if detail.platform:
        parts.append(f"platform {detail.platform}")
    if detail.tags_created:
        parts.append(f"tags created: {', '.join(detail.tags_created)}")
    if detail.tags_overwritten:
        parts.append(f"tags overwritten: {', '.join(detail.tags_overwritten)}")
    if detail.mirrors:
        parts.append(f"mirrors: {', '.join(detail.mirrors)}")
    return "; ".join(parts)


def _file(detail: FileDetail) -> Iterator[str]:
    said = [f"name {detail.name}" if detail.name else "",
            f"{detail.size} bytes" if detail.size is not None else "",
            f"SHA-256 {detail.sha256}" if detail.sha256 else "",
            f"SHA-1 {detail.sha1}" if detail.sha1 else "",
            f"MD5 {detail.md5}" if detail.md5 else ""]  # fmt: skip
    if any(said):
        yield f"File: {', '.join(part for part in said if part)}"


def _exposure(exposure: Exposure) -> str:
    windows = "; ".join(
        f"{format_instant(window.start)} "
        f"{f'to {format_instant(window.end)}' if window.end else 'and still open'}"
        f" ({window.grade.value})"
        for window in exposure.windows
    )
    tail = f"; caches for {exposure.cache_tail} more" if exposure.cache_tail else ""
    return f"Exposure of {exposure.component}: {windows}{tail}"


def _revocation(indicator: Indicator) -> Iterator[str]:
    if indicator.revoked_at is not None:
        reason = indicator.revoked_reason or "no reason given"
        yield f"Revoked {format_instant(indicator.revoked_at)}: {reason}"
