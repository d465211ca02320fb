"""Kyverno: both policies, by the schema of its CRD, a CEL engine, and its operators' semantics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from cloudcoil.models.kyverno import v1 as crd
from conftest import Golden, emit
from made_feeds import accounted, small
from policy_cases import ADMITTED, DENIED, KEPT
from policy_judges import Judge, cel_policy, kyverno
from pydantic import ValidationError

from feedgen.emitters import validating_admission_policy
from feedgen.emitters.kyverno import CEL_POLICY, EMITTER, POLICY
from feedgen.model.feed import Feed


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@pytest.fixture(scope="module", params=[POLICY, CEL_POLICY])
def judge(request: pytest.FixtureRequest, feed: Feed) -> Judge:
    text = emit(EMITTER, feed)[0][request.param]
    return kyverno(text) if request.param == POLICY else cel_policy(yaml.safe_load(text))


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("kyverno/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    assert accounted(EMITTER, feed, tmp_path).carried["kyverno"] == 4


@pytest.mark.parametrize("name", DENIED)
def test_denied(judge: Judge, name: str) -> None:
    assert judge(DENIED[name])


@pytest.mark.parametrize("name", ADMITTED)
def test_admitted(judge: Judge, name: str) -> None:
    assert not judge(ADMITTED[name])


def test_what_was_there_before_stays_changeable(feed: Feed) -> None:
    # The ClusterPolicy needs no words for it: `allowExistingViolations` is true by default.
    assert not cel_policy(yaml.safe_load(emit(EMITTER, feed)[0][CEL_POLICY]))(KEPT)


@pytest.mark.parametrize("empty", [False, True])
def test_the_cluster_policy_has_the_form_of_its_crd(feed: Feed, empty: bool) -> None:  # noqa: FBT001
    files, _ = emit(EMITTER, replace(feed, indicators=()) if empty else feed)
    policy = yaml.safe_load(files[POLICY])
    read = crd.ClusterPolicy.model_validate(policy)
    assert read.spec is not None
    assert [rule.name for rule in read.spec.rules or ()] == ["digests", "tags"]
    policy["spec"]["rules"][0]["validate"]["failureAction"] = "Perhaps"
    with pytest.raises(ValidationError):
        crd.ClusterPolicy.model_validate(policy)


def test_an_empty_policy_admits_everything(feed: Feed) -> None:
    judge = kyverno(emit(EMITTER, replace(feed, indicators=()))[0][POLICY])
    assert not any(judge(request) for request in DENIED.values())


def test_the_cel_is_the_same_as_for_kubernetes_itself(feed: Feed) -> None:
    ours = yaml.safe_load(emit(EMITTER, feed)[0][CEL_POLICY])["spec"]
    files, _ = emit(validating_admission_policy.EMITTER, feed)
    theirs = next(iter(yaml.safe_load_all(files[validating_admission_policy.POLICY])))["spec"]
    for key in ("variables", "validations", "matchConstraints", "failurePolicy"):
        assert ours[key] == theirs[key]
