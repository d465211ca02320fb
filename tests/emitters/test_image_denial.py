"""What all policies for container images share: who enters, in which order, and what has room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.emitters import falco, named, opa
from feedgen.emitters.image_denial import denied_images, spellings, tag_reference
from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, TagDetail, TagStanding
from feedgen.model.observables import ImageDigest, ImageTag
from tests.conftest import emit
from tests.emitters.policies.engines import Policy, every_policy
from tests.emitters.policies.judges import Judge, pod, review
from tests.engines.conformance import FINDS, HOSTILE
from tests.model.made_feeds import base, indicator, listed, made, mention, small

CREATED = TagDetail(standing=TagStanding.CREATED)
EMITTERS = named(("gatekeeper", "kyverno", "opa", "validating_admission_policy"))


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def judge(policy: Policy, feed: Feed) -> Judge:
    """One policy of this feed in its engine."""
    files = {
        path: content for emitter in EMITTERS for path, content in emit(emitter, feed)[0].items()
    }
    return policy.judge(files.__getitem__)


@pytest.mark.parametrize("emitter", [*EMITTERS, falco.EMITTER], ids=lambda emitter: emitter.name)
def test_only_what_blocks_and_is_active_enters_a_policy(feed: Feed, emitter: Emitter) -> None:
    blocked, detected, hunted, expired, revoked = (ImageDigest(f"sha256:{c * 64}") for c in "abcde")
    values = [
        indicator(feed, mention(blocked)),
        indicator(feed, mention(detected, action=Action.DETECT)),
        indicator(feed, mention(hunted, action=Action.HUNT)),
        indicator(feed, mention(expired, valid_until=feed.as_of)),
        indicator(feed, mention(revoked), revoked_at=feed.as_of, revoked_reason="wrong"),
    ]
    text = b"".join(emit(emitter, made(feed, values))[0].values()).decode()
    there = [
        value.value
        for value in (blocked, detected, hunted, expired, revoked)
        if value.value in text
    ]
    alerts = [detected.value] if emitter.name == "falco" else []
    assert there == [blocked.value, *alerts]


@every_policy(FINDS)
@settings(max_examples=6, deadline=None)
@given(
    repository=st.from_regex(r"\A(?:docker\.io|ghcr\.io|localhost:5000)(?:/[a-z0-9]{1,5}){1,3}\Z"),
    tag=st.from_regex(r"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}\Z"),
)
def test_exactly_the_tag_that_is_listed_is_denied(
    policy: Policy, repository: str, tag: str
) -> None:
    parsed = ImageTag.parse(f"{repository}:{tag}")
    there = judge(policy, listed(base(), parsed, emitter=opa.EMITTER, detail=CREATED))
    for spelling in spellings(tag_reference(parsed.value)):
        assert there(review(pod(spelling)))
        assert not there(review(pod(f"{spelling}x")))


@every_policy(HOSTILE)
@settings(max_examples=6, deadline=None)
@given(text=st.text(max_size=40))
def test_prose_cannot_leave_its_comment(policy: Policy, text: str) -> None:
    profile = replace(base().profile, name=text, licence=text, base_url=text)
    there = judge(policy, replace(base(), profile=profile))
    assert there(review(pod("alpha/scanner:v1.1")))
    assert not there(review(pod("alpha/scanner:v1.0")))


def test_what_has_no_room_is_the_least_urgent_and_is_named(feed: Feed) -> None:
    old, new = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)

    def digest(character: str) -> ImageDigest:
        return ImageDigest(f"sha256:{character * 64}")

    values = [
        indicator(feed, mention(digest("a"), confidence=90, bulk_list="lists/x.txt")),
        indicator(feed, mention(digest("b"), confidence=60)),
        indicator(feed, mention(digest("c"), incident_id="beta-worm-2026-04", last_seen=new)),
        indicator(feed, mention(digest("d"), last_seen=old)),
        indicator(feed, mention(digest("e"), last_seen=new)),
        indicator(feed, mention(digest("f"), last_seen=new)),
    ]
    there = made(feed, values)
    for count, kept in enumerate(["", "e", "ef", "def", "cdef", "bcdef", "abcdef"]):
        denied = denied_images(there, "x", room=71 * count)
        assert [text[7] for text in denied.digests] == list(kept)
        assert len(denied.omissions) == 6 - count
        assert all("others are more urgent" in omission.reason for omission in denied.omissions)


@pytest.fixture(scope="module")
def crowded(feed: Feed) -> Feed:
    digests = [ImageDigest(f"sha256:{n:064x}") for n in range(12_500)]
    return made(feed, [indicator(feed, mention(digest)) for digest in digests])


@pytest.mark.parametrize(
    "emitter", [e for e in EMITTERS if e.name != "opa"], ids=lambda emitter: emitter.name
)
def test_a_kubernetes_object_stays_below_its_limit(crowded: Feed, emitter: Emitter) -> None:
    files, omissions = emit(emitter, crowded)
    assert all(870_000 < len(content) < 900_000 for content in files.values())
    assert any("others are more urgent" in omission.reason for omission in omissions)


@pytest.mark.parametrize(
    ("reference", "some"),
    [
        ("docker.io/library/kics:1", {"kics:1", "library/kics:1", "index.docker.io/kics:1"}),
        ("docker.io/a/kics:1", {"a/kics:1", "registry-1.docker.io/a/kics:1"}),
    ],
)
def test_docker_hub_is_written_in_several_ways(reference: str, some: set[str]) -> None:
    found = spellings(tag_reference(reference))
    assert some | {reference} <= set(found)
    assert list(found) == sorted(set(found))
    assert spellings(tag_reference("ghcr.io/a/kics:1")) == ("ghcr.io/a/kics:1",)
