"""OPA: what the rule makes of any input, in both dialects of Rego, and what the data holds.

What it denies is in test_image_denial_requests.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from feedgen.emitters.opa import DATA, EMITTER, RULE
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from tests.conftest import Golden, emit
from tests.emitters.policies.cases import INDEX
from tests.emitters.policies.engines import OPA
from tests.emitters.policies.judges import opa_messages, pod
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.model.made_feeds import accounted, small

BAD = pod("alpha/scanner:v1.1")
both_dialects = pytest.mark.parametrize("v0", [False, True], ids=["Rego v1", "Rego v0"])


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("opa/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    partial = [group for group in staged.omissions if group.kind is OmissionKind.PARTIAL]
    assert [group.types for group in partial] == [(("image_digest", 2),)]


@pytest.mark.judged(OPA, by="regorus", asks=FINDS)
@both_dialects
@pytest.mark.parametrize(
    "document",
    [BAD, {"kind": "List", "items": [pod("a/b"), BAD]}, {"images": ["alpha/scanner:v1.1"]}],
    ids=["a manifest", "a list of manifests", "bare images"],
)
def test_whatever_carries_images_is_an_input(feed: Feed, document: Any, *, v0: bool) -> None:
    files, _ = emit(EMITTER, feed)
    (message,) = opa_messages(files[RULE], files[DATA], document, v0=v0)
    assert message.startswith("image alpha/scanner:v1.1 is denied: docker.io/alpha/scanner:v1.1 (")


@pytest.mark.judged(OPA, by="regorus", asks=SILENT)
@both_dialects
@pytest.mark.parametrize(
    "document",
    [{}, [], "text", None, {"images": [1, None, f"x@{INDEX[:-1]}"]}, {"items": [1]}],
    ids=["an empty object", "an empty list", "a text", "null", "no images", "no manifests"],
)
def test_anything_else_is_no_finding(feed: Feed, document: Any, *, v0: bool) -> None:
    files, _ = emit(EMITTER, feed)
    assert opa_messages(files[RULE], files[DATA], document, v0=v0) == []


@pytest.mark.judged(OPA, by="regorus", asks=LOADS)
@both_dialects
def test_nothing_to_deny_is_a_whole_document(feed: Feed, *, v0: bool) -> None:
    files, omissions = emit(EMITTER, replace(feed, indicators=()))
    images = json.loads(files[DATA])["feedgen"]["images"]
    assert not omissions
    assert images["digests"] == images["tags"] == {}
    assert opa_messages(files[RULE], files[DATA], pod(f"a@{INDEX}"), v0=v0) == []
