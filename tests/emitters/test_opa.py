"""OPA: what the rule denies, in both dialects of Rego, and what the data holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import Golden, emit
from made_feeds import accounted, small
from policy_cases import ADMITTED, DENIED, INDEX, KEPT
from policy_judges import Judge, opa, opa_messages, pod

from feedgen.emitters.opa import DATA, EMITTER, RULE
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@pytest.fixture(scope="module", params=[False, True], ids=["v1", "v0"])
def judge(request: pytest.FixtureRequest, feed: Feed) -> Judge:
    files, _ = emit(EMITTER, feed)
    return opa(files[RULE], files[DATA], v0=request.param)


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("opa/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    partial = [group for group in staged.omissions if group.kind is OmissionKind.PARTIAL]
    assert [group.types for group in partial] == [(("image_digest", 2),)]


@pytest.mark.parametrize("name", DENIED)
def test_denied(judge: Judge, name: str) -> None:
    assert judge(DENIED[name])


@pytest.mark.parametrize("name", ADMITTED)
def test_admitted(judge: Judge, name: str) -> None:
    assert not judge(ADMITTED[name])


def test_what_was_there_before_stays_changeable(judge: Judge) -> None:
    assert not judge(KEPT)


def test_manifests_lists_and_bare_images_are_input_too(feed: Feed) -> None:
    files, _ = emit(EMITTER, feed)
    bad = pod("alpha/scanner:v1.1")
    documents: list[Any] = [
        bad,
        {"kind": "List", "items": [pod("a/b"), bad]},
        {"images": ["alpha/scanner:v1.1"]},
    ]
    for document in documents:
        (message,) = opa_messages(files[RULE], files[DATA], document)
        assert message.startswith(
            "image alpha/scanner:v1.1 is denied: docker.io/alpha/scanner:v1.1 ("
        )
    documents = [
        {},
        [],
        "text",
        None,
        {"images": [1, None, f"x@{INDEX[:-1]}"]},
        {"items": [1]},
    ]
    for document in documents:
        assert opa_messages(files[RULE], files[DATA], document) == []


def test_nothing_to_deny_is_a_whole_document(feed: Feed) -> None:
    files, omissions = emit(EMITTER, replace(feed, indicators=()))
    images = json.loads(files[DATA])["feedgen"]["images"]
    assert not omissions
    assert images["digests"] == images["tags"] == {}
    assert opa_messages(files[RULE], files[DATA], pod(f"a@{INDEX}")) == []
