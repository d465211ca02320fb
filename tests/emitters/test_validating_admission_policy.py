"""ValidatingAdmissionPolicy: its CEL in an engine, and its shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Golden, emit
from made_feeds import accounted, indicator, made, mention, small
from policy_cases import ADMITTED, DENIED, KEPT
from policy_judges import Judge, cel_policy, cel_variables, pod, review

from feedgen.emitters.validating_admission_policy import EMITTER, POLICY
from feedgen.model.feed import Feed
from feedgen.model.observables import ImageDigest

PARSER_LIMIT = 100_000
"""Code points of one expression (cel-go, parser.ExpressionSizeCodePointLimit)."""


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def objects(feed: Feed) -> tuple[dict[str, Any], dict[str, Any]]:
    policy, binding = yaml.safe_load_all(emit(EMITTER, feed)[0][POLICY])
    return policy, binding


@pytest.fixture(scope="module")
def judge(feed: Feed) -> Judge:
    return cel_policy(objects(feed)[0])


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("validating_admission_policy/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    assert accounted(EMITTER, feed, tmp_path).carried["validating_admission_policy"] == 4


@pytest.mark.parametrize("name", DENIED)
def test_denied(judge: Judge, name: str) -> None:
    assert judge(DENIED[name])


@pytest.mark.parametrize("name", ADMITTED)
def test_admitted(judge: Judge, name: str) -> None:
    assert not judge(ADMITTED[name])


def test_what_was_there_before_stays_changeable(judge: Judge) -> None:
    assert not judge(KEPT)


def test_the_message_names_what_is_denied(feed: Feed) -> None:
    values = cel_variables(objects(feed)[0], review(pod("index.docker.io/alpha/scanner:v1.1")))
    assert values["denied"] == ["docker.io/alpha/scanner:v1.1"]


def test_the_binding_denies_and_names_the_policy(feed: Feed) -> None:
    policy, binding = objects(replace(feed, profile=replace(feed.profile, name="Ä C.M.E. & Söhne")))
    assert policy["metadata"]["name"] == "c-m-e-s-hne-denied-images"
    assert binding["spec"] == {
        "policyName": policy["metadata"]["name"], "validationActions": ["Deny"],
    }  # fmt: skip


def test_an_empty_policy_admits_everything(feed: Feed) -> None:
    policy, _ = objects(replace(feed, indicators=()))
    assert not cel_policy(policy)(review(pod("alpha/scanner:v1.1")))


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
