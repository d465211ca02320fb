"""What all policies for container images share: who enters, in which order, and hostile values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from conftest import emit
from hypothesis import given, settings
from hypothesis import strategies as st
from made_feeds import accounted, base, indicator, listed, made, mention, small
from policy_judges import Judge, cel_policy, gatekeeper, kyverno, opa, pod, review

from feedgen.emitters import falco
from feedgen.emitters import gatekeeper as gatekeeper_module
from feedgen.emitters import kyverno as kyverno_module
from feedgen.emitters import opa as opa_module
from feedgen.emitters import validating_admission_policy as vap_module
from feedgen.emitters.image_denial import denied_images, spellings, tag_reference
from feedgen.model.artifact import Emitter
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, TagDetail, TagStanding
from feedgen.model.observables import ImageDigest, ImageTag

CREATED = TagDetail(standing=TagStanding.CREATED)
EMITTERS = [
    module.EMITTER for module in (gatekeeper_module, kyverno_module, opa_module, vap_module)
]
HOSTILE = [
    "{{ request }}",
    "$(x)",
    "*",
    "a/b:*",
    "docker.io/a/b:'",
    "docker.io/a/b:v1\n- x",
    "'] || true",
    '"; x',
]


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def judges(feed: Feed) -> list[Judge]:
    """Every engine over every policy of this feed."""
    files = {
        path: content for emitter in EMITTERS for path, content in emit(emitter, feed)[0].items()
    }
    policy = next(iter(yaml.safe_load_all(files[vap_module.POLICY])))
    rule, data = files[opa_module.RULE], files[opa_module.DATA]
    return [
        opa(rule, data), opa(rule, data, v0=True), gatekeeper(files[gatekeeper_module.POLICY]),
        kyverno(files[kyverno_module.POLICY]), cel_policy(policy),
        cel_policy(yaml.safe_load(files[kyverno_module.CEL_POLICY])),
    ]  # fmt: skip


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


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_are_left_out_and_say_so(feed: Feed, text: str, tmp_path: Path) -> None:
    there = listed(feed, ImageTag(text), emitter=opa_module.EMITTER, detail=CREATED)
    nothing = replace(feed, indicators=())
    for emitter in (*EMITTERS, falco.EMITTER):
        files, omissions = emit(emitter, there)
        assert {o.reason for o in omissions} == {"the name is no image reference with its registry"}
        assert files == emit(emitter, nothing)[0]
        accounted(emitter, there, tmp_path / emitter.name)


@settings(max_examples=12, deadline=None)
@given(
    st.from_regex(r"\A(?:docker\.io|ghcr\.io|localhost:5000)(?:/[a-z0-9]{1,5}){1,3}\Z"),
    st.from_regex(r"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}\Z"),
)
def test_every_engine_denies_exactly_the_tag_that_is_listed(repository: str, tag: str) -> None:
    parsed = ImageTag.parse(f"{repository}:{tag}")
    there = listed(base(), parsed, emitter=opa_module.EMITTER, detail=CREATED)
    for judge in judges(there):
        for spelling in spellings(tag_reference(parsed.value)):
            assert judge(review(pod(spelling)))
            assert not judge(review(pod(f"{spelling}x")))


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=40))
def test_prose_cannot_leave_its_comment(text: str) -> None:
    feed = base()
    hostile = replace(feed, profile=replace(feed.profile, name=text, licence=text, base_url=text))
    bad, good = review(pod("alpha/scanner:v1.1")), review(pod("alpha/scanner:v1.0"))
    for judge in judges(hostile):
        assert judge(bad)
        assert not judge(good)


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
