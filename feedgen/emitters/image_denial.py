"""What the policies for container images refuse: digests of what runs, and tags never good.

Shared by the emitters that compare the images of a workload: OPA, Gatekeeper, Kyverno, the
ValidatingAdmissionPolicy and Falco. A digest is compared wherever it is pulled from; a tag with its
repository, in the full form `registry/repository:tag`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from feedgen.emitters.rendering import Encoded, one_visible_line
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Omission, OmissionKind
from feedgen.model.feed import BLOCKING, Feed
from feedgen.model.image_references import NEEDS_TIME, NOT_PULLED, image_kind, is_always_bad
from feedgen.model.incident import Severity
from feedgen.model.indicator import Action, Indicator
from feedgen.model.instants import format_instant

TYPES = ("image_digest", "image_tag")
OTHERWISE = "a policy for container images compares image digests and tags only"
AS_WRITTEN = "admission sees the reference as it is written: a tag that leads to the digest passes"
ROOM = 880_000
"""Bytes of the values in one Kubernetes object, which with the rest of it stays below 900 kB."""

_CUT = "the object would become larger than Kubernetes takes, and others are more urgent"
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}")
_REFERENCE = re.compile(
    r"(?=localhost|[^/]*[.:])[a-z0-9.-]+(?::[0-9]{1,5})?(?:/[a-z0-9._-]+)+"
    r":[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"
)
_HUB_HOSTS = ("index.docker.io", "registry-1.docker.io", "registry.hub.docker.com")
_SEVERITIES = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeniedImages:
    """What one policy file refuses, and what it leaves out or weakens."""

    digests: dict[Encoded, str]
    """Indicator ids by digest, sorted."""
    tags: dict[Encoded, str]
    """Indicator ids by reference with a tag, sorted."""
    omissions: tuple[Omission, ...]

    @property
    def carries(self) -> list[str]:
        """Ids of all indicators that are refused."""
        return [*self.digests.values(), *self.tags.values()]


def image_digest(text: str) -> Encoded:
    """A digest that needs no escaping in any policy language.

    Raises:
        UnencodableError: for any other text.
    """
    if not _DIGEST.fullmatch(text):
        raise UnencodableError("the value is no image digest")
    return Encoded(text)


def tag_reference(text: str) -> Encoded:
    """`registry/repository:tag` that needs no escaping in any policy language.

    Raises:
        UnencodableError: for any other text.
    """
    if not _REFERENCE.fullmatch(text):
        raise UnencodableError("the name is no image reference with its registry")
    return Encoded(text)


def denied_images(
    feed: Feed,
    artifact: str,
    *,
    actions: frozenset[Action] = BLOCKING,
    weaker: Callable[[Indicator], str | None] = lambda _: None,
    room: int | None = None,
    size: Callable[[Encoded], int] = len,
) -> DeniedImages:
    """What this feed refuses, cut to what has room, by `urgency`.

    Args:
        feed: Frozen.
        artifact: The file that refuses it, for the omissions.
        actions: Which indicators may enter.
        weaker: Why the file refuses less than the indicator means, if it does. May raise
            `UnencodableError` for one that the program cannot compare at all.
        room: Bytes for all entries together; None for no limit.
        size: Bytes that an entry takes in this file.
    """
    digests: dict[Encoded, str] = {}
    tags: dict[Encoded, str] = {}
    omissions: list[Omission] = []
    used = 0
    for indicator in by_urgency(feed, feed.select(*TYPES, actions=actions)):
        try:
            entry = _entry(indicator)
            partial = weaker(indicator)
            used = _used(used + size(entry), room)
        except UnencodableError as error:
            omissions.append(_omission(indicator, OmissionKind.SKIPPED, error.reason, artifact))
            continue
        (digests if indicator.type == "image_digest" else tags)[entry] = indicator.id
        if partial:
            omissions.append(_omission(indicator, OmissionKind.PARTIAL, partial, artifact))
    return DeniedImages(
        digests=dict(sorted(digests.items())),
        tags=dict(sorted(tags.items())),
        omissions=tuple(omissions),
    )


def as_written(indicator: Indicator) -> str | None:
    """What every admission policy misses of a digest."""
    return AS_WRITTEN if indicator.type == "image_digest" else None


def by_urgency(feed: Feed, indicators: Iterable[Indicator]) -> list[Indicator]:
    """Curated before bulk, then by confidence, severity and recency, falling; then by value."""

    def key(indicator: Indicator) -> tuple[bool, int, int, float, str, str]:
        incidents = [feed.incidents_by_id[id_] for id_ in indicator.incident_ids]
        severity = max((_SEVERITIES[incident.severity] for incident in incidents), default=0)
        seen = max(m.last_seen or m.first_seen or m.published for m in indicator.mentions)
        return (
            indicator.bulk,
            -indicator.confidence,
            -severity,
            -seen.timestamp(),
            indicator.type,
            indicator.value,
        )

    return sorted(indicators, key=key)


def spellings(reference: Encoded) -> tuple[Encoded, ...]:
    """Every way to write the same reference; more than one for Docker Hub only, sorted."""
    if not reference.startswith("docker.io/"):
        return (reference,)
    path = reference.removeprefix("docker.io/")
    short = [path, path.removeprefix("library/")] if path.startswith("library/") else [path]
    hosts = ("docker.io", *_HUB_HOSTS)
    return tuple(
        Encoded(text) for text in sorted({*short, *(f"{h}/{p}" for h in hosts for p in short)})
    )


def head(feed: Feed, path: str, count: int) -> dict[str, object]:
    """What the head of every policy file says of itself: values for its template."""
    profile = feed.profile
    return {
        "name": one_visible_line(profile.name),
        "version": one_visible_line(feed.release.version),
        "as_of": Encoded(format_instant(feed.as_of)),
        "tlp": Encoded(profile.tlp_limit.label),
        "licence": one_visible_line(profile.licence),
        "url": one_visible_line(f"{profile.base_url}/v1/latest/{path}"),
        "count": count,
        "slug": slug(profile.name),
    }


def slug(name: str) -> Encoded:
    """The producer's name as part of a Kubernetes object's: two feeds may share a cluster."""
    return Encoded(re.sub(r"[^a-z0-9]+", "-", name.lower())[:40].strip("-") or "feed")


def batches(entries: Iterable[Encoded], limit: int) -> Iterator[list[Encoded]]:
    """The entries in order, in batches of at most this many characters together."""
    batch: list[Encoded] = []
    used = 0
    for entry in entries:
        if batch and used + len(entry) > limit:
            yield batch
            batch, used = [], 0
        batch.append(entry)
        used += len(entry)
    if batch:
        yield batch


def _entry(indicator: Indicator) -> Encoded:
    if indicator.type == "image_tag":
        if not is_always_bad(indicator):
            raise UnencodableError(NEEDS_TIME)
        return tag_reference(indicator.value)
    if not image_kind(indicator).is_pullable:
        raise UnencodableError(NOT_PULLED)
    return image_digest(indicator.value)


def _used(size: int, room: int | None) -> int:
    """The bytes used so far, or a refusal; a smaller entry may still have room afterwards."""
    if room is not None and size > room:
        raise UnencodableError(_CUT)
    return size


def _omission(indicator: Indicator, kind: OmissionKind, reason: str, artifact: str) -> Omission:
    return Omission(indicator=indicator, kind=kind, reason=reason, artifact=artifact)
