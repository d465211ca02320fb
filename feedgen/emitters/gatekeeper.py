"""Gatekeeper: a ConstraintTemplate with the rule, and a Constraint that carries the values."""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.emitters.image_denial import OTHERWISE, ROOM, as_written, denied_images, head
from feedgen.emitters.rendering import Encoded, render
from feedgen.model.artifact import Artifact, Emission, Emitter
from feedgen.model.feed import BLOCKING, Feed

POLICY = "policies/gatekeeper.yaml"


def emit(feed: Feed) -> Iterator[Emission]:
    """One file with both objects, and what it leaves out."""
    denied = denied_images(feed, POLICY, weaker=as_written, room=ROOM, size=_size)
    yield from denied.omissions
    text = render(
        "gatekeeper.yaml",
        **head(feed, POLICY, len(denied.carries)),
        digests=list(denied.digests),
        tags=list(denied.tags),
    )
    yield Artifact(
        path=POLICY,
        media_type="application/yaml",
        chunks=[text.encode()],
        carries=denied.carries,
    )


def _size(entry: Encoded) -> int:
    return len(entry) + len("      - ''\n")


EMITTER = Emitter(
    name="gatekeeper",
    title="Gatekeeper constraint for container images",
    url="https://open-policy-agent.github.io/gatekeeper/website/docs/constrainttemplates",
    accepts=BLOCKING,
    emit=emit,
    requires=("jinja2",),
    files={"policies/gatekeeper.yaml": "Gatekeeper policy"},
    otherwise=OTHERWISE,
    bulk=True,
)
