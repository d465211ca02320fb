"""Kyverno: its CRDs take both policies, CEL has and denies the values of one, our reader of the other.

The ClusterPolicy compares references as they are written, so it holds every way to write one of
Docker Hub: without the host, without `library/`, and with the hosts that lead there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from feedgen.model.indicator import Indicator
from tests.emitters.policies.crds import cluster_policy
from tests.emitters.policies.judges import cel_policy, kyverno, pod, review
from tests.emitters.policies.schemas import ADMISSION, complaint
from tests.hostile.readers.validating_admission_policy import listed

JUDGES = ("cel", "jsonschema", "cloudcoil-models-kyverno", "own Kyverno reader")
ARTIFACTS = ("policies/kyverno.yaml", "policies/kyverno-validating-policy.yaml")
HUB = ("docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com")


def accept(folder: Path) -> None:
    """Both policies have the form of their CRDs and run."""
    cluster, cel = _policies(folder)
    cluster_policy(cluster)
    assert complaint(ADMISSION, cel) == ""
    assert not kyverno((folder / ARTIFACTS[0]).read_bytes())(review(pod()))
    assert not cel_policy(cel)(review(pod()))


def read_back(folder: Path) -> set[str]:
    """The values of each, with the policy's kind; an image of each value is denied."""
    cluster, cel = _policies(folder)
    judge = kyverno((folder / ARTIFACTS[0]).read_bytes())
    found: set[str] = {f"ValidatingPolicy {value}" for value in listed(cel)}
    digests, tags = (_values(rule) for rule in cluster["spec"]["rules"])
    for value in digests:
        assert judge(review(pod(f"registry.example/any@{value}"))), value
    for value in tags:
        assert judge(review(pod(value))), value
    return found | {f"ClusterPolicy {value}" for value in (*digests, *tags)}


def wanted(indicator: Indicator) -> set[str]:
    """The value itself, and in the ClusterPolicy all the ways to write it."""
    texts = {indicator.value}
    if indicator.type == "image_tag":
        texts |= on_docker_hub(indicator.value)
    return {f"ValidatingPolicy {indicator.value}", *(f"ClusterPolicy {text}" for text in texts)}


def on_docker_hub(reference: str) -> set[str]:
    """Other ways to write a reference of Docker Hub; none of any other registry's."""
    host, _, path = reference.partition("/")
    if host != "docker.io":
        return set()
    short = {path, path.removeprefix("library/")}
    return short | {f"{hub}/{name}" for hub in HUB for name in short}


def _values(rule: dict[str, Any]) -> list[str]:
    """Without the words that stand in for an empty list, which Kyverno would refuse."""
    (condition,) = rule["validate"]["deny"]["conditions"]["any"]
    values: list[str] = condition["value"]
    return [] if values in (["no digest is listed"], ["no tag is listed"]) else values


def _policies(folder: Path) -> list[dict[str, Any]]:
    return [yaml.safe_load((folder / path).read_bytes()) for path in ARTIFACTS]
