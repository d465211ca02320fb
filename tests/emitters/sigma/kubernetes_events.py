"""Kubernetes audit events of workloads and of what nodes report, for the rules on images."""

from __future__ import annotations

from tests.emitters.sigma.pull_events import CONFIG, INDEX, MANIFEST, OTHER, Cases, Event


def pod(image: str, field: str = "spec.containers.image", **more: str) -> Event:
    return {"verb": "create", "objectRef.resource": "pods", f"requestObject.{field}": image, **more}


def status(image_id: str, kind: str = "container", **more: str) -> Event:
    return {
        "verb": "patch", "objectRef.resource": "pods", "objectRef.subresource": "status",
        f"requestObject.status.{kind}Statuses.imageID": image_id, **more,
    }  # fmt: skip


WORKLOADS: Cases = {
    "kubernetes_audit_alpha_registry_2026_04_image": (
        [
            pod(f"alpha/scanner@{INDEX}"),
            pod(f"registry.corp.example/copy@{MANIFEST}", "spec.initContainers.image"),
            pod(f"alpha/scanner:v1.0@{INDEX}", "spec.template.spec.containers.image"),
            pod("alpha/scanner:v1.1", "spec.jobTemplate.spec.template.spec.containers.image"),
            pod("docker.io/alpha/scanner:v1.1", "spec.ephemeralContainers.image", verb="patch"),
            pod("index.docker.io/alpha/scanner:v1.1"),
            pod("mirror.example/alpha/scanner:v1.1", verb="update"),
            pod(f"x@{INDEX}", "spec.volumes.image.reference"),
            pod("alpha/scanner:v1.1", "template.spec.initContainers.image"),
        ],
        [
            pod("alpha/scanner:v1.0"), pod("alpha/scanner:latest"), pod("alpha/scanner"),
            pod("alpha/scanner:v1.10"), pod("notalpha/scanner:v1.1"), pod(f"alpha/scanner@{OTHER}"),
            pod("ghcr.io/alpha/scanner:v1.1"), pod(f"alpha/scanner:v1.1@{OTHER}"),
            pod(f"x@{INDEX}", verb="delete"), {"verb": "create", "objectRef.resource": "secrets"},
            {"requestObject.spec.containers.image": "alpha/scanner:v1.1"},
        ],
    ),
    "kubernetes_audit_alpha_registry_2026_04_image_resolved": (
        [
            status(f"docker.io/alpha/scanner@{INDEX}"),
            status(f"docker-pullable://alpha/scanner@{MANIFEST}", "initContainer"),
            status(f"mirror.example/x@{INDEX}", "ephemeralContainer", verb="update"),
        ],
        [
            status(f"docker.io/alpha/scanner@{OTHER}"), status(CONFIG), status(f"x@{CONFIG}"),
            pod(f"alpha/scanner@{INDEX}"), status(f"x@{INDEX}", **{"objectRef.subresource": "log"}),
        ],
    ),
    "kubernetes_audit_alpha_registry_2026_04_image_config": (
        [status(CONFIG), status(f"docker://{CONFIG}")],
        [status(f"docker.io/alpha/scanner@{INDEX}"), status(OTHER), status(f"x@{CONFIG}")],
    ),
}  # fmt: skip
"""For every alert rule on these: events it must find, and events it must not."""
