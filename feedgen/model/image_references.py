"""The references by which a client would pull something bad: what lists and policies can refuse.

Shared by every emitter that compares references. A reference without a time must be bad at any
time, so only digests of what runs, and tags that were never legitimate, have one.
"""

from __future__ import annotations

from feedgen.errors import UnencodableError
from feedgen.model.indicator import ImageDetail, ImageKind, Indicator, TagDetail, TagStanding

NOT_PULLED = "a config, layer or signature digest is not what an image is pulled by"
NO_REPOSITORY = "no repository is known for this digest"
NEEDS_TIME = "the tag is legitimate at other times, and a list knows no time"


def image_kind(indicator: Indicator) -> ImageKind:
    """Which document an image digest is of, as far as any mention knows; pullable ones first."""
    kinds = {detail.kind for detail in indicator.details(ImageDetail)}
    return next((kind for kind in ImageKind if kind in kinds), ImageKind.UNKNOWN)


def is_always_bad(indicator: Indicator) -> bool:
    """Whether the attacker made a tag or ref, as all mentions agree, and nobody reissued it."""
    details = list(indicator.details(TagDetail))
    return bool(details) and all(
        detail.standing is TagStanding.CREATED and detail.reissued is None for detail in details
    )


def image_references(indicator: Indicator) -> tuple[str, ...]:
    """References of an `image_digest` or `image_tag` indicator, mirrors included, sorted.

    Raises:
        UnencodableError: when there is none that is bad at any time; the reason says why.
    """
    if indicator.type == "image_tag":
        if not is_always_bad(indicator):
            raise UnencodableError(NEEDS_TIME)
        return (indicator.value,)
    if not image_kind(indicator).is_pullable:
        raise UnencodableError(NOT_PULLED)
    repositories = {
        repository
        for detail in indicator.details(ImageDetail)
        for repository in (*detail.repositories, *detail.mirrors)
    }
    if not repositories:
        raise UnencodableError(NO_REPOSITORY)
    return tuple(sorted(f"{repository}@{indicator.value}" for repository in repositories))
