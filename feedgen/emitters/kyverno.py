"""Kyverno: a ClusterPolicy for the releases that have it, and a ValidatingPolicy for those after.

Kyverno takes `{{ }}`, `$( )`, `*` and `?` in a policy's values for syntax; what stands in these
lists holds none of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.emitters.image_denial import (
    OTHERWISE,
    ROOM,
    DeniedImages,
    as_written,
    denied_images,
    head,
    spellings,
)
from feedgen.emitters.image_denial_cel import cel_policy, cel_size
from feedgen.emitters.rendering import Encoded, render
from feedgen.model.artifact import Artifact, Emission, Emitter
from feedgen.model.feed import BLOCKING, Feed

POLICY = "policies/kyverno.yaml"
CEL_POLICY = "policies/kyverno-validating-policy.yaml"


def emit(feed: Feed) -> Iterator[Emission]:
    """Both policies, and what each leaves out."""
    denied = denied_images(feed, CEL_POLICY, weaker=as_written, room=ROOM, size=cel_size)
    yield from denied.omissions
    yield _artifact(CEL_POLICY, cel_policy(feed, "kyverno.cel.yaml", CEL_POLICY, denied), denied)
    denied = denied_images(feed, POLICY, weaker=as_written, room=ROOM, size=_size)
    yield from denied.omissions
    text = render(
        "kyverno.yaml",
        **head(feed, POLICY, len(denied.carries)),
        digests=list(denied.digests),
        tags=sorted({spelling for tag in denied.tags for spelling in spellings(tag)}),
    )
    yield _artifact(POLICY, text, denied)


def _artifact(path: str, text: str, denied: DeniedImages) -> Artifact:
    return Artifact(
        path=path, media_type="application/yaml", chunks=[text.encode()], carries=denied.carries
    )


def _size(entry: Encoded) -> int:
    texts = spellings(entry) if "/" in entry else (entry,)
    return sum(len(text) + len("                  - ''\n") for text in texts)


EMITTER = Emitter(
    name="kyverno",
    title="Kyverno policies for container images",
    url="https://kyverno.io/docs/policy-types/",
    accepts=BLOCKING,
    emit=emit,
    requires=("jinja2",),
    files={"policies/kyverno.yaml": "Kyverno policy"},
    otherwise=OTHERWISE,
    bulk=True,
)
