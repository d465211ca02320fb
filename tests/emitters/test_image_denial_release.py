"""The committed release: every listed image is denied by every policy, and no good one by any.

A failure names the images. The lists have no case of their own each, because they grow with the feed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pytest

from tests.emitters.policies.engines import POLICIES, Policy, every_policy
from tests.emitters.policies.judges import Judge, Review, pod, review
from tests.emitters.policies.release import (
    bad_references,
    file,
    good_references,
    listed_digests,
    one_of_each,
    restored_tags,
)
from tests.engines.conformance import FINDS, SILENT


def _extra(image: str) -> list[dict[str, Any]]:
    return [{"name": "x", "image": image}]


PLACES: dict[str, Callable[[str], dict[str, Any]]] = {
    "containers": pod,
    "initContainers": lambda image: pod("good/one", initContainers=_extra(image)),
    "ephemeralContainers": lambda image: pod("good/one", ephemeralContainers=_extra(image)),
    "image volumes": lambda image: pod(
        "good/one", volumes=[{"name": "x", "image": {"reference": image}}]
    ),
    "a Deployment": lambda image: {
        "kind": "Deployment",
        "spec": {"template": {"spec": pod(image)["spec"]}},
    },
}


@cache
def judge(policy: Policy) -> Judge:
    return policy.judge(file)


def denied(policy: Policy, place: str, images: Iterable[str]) -> dict[str, bool]:
    requests: dict[str, Review] = {image: review(PLACES[place](image)) for image in images}
    return {image: judge(policy)(request) for image, request in requests.items()}


def test_the_release_lists_the_images_that_this_is_about() -> None:
    repositories = {name for names in listed_digests().values() for name in names}
    assert {"docker.io/checkmarx/kics", "docker.io/aquasec/trivy"} <= repositories
    assert "docker.io/checkmarx/kics:v2.1.20" in restored_tags()
    assert len(list(good_references())) > len(restored_tags())


@every_policy(FINDS)
def test_every_listed_image_is_denied_by_whatever_name(policy: Policy) -> None:
    verdicts = denied(policy, "containers", bad_references())
    assert [image for image, bad in verdicts.items() if not bad] == []


@every_policy(FINDS)
@pytest.mark.parametrize("place", [place for place in PLACES if place != "containers"])
def test_every_listed_image_is_denied_wherever_it_stands(policy: Policy, place: str) -> None:
    verdicts = denied(policy, place, one_of_each())
    assert [image for image, bad in verdicts.items() if not bad] == []


@every_policy(SILENT)
@pytest.mark.parametrize("place", PLACES)
def test_every_good_image_is_admitted(policy: Policy, place: str) -> None:
    verdicts = denied(policy, place, good_references())
    assert [image for image, bad in verdicts.items() if bad] == []


@every_policy(SILENT)
def test_a_digest_that_differs_in_one_place_is_admitted(policy: Policy) -> None:
    near = [
        f"{repositories[0]}@{digest[:-1]}{'0' if digest[-1] != '0' else '1'}"
        for digest, repositories in listed_digests().items()
    ]
    assert [image for image, bad in denied(policy, "containers", near).items() if bad] == []


def test_no_policy_is_left_out() -> None:
    assert {policy.artifact for policy in POLICIES} == {
        "policies/opa/*", "policies/gatekeeper.yaml", "policies/kyverno.yaml",
        "policies/kyverno-validating-policy.yaml", "policies/validating-admission-policy.yaml",
    }  # fmt: skip
