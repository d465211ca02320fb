"""policy.json: what is a scope, and that merging keeps what is there."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.emitters.containers_policy import EMITTER, FRAGMENT, PAGE
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import ImageDetail, ImageKind, TagDetail, TagStanding
from feedgen.model.observables import OBSERVABLE_TYPES, ImageDigest, ImageTag
from tests.conftest import TESTS, Golden, emit
from tests.emitters.policies.merged_policy import commands, merged
from tests.engines.conformance import LOADS
from tests.model.made_feeds import accounted, base, indicator, listed, made, mention, small

DIGEST = ImageDigest("sha256:" + "a" * 64)
CREATED = TagDetail(standing=TagStanding.CREATED)
ACCEPT_ALL = {"default": [{"type": "insecureAcceptAnything"}]}


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def scopes(feed: Feed) -> list[str]:
    return list(json.loads(emit(EMITTER, feed)[0][FRAGMENT])["transports"]["docker"])


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("containers_policy/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    partial = [group for group in staged.omissions if group.kind is OmissionKind.PARTIAL]
    assert [group.types for group in partial] == [(("image_digest", 2),)]
    assert EMITTER.declines.keys() | {"image_digest", "image_tag"} == OBSERVABLE_TYPES.keys()


def test_digests_and_created_tags_of_repositories_and_mirrors(feed: Feed) -> None:
    assert scopes(feed) == sorted(
        f"{repository}{what}"
        for repository in ("docker.io/alpha/scanner", "mirror.example/alpha/scanner")
        for what in (":v1.1", "@sha256:" + "1" * 64, "@sha256:" + "2" * 64)
    )


def test_no_policy_is_an_empty_map(feed: Feed) -> None:
    files, omissions = emit(EMITTER, replace(feed, indicators=()))
    assert not omissions
    assert json.loads(files[FRAGMENT]) == {"transports": {"docker": {}}}
    assert "0 references" in files[PAGE].decode()


def test_what_is_not_pulled_or_not_always_bad_is_left_out(feed: Feed, tmp_path: Path) -> None:
    repository = ("docker.io/a/a",)
    config = ImageDetail(repositories=repository, kind=ImageKind.CONFIG)
    overwritten = TagDetail(standing=TagStanding.OVERWRITTEN)
    there = made(
        feed,
        [
            indicator(feed, mention(DIGEST, detail=config)),
            indicator(feed, mention(ImageDigest("sha256:" + "b" * 64))),
            indicator(feed, mention(ImageTag("docker.io/a/a:v1"), detail=overwritten)),
        ],
    )
    staged = accounted(EMITTER, there, tmp_path)
    assert scopes(there) == []
    assert [group.reason for group in staged.omissions] == [
        "a config, layer or signature digest is not what an image is pulled by",
        "no repository is known for this digest",
        "the tag is legitimate at other times, and a list knows no time",
    ]


@pytest.mark.parametrize(
    "repository",
    ["registry.example:5000/a/b", "localhost/a", "localhost:5000/a", "docker.io/a/b_c/d-e.f",
     "127.0.0.1:5000/x/y"],
)  # fmt: skip
def test_registries_with_ports_are_scopes(feed: Feed, repository: str) -> None:
    detail = ImageDetail(repositories=(repository,))
    there = listed(feed, DIGEST, emitter=EMITTER, detail=detail)
    assert scopes(there) == [f"{repository}@{DIGEST}"]


@pytest.mark.parametrize(
    "repository",
    ["", "a", "a/b", "*.example/a", "docker.io", "docker.io/", "docker.io/A", "docker.io//a",
     "docker.io/a b", "docker.io/a@x", 'docker.io/"', "docker.io/a\n", "docker.io/ü"],
)  # fmt: skip
def test_a_name_that_would_silently_match_nothing_is_named(feed: Feed, repository: str) -> None:
    detail = ImageDetail(repositories=("docker.io/good/one", repository))
    there = listed(feed, DIGEST, emitter=EMITTER, detail=detail)
    _, (omission,) = emit(EMITTER, there)
    assert omission.reason == "the name is no image reference with its registry"
    assert scopes(there) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_a_scope_is_the_tag_itself_or_nothing(text: str) -> None:
    there = listed(base(), ImageTag(text), emitter=EMITTER, detail=CREATED)
    assert scopes(there) in ([], [text])


def test_prose_cannot_leave_its_line(feed: Feed) -> None:
    name = "x\n## y\n```sh\nrm -rf ~\n```"
    profile = replace(feed.profile, name=name)
    page = emit(EMITTER, replace(feed, profile=profile))[0][PAGE].decode()
    assert page.startswith(
        "# x \\#\\# y \\`\\`\\`sh rm -rf \\~ \\`\\`\\`: containers-policy.json\n"
    )
    assert page.count("```") == 4


MERGERS = [
    pytest.param("jq", marks=pytest.mark.judged(FRAGMENT, PAGE, by="jq", asks=LOADS)),
    "python3",
]
"""The programs of the page's two commands. Every machine that runs these tests has the second."""


@pytest.mark.parametrize("which", MERGERS)
def test_merging_keeps_what_is_there(feed: Feed, which: str, tmp_path: Path) -> None:
    own = [{"type": "signedBy", "keyType": "GPGKeys", "keyPath": "/etc/keys/é.gpg"}]
    base = {
        "default": [{"type": "reject"}],
        "transports": {
            "docker": {"docker.io/alpha": own, "docker.io/alpha/scanner:v1.1": own},
            "docker-daemon": {"": [{"type": "insecureAcceptAnything"}]},
        },
    }
    policy = merged(feed, base, which, tmp_path)
    docker = policy["transports"].pop("docker")
    assert policy == {
        "default": [{"type": "reject"}],
        "transports": {"docker-daemon": {"": [{"type": "insecureAcceptAnything"}]}},
    }
    assert docker.pop("docker.io/alpha") == own
    assert docker == {scope: [{"type": "reject"}] for scope in scopes(feed)}


@pytest.mark.parametrize("which", MERGERS)
def test_merging_into_a_policy_without_transports(feed: Feed, which: str, tmp_path: Path) -> None:
    policy = merged(feed, ACCEPT_ALL, which, tmp_path)
    assert policy["default"] == ACCEPT_ALL["default"]
    assert list(policy["transports"]["docker"]) == scopes(feed)


@pytest.mark.parametrize("which", MERGERS)
def test_a_broken_policy_leaves_the_old_one(feed: Feed, which: str, tmp_path: Path) -> None:
    (tmp_path / "policy.json").write_text("old")
    (tmp_path / "policy.base.json").write_text("{broken")
    (tmp_path / "containers-policy.json").write_bytes(emit(EMITTER, feed)[0][FRAGMENT])
    done = subprocess.run(
        ["sh", "-c", commands(feed)[which]], cwd=tmp_path, check=False, capture_output=True
    )
    assert done.returncode != 0
    assert (tmp_path / "policy.json").read_text() == "old"


def test_the_guide_has_the_same_commands(feed: Feed) -> None:
    guide = (TESTS.parent / "docs" / "containers-policy.md").read_text(encoding="utf-8")
    assert [command for command in commands(feed).values() if command not in guide] == []
