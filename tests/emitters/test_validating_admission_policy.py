"""ValidatingAdmissionPolicy: its form, the limits of CEL, and what it says when it denies.

What it denies is in test_image_denial_requests.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from feedgen.emitters.validating_admission_policy import EMITTER, POLICY
from feedgen.model.feed import Feed
from feedgen.model.observables import ImageDigest
from tests.conftest import Golden, emit
from tests.emitters.policies.judges import cel_policy, cel_variables, pod, review
from tests.emitters.policies.schemas import ADMISSION, changed, complaint
from tests.engines.conformance import FINDS, LOADS
from tests.engines.latest_release import ROOT
from tests.model.made_feeds import accounted, indicator, made, mention, small

PARSER_LIMIT = 100_000
"""Code points of one expression (cel-go, parser.ExpressionSizeCodePointLimit)."""
SOURCES = ("small", "empty", "the release")


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def objects(feed: Feed, source: str = "small") -> tuple[dict[str, Any], dict[str, Any]]:
    """The policy and its binding."""
    if source == "the release":
        text = (ROOT / POLICY).read_bytes()
    else:
        none = replace(feed, indicators=())
        text = emit(EMITTER, none if source == "empty" else feed)[0][POLICY]
    policy, binding = yaml.safe_load_all(text)
    return policy, binding


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("validating_admission_policy/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    assert accounted(EMITTER, feed, tmp_path).carried["validating_admission_policy"] == 4


@pytest.mark.judged(POLICY, by="jsonschema", asks=LOADS)
@pytest.mark.parametrize("source", SOURCES)
def test_both_objects_have_the_form_of_the_api(feed: Feed, source: str) -> None:
    for document in objects(feed, source):
        assert complaint(ADMISSION, document) == ""


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("spec.validationActions", ["Deny"]),
        ("spec.failurePolicy", "Perhaps"),
        ("spec.validations.0.message", "two\nlines"),
        ("spec.variables.0.name", "no-name"),
        ("apiVersion", "admissionregistration.k8s.io/v2"),
    ],
)
def test_the_schema_refuses_what_the_api_refuses(feed: Feed, path: str, value: object) -> None:
    assert complaint(ADMISSION, changed(objects(feed)[0], path, value))


@pytest.mark.judged(POLICY, by="cel", asks=FINDS)
def test_the_message_names_what_is_denied(feed: Feed) -> None:
    values = cel_variables(objects(feed)[0], review(pod("index.docker.io/alpha/scanner:v1.1")))
    assert values["denied"] == ["docker.io/alpha/scanner:v1.1"]


def test_the_binding_denies_and_names_the_policy(feed: Feed) -> None:
    policy, binding = objects(replace(feed, profile=replace(feed.profile, name="Ä C.M.E. & Söhne")))
    assert policy["metadata"]["name"] == "c-m-e-s-hne-denied-images"
    assert binding["spec"] == {
        "policyName": policy["metadata"]["name"], "validationActions": ["Deny"],
    }  # fmt: skip


@pytest.mark.judged(POLICY, by="cel", asks=FINDS)
def test_many_values_are_split_below_the_parsers_limit_and_all_are_denied(feed: Feed) -> None:
    digests = [f"sha256:{n:064x}" for n in range(2_000)]
    many = made(feed, [indicator(feed, mention(ImageDigest(d))) for d in digests])
    policy, _ = objects(many)
    expressions = [variable["expression"] for variable in policy["spec"]["variables"]]
    assert max(map(len, expressions)) < PARSER_LIMIT
    assert sum("sha256:" in expression for expression in expressions) == 3
    judge = cel_policy(policy)
    assert all(judge(review(pod(f"a/b@{digest}"))) for digest in (digests[0], digests[-1]))
    assert not judge(review(pod(f"a/b@sha256:{'f' * 64}")))
