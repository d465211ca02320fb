"""Requests that every policy for container images judges alike, over the corpus `small`."""

from __future__ import annotations

from typing import Any

from tests.emitters.policies.judges import Review, pod, review

INDEX = "sha256:" + "1" * 64
MANIFEST = "sha256:" + "2" * 64
CONFIG = "sha256:" + "3" * 64
DETECTED = "sha256:" + "5" * 64
GOOD = "sha256:" + "9" * 64
"""Known-good, of the same repository."""

_BAD = {
    "the digest in its repository": f"docker.io/alpha/scanner@{INDEX}",
    "the digest of a platform": f"alpha/scanner@{MANIFEST}",
    "the digest in a mirror": f"mirror.example/alpha/scanner@{INDEX}",
    "the digest where nobody has seen it": f"registry.example:5000/own/copy@{INDEX}",
    "a good tag with the digest": f"alpha/scanner:v1.0@{INDEX}",
    "an overwritten tag with the digest": f"docker.io/alpha/scanner:latest@{INDEX}",
    "a tag behind a port with the digest": f"registry.example:5000/own/copy:v1@{INDEX}",
    "the created tag": "docker.io/alpha/scanner:v1.1",
    "the created tag, short": "alpha/scanner:v1.1",
    "the created tag by another host of the same registry": "index.docker.io/alpha/scanner:v1.1",
    "the created tag in a mirror": "mirror.example/alpha/scanner:v1.1",
    "the created tag with a digest that nobody knows": f"alpha/scanner:v1.1@sha256:{'7' * 64}",
}
_GOOD = {
    "another digest of the repository": f"docker.io/alpha/scanner@sha256:{'7' * 64}",
    "the known-good sibling": f"docker.io/alpha/scanner:v1.0@{GOOD}",
    "an overwritten tag alone": "docker.io/alpha/scanner:latest",
    "another overwritten tag alone": "alpha/scanner:v1.0",
    "no tag at all": "alpha/scanner",
    "the same tag of another repository": "docker.io/beta/scanner:v1.1",
    "the same name in another registry": "registry.example/alpha/scanner:v1.1",
    "a tag that begins alike": "alpha/scanner:v1.10",
    "a repository that ends alike": "docker.io/x/alpha/scanner:v1.1",
    "the digest as a tag": f"alpha/scanner:{INDEX[7:]}",
    "a config digest, which is not pulled": f"alpha/scanner@{CONFIG}",
    "a digest to detect only": f"alpha/scanner@{DETECTED}",
    "an official image": "busybox",
    "a registry with a port": "localhost:5000/busybox",
}


def _template(image: str, **where: Any) -> dict[str, Any]:
    return {"template": {"spec": pod("good/one", image, **where)["spec"]}}


def _around(image: str) -> dict[str, Review]:
    """The image in every place where one can stand."""
    extra = [{"name": "x", "image": image}]
    volume = [{"name": "v", "emptyDir": {}}, {"name": "x", "image": {"reference": image}}]
    places = {
        "containers": pod("good/one", image),
        "initContainers": pod("good/one", initContainers=extra),
        "ephemeralContainers": pod("good/one", ephemeralContainers=extra),
        "an image volume": pod("good/one", volumes=volume),
    }
    for kind in (
        "DaemonSet",
        "Deployment",
        "Job",
        "ReplicaSet",
        "ReplicationController",
        "StatefulSet",
    ):
        places[f"a {kind}"] = {"kind": kind, "spec": _template(image)}
    places["a CronJob"] = {"kind": "CronJob", "spec": {"jobTemplate": {"spec": _template(image)}}}
    places["an initContainer of a Deployment"] = {
        "kind": "Deployment",
        "spec": _template("good/two", initContainers=extra),
    }
    places["a volume of a CronJob"] = {
        "kind": "CronJob",
        "spec": {"jobTemplate": {"spec": _template("good/two", volumes=volume)}},
    }
    return {f"{image} in {place}": review(manifest) for place, manifest in places.items()}


DENIED: dict[str, Review] = {
    **{name: review(pod("good/one", image)) for name, image in _BAD.items()},
    **_around(f"docker.io/alpha/scanner@{INDEX}"),
    **_around("alpha/scanner:v1.1"),
    "an update that brings it": review(pod(f"alpha/scanner@{INDEX}"), pod("alpha/scanner:v1.0")),
}
ADMITTED: dict[str, Review] = {
    **{name: review(pod("good/one", image)) for name, image in _GOOD.items()},
    **_around(f"alpha/scanner@{GOOD}"),
    "a pod without a spec": review({"kind": "Pod", "spec": {}}),
    "a container without an image": review(
        {"kind": "Pod", "spec": {"containers": [{"name": "a"}]}}
    ),
    "a controller without a template": review({"kind": "ReplicationController", "spec": {}}),
}


def in_a_pod_template(image: str) -> Review:
    """A kind of which Kyverno and the ValidatingAdmissionPolicy leave the judgement to its pods."""
    return review({"kind": "PodTemplate", **_template(image)})


KEPT = review(
    pod(f"alpha/scanner@{INDEX}", "alpha/scanner:v1.1"),
    pod(f"alpha/scanner@{INDEX}", "alpha/scanner:v1.1"),
)
"""An update of an object that had the images before."""
