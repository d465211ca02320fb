"""policy.json: skopeo and podman refuse what is listed, nothing else, and what the page admits."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from feedgen.emitters.containers_policy import EMITTER, FRAGMENT, PAGE
from feedgen.model.feed import Feed
from feedgen.model.indicator import ImageDetail, ImageKind, TagDetail, TagStanding
from feedgen.model.observables import ImageDigest, ImageTag
from tests.conftest import emit
from tests.emitters.policies.clients import REFUSED, Client, judged_by_clients, mirrored
from tests.emitters.policies.merged_policy import merged
from tests.emitters.policies.registry import ACCEPT_ALL, Images, running
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.model.made_feeds import indicator, made, mention, small
from tests.registry.registry_server import free_port

CREATED = TagDetail(standing=TagStanding.CREATED)
RESTORED = TagDetail(standing=TagStanding.OVERWRITTEN)


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Images]:
    with running(tmp_path_factory.mktemp("registry")) as there:
        yield there


def listing(feed: Feed, images: Images) -> Feed:
    """The feed that lists the bad image by digest and by the tag `evil` that the attacker made.

    The tag `stable` was the attacker's for some hours.
    """
    detail = ImageDetail(
        repositories=(images.repository,), kind=ImageKind.MANIFEST, mirrors=(images.mirror,)
    )
    return made(
        feed,
        [
            indicator(feed, mention(ImageDigest(images.bad), detail=detail)),
            indicator(feed, mention(ImageTag(f"{images.repository}:evil"), detail=CREATED)),
            indicator(feed, mention(ImageTag(f"{images.mirror}:evil"), detail=CREATED)),
            indicator(feed, mention(ImageTag(f"{images.repository}:stable"), detail=RESTORED)),
        ],
    )


def pulling(program: str, directory: Path, feed: Feed, base: dict[str, Any] = ACCEPT_ALL) -> Client:
    """The program with the feed's policy merged into this one."""
    merged(feed, base, "python3", directory)
    return Client(program, directory)


REFUSALS = {
    "the digest": "{images.repository}@{images.bad}",
    "the digest by the mirror's own name": "{images.mirror}@{images.bad}",
    "the tag that the attacker made": "{images.repository}:evil",
    "that tag by the mirror's own name": "{images.mirror}:evil",
}
ACCEPTED = {
    "the sibling digest": "{images.repository}@{images.good}",
    "the sibling digest by the mirror's own name": "{images.mirror}@{images.good}",
    "a tag that was never the attacker's": "{images.repository}:v1",
    "the restored tag": "{images.repository}:stable",
}
LIMITS = {
    "the digest by a tag that is not listed": "{images.repository}:also",
    "the digest from a repository that is not listed": "{images.unknown}@{images.bad}",
    "the attacker's tag in a repository that is not listed": "{images.unknown}:evil",
}


@judged_by_clients(FRAGMENT, asks=FINDS)
@pytest.mark.parametrize("name", REFUSALS)
def test_refused(feed: Feed, images: Images, program: str, name: str, tmp_path: Path) -> None:
    client = pulling(program, tmp_path, listing(feed, images))
    reference = REFUSALS[name].format(images=images)
    assert REFUSED in client.pull(reference), reference
    assert not client.holds(reference)


@judged_by_clients(FRAGMENT, asks=SILENT)
@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(feed: Feed, images: Images, program: str, name: str, tmp_path: Path) -> None:
    client = pulling(program, tmp_path, listing(feed, images))
    assert client.pull(ACCEPTED[name].format(images=images)) == ""


@judged_by_clients(FRAGMENT, asks=LOADS)
@pytest.mark.parametrize("name", LIMITS)
def test_a_scope_is_a_string(
    feed: Feed, images: Images, program: str, name: str, tmp_path: Path
) -> None:
    """The bad image comes by another name. If this fails one day, the page may promise more."""
    client = pulling(program, tmp_path, listing(feed, images))
    assert client.pull(LIMITS[name].format(images=images)) == ""


def test_the_page_says_so_and_names_what_closes_it(feed: Feed) -> None:
    """Beside the file, because the format itself refuses a comment (see the last test)."""
    page = " ".join(emit(EMITTER, feed)[0][PAGE].decode().split())
    assert "by another tag or from another repository" in page
    for closes in ("gatekeeper.yaml", "kyverno.yaml", "validating-admission-policy.yaml", "opa/"):
        assert f"`{closes}`" in page
    assert "`feedgen scan`" in page


@judged_by_clients(FRAGMENT, asks=FINDS)
@pytest.mark.parametrize("what", ["refused", "accepted"])
def test_registries_conf_may_lead_to_a_mirror_and_the_name_asked_for_decides(
    feed: Feed, images: Images, program: str, what: str, tmp_path: Path
) -> None:
    closed = f"127.0.0.1:{free_port()}"
    mirrored(tmp_path, {f"{closed}/acme": f"{closed}/acme"}, f"{images.host}/acme")
    asked = replace(images, host=closed)
    client = pulling(program, tmp_path, listing(feed, asked))
    if what == "refused":
        assert REFUSED in client.pull(f"{asked.repository}@{images.bad}")
    else:
        assert client.pull(f"{asked.repository}@{images.good}") == ""


@judged_by_clients(FRAGMENT, asks=LOADS)
def test_the_mirrors_own_name_does_not_refuse_what_is_asked_for_by_another(
    feed: Feed, images: Images, program: str, tmp_path: Path
) -> None:
    """The page: compared as it was asked for, and not as registries.conf has it."""
    closed = f"127.0.0.1:{free_port()}"
    mirrored(tmp_path, {f"{closed}/acme": f"{closed}/acme"}, f"{images.host}/acme")
    client = pulling(program, tmp_path, listing(feed, images))
    assert client.pull(f"{closed}/acme/app@{images.bad}") == ""


@judged_by_clients(FRAGMENT, asks=FINDS)
@pytest.mark.parametrize("what", ["refused", "accepted"])
def test_a_scope_of_ones_own_gives_way_to_the_more_exact_one(
    feed: Feed, images: Images, program: str, what: str, tmp_path: Path
) -> None:
    base = {
        "default": [{"type": "reject"}],
        "transports": {"docker": {images.repository: [{"type": "insecureAcceptAnything"}]}},
    }
    client = pulling(program, tmp_path, listing(feed, images), base)
    if what == "refused":
        assert REFUSED in client.pull(f"{images.repository}@{images.bad}")
    else:
        assert client.pull(f"{images.repository}@{images.good}") == ""


@judged_by_clients(FRAGMENT, asks=LOADS)
def test_an_empty_fragment_merges_into_a_policy_that_loads(
    feed: Feed, images: Images, program: str, tmp_path: Path
) -> None:
    client = pulling(program, tmp_path, replace(feed, indicators=()))
    assert client.pull(f"{images.repository}:evil") == ""


@judged_by_clients(FRAGMENT, asks=LOADS)
@pytest.mark.parametrize(
    ("policy", "complaint"),
    [
        ({"transports": {"docker": {}}}, "Default policy is missing"),
        ({**ACCEPT_ALL, "comment": "x"}, "Unknown key"),
    ],
)
def test_why_the_fragment_has_neither_default_nor_comment(
    images: Images, program: str, tmp_path: Path, policy: dict[str, Any], complaint: str
) -> None:
    """A fragment cannot replace a policy by itself, and the format has no place for its limits."""
    (tmp_path / "policy.json").write_text(json.dumps(policy))
    assert complaint in Client(program, tmp_path).pull(f"{images.repository}:v1")
