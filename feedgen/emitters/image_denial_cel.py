"""The policy for container images in CEL, as Kubernetes and Kyverno both run it."""

from __future__ import annotations

from feedgen.emitters.image_denial import DeniedImages, batches, head
from feedgen.emitters.rendering import Encoded, render
from feedgen.model.feed import Feed

_EXPRESSION = 60_000
"""Characters of values in one expression; cel-go parses 100,000 code points and no more."""


def cel_size(entry: Encoded) -> int:
    """Bytes that an entry takes in the file."""
    return len(entry) + len("        '',\n")


def cel_policy(feed: Feed, template: str, path: str, denied: DeniedImages) -> str:
    """The text of a policy whose template includes the shared expressions."""
    return render(
        template,
        **head(feed, path, len(denied.carries)),
        digests=list(batches(denied.digests, _EXPRESSION)),
        tags=list(batches(denied.tags, _EXPRESSION)),
    )
