"""Kubernetes itself: a ValidatingAdmissionPolicy in CEL with its Binding, values and all.

The values stand in variables of the policy, in pieces below the length that a CEL parser takes for
one expression. A ConfigMap as parameter would hold more, but every cluster would need a namespace
for it, and whoever may edit it may change the policy.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.emitters.image_denial import OTHERWISE, ROOM, as_written, denied_images
from feedgen.emitters.image_denial_cel import cel_policy, cel_size
from feedgen.model.artifact import Artifact, Emission, Emitter
from feedgen.model.feed import BLOCKING, Feed

POLICY = "policies/validating-admission-policy.yaml"


def emit(feed: Feed) -> Iterator[Emission]:
    """One file with both objects, and what it leaves out."""
    denied = denied_images(feed, POLICY, weaker=as_written, room=ROOM, size=cel_size)
    yield from denied.omissions
    yield Artifact(
        path=POLICY,
        media_type="application/yaml",
        chunks=[cel_policy(feed, "validating_admission_policy.yaml", POLICY, denied).encode()],
        carries=denied.carries,
    )


EMITTER = Emitter(
    name="validating_admission_policy",
    title="Kubernetes admission policy in CEL",
    url="https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/",
    accepts=BLOCKING,
    emit=emit,
    requires=("jinja2",),
    files={"policies/validating-admission-policy.yaml": "Kubernetes admission policy"},
    otherwise=OTHERWISE,
    bulk=True,
)
