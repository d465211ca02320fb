"""Pods that clusters run, and what the audit log of a cluster says of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.benign.draws import Draws
from tests.benign.listed import Listed
from tests.benign.pulls import YEAR, Pull, pulls
from tests.emitters.sigma.kubernetes_events import pod as pod_event
from tests.emitters.sigma.kubernetes_events import status
from tests.emitters.sigma.object_events import written
from tests.emitters.sigma.pull_events import Event

_PLACES = (
    "spec.containers.image", "spec.initContainers.image", "spec.ephemeralContainers.image",
    "spec.template.spec.containers.image", "spec.template.spec.initContainers.image",
    "spec.jobTemplate.spec.template.spec.containers.image", "template.spec.containers.image",
    "spec.volumes.image.reference",
)  # fmt: skip
_OBJECTS = (
    ("daemonsets", "kube-system", "kube-proxy"), ("daemonsets", "kube-system", "aws-node"),
    ("daemonsets", "kube-system", "host-provisioner"), ("daemonsets", "monitoring", "node-exporter"),
    ("pods", "kube-system", "coredns-7c65d6cfc9-x2x7k"), ("pods", "kube-system", "node-local-dns-abcde"),
    ("pods", "kube-system", "xnode-setup-1"), ("pods", "default", "node-setup"),
    ("deployments", "default", "host-provisioner-std"), ("daemonsets", "default", "host-provisioner-stdx"),
    ("secrets", "default", "regcred"), ("configmaps", "kube-system", "coredns"),
)  # fmt: skip


def manifests(listed: Listed) -> tuple[dict[str, Any], ...]:
    """A pod for every pull, as a person writes it; the image stands in different places."""
    draws = Draws("manifests")
    found = []
    for pull in pulls(listed):
        place = draws.one(("containers", "initContainers", "ephemeralContainers"))
        spec: dict[str, Any] = {
            "containers": [{"name": "app", "image": "registry.corp.example/app:1"}]
        }
        spec[place] = [*spec.get(place, []), {"name": "x", "image": draws.one(_spelled(pull))}]
        found.append({"kind": "Pod", "metadata": {"name": "p"}, "spec": spec})
    return tuple(found)


def audit_events(listed: Listed) -> tuple[Event, ...]:
    """Writes of pods and other objects, and what nodes report of running containers."""
    draws = Draws("audit events")
    found: list[Event] = []
    for pull in pulls(listed):
        at = f"{pull.at:%Y-%m-%dT%H:%M:%S}.{draws.below(10**6):06}Z"
        for reference in draws.some(_spelled(pull), 2):
            event = pod_event(reference, draws.one(_PLACES), verb=draws.one(("create", "update")))
            found.append({**event, "requestReceivedTimestamp": at})
        image_id = draws.one((
            f"{pull.repository}@{pull.digest}", f"docker-pullable://{pull.repository}@{pull.digest}",
            f"sha256:{pull.digest[:6:-1]}",
        ))  # fmt: skip
        found.append({**status(image_id), "requestReceivedTimestamp": at})
    found += _of_objects(draws)
    return tuple(found)


def _of_objects(draws: Draws) -> Iterator[Event]:
    for kind, namespace, name in _OBJECTS:
        for verb in ("create", "update", "patch", "get", "delete"):
            at = f"{draws.instant(*YEAR):%Y-%m-%dT%H:%M:%S}.000000Z"
            event = written(kind, name, verb, namespace=namespace)
            yield {**event, "requestReceivedTimestamp": at}


def _spelled(pull: Pull) -> list[str]:
    """With and without what Docker Hub lets people leave out."""
    return sorted({pull.reference, pull.short})
