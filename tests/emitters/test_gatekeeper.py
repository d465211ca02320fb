"""Gatekeeper: the template's rule over the constraint's parameters, and the objects' shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from conftest import Golden, emit
from jsonschema import Draft7Validator
from made_feeds import accounted, small
from policy_cases import ADMITTED, DENIED, KEPT
from policy_judges import Judge, gatekeeper

from feedgen.emitters.gatekeeper import EMITTER, POLICY
from feedgen.model.feed import Feed


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@pytest.fixture(scope="module")
def judge(feed: Feed) -> Judge:
    return gatekeeper(emit(EMITTER, feed)[0][POLICY])


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("gatekeeper/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    assert accounted(EMITTER, feed, tmp_path).carried["gatekeeper"] == 4


@pytest.mark.parametrize("name", DENIED)
def test_denied(judge: Judge, name: str) -> None:
    assert judge(DENIED[name])


@pytest.mark.parametrize("name", ADMITTED)
def test_admitted(judge: Judge, name: str) -> None:
    assert not judge(ADMITTED[name])


def test_what_was_there_before_stays_changeable(judge: Judge) -> None:
    assert not judge(KEPT)


@pytest.mark.parametrize("empty", [False, True])
def test_names_and_parameters_fit_together(feed: Feed, empty: bool) -> None:  # noqa: FBT001
    files, _ = emit(EMITTER, replace(feed, indicators=()) if empty else feed)
    template, constraint = yaml.safe_load_all(files[POLICY])
    crd = template["spec"]["crd"]["spec"]
    assert template["metadata"]["name"] == crd["names"]["kind"].lower()
    assert constraint["kind"] == crd["names"]["kind"]
    assert f"package {template['metadata']['name']}\n" in template["spec"]["targets"][0]["rego"]
    schema = crd["validation"]["openAPIV3Schema"]
    Draft7Validator(schema).validate(constraint["spec"]["parameters"])
    assert schema["properties"].keys() == constraint["spec"]["parameters"].keys()
