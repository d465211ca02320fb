"""Blocklists: every line is a value that may be blocked, and nothing else can become a line."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packageurl import PackageURL

from feedgen.emitters.blocklists import EMITTER, LISTS
from feedgen.model.artifact import Omission, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, ImageDetail, ImageKind, Match, TagDetail, TagStanding
from feedgen.model.observables import (
    OBSERVABLE_TYPES,
    Commit,
    Domain,
    ImageDigest,
    ImageTag,
    Ip,
    Md5,
    Observable,
    Package,
    Sha1,
    Sha256,
    Url,
)
from tests.conftest import TESTS, Golden, emit
from tests.model.made_feeds import accounted, base, indicator, listed, made, mention, small

GOOD = {
    Commit: "a" * 40,
    Domain: "evil.example",
    ImageDigest: "sha256:" + "a" * 64,
    Ip: "2001:db8::/32",
    Md5: "a" * 32,
    Package: "pkg:npm/%40a/b@1.0.0",
    Sha1: "a" * 40,
    Sha256: "a" * 64,
    Url: "https://evil.example/a?b='c'#d",
}
"""One value of each type that a list holds by itself."""


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@pytest.fixture(scope="module")
def files(feed: Feed) -> dict[str, bytes]:
    return emit(EMITTER, feed)[0]


def entries(data: bytes) -> list[str]:
    return [line for line in data.decode().split("\n")[:-1] if not line.startswith("#")]


def everything(files: dict[str, bytes]) -> dict[str, list[str]]:
    return {path.removeprefix("blocklists/"): entries(data) for path, data in files.items()}


def test_golden(files: dict[str, bytes], golden: Golden) -> None:
    golden("blocklists/small", files)


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    reasons = {group.reason for group in staged.omissions}
    assert "its action is hunt: it may not raise alerts or block" in reasons
    assert {o.artifact for o in staged.omissions if o.kind is OmissionKind.PARTIAL} == {
        "blocklists/domains.txt"
    }


def test_every_type_is_listed_or_declined() -> None:
    listed_types = {type_ for format_ in LISTS for type_ in format_.types}
    assert listed_types | EMITTER.declines.keys() == OBSERVABLE_TYPES.keys()
    assert listed_types.isdisjoint(EMITTER.declines)


def test_the_corpus_gives_exactly_these_lines(files: dict[str, bytes]) -> None:
    index, manifest = "sha256:" + "1" * 64, "sha256:" + "2" * 64
    repositories = ("docker.io/alpha/scanner", "mirror.example/alpha/scanner")
    assert everything(files) == {
        "commits.txt": ["d" * 40],
        "domains.txt": ["audit.alpha.example"],
        "image-digests.txt": [index, manifest],
        "image-references.txt": sorted(
            f"{name}{what}" for name in repositories for what in (":v1.1", f"@{index}", f"@{manifest}")
        ),
        "ips.txt": ["2001:db8::7"],
        "md5.txt": ["c" * 32],
        "packages.txt": ["pkg:npm/%40alpha/cli@2026.4.0", "pkg:pypi/alphaa"],
        "sha1.txt": ["b" * 40],
        "sha256.txt": ["a" * 64],
        "urls.txt": ["https://audit.alpha.example/v1/telemetry?a=b;c"],
    }  # fmt: skip


def test_no_list_holds_what_may_not_be_blocked(feed: Feed, files: dict[str, bytes]) -> None:
    lines = {line for found in everything(files).values() for line in found}
    for other in feed.indicators:
        if other.action is not Action.BLOCK or other not in feed.active:
            assert other.value not in lines
    for known in feed.known_good:
        assert not [line for line in lines if known.observable.value in line]


def test_the_parsers_of_each_kind_read_the_lines(files: dict[str, bytes]) -> None:
    lists = everything(files)
    assert [str(ipaddress.ip_network(line)) for line in lists["ips.txt"]] == ["2001:db8::7/128"]
    assert [PackageURL.from_string(line).name for line in lists["packages.txt"]] == [
        "cli",
        "alphaa",
    ]


def test_the_head_counts_and_says_what_is_missing(files: dict[str, bytes]) -> None:
    assert files["blocklists/domains.txt"].decode().splitlines()[:4] == [
        "# feedgen domains",
        "# release 2026.05.01.1, as of 2026-05-01T12:00:00Z, TLP:CLEAR, licence CC0-1.0, 1 entries",
        "# https://feedgen.example/v1/latest/blocklists/domains.txt",
        "# Each line is one exact name; match names below it too where your tool can.",
    ]


def test_an_empty_list_is_a_comment(feed: Feed) -> None:
    files, omissions = emit(EMITTER, replace(feed, indicators=()))
    assert not omissions
    assert files.keys() == {format_.path for format_ in LISTS}
    for data in files.values():
        assert b", 0 entries\n" in data
        assert entries(data) == []


def test_lists_are_sorted_and_say_each_value_once(feed: Feed) -> None:
    shared = ("docker.io/b/b", "docker.io/a/a")
    both = [
        mention(ImageDigest(GOOD[ImageDigest]), detail=ImageDetail(repositories=shared, mirrors=shared)),
        mention(ImageDigest(GOOD[ImageDigest]), incident_id="other", detail=ImageDetail(repositories=shared)),
    ]  # fmt: skip
    lists = everything(emit(EMITTER, made(feed, [indicator(feed, *both)]))[0])
    assert lists["image-references.txt"] == [
        f"docker.io/a/a@{GOOD[ImageDigest]}",
        f"docker.io/b/b@{GOOD[ImageDigest]}",
    ]


TAG = ImageTag("docker.io/a/a:v1")
CREATED = TagDetail(standing=TagStanding.CREATED)
OVERWRITTEN = TagDetail(standing=TagStanding.OVERWRITTEN)
REISSUED = TagDetail(standing=TagStanding.CREATED, reissued=datetime(2026, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("details", "lines"),
    [
        ([CREATED], [TAG.value]),
        ([CREATED, CREATED], [TAG.value]),
        ([OVERWRITTEN], []),
        ([REISSUED], []),
        ([CREATED, OVERWRITTEN], []),
        ([CREATED, REISSUED], []),
        ([None], []),
    ],
)
def test_only_tags_that_are_never_legitimate_are_listed(
    feed: Feed, tmp_path: Path, details: list[TagDetail | None], lines: list[str]
) -> None:
    there = made(feed, [indicator(feed, *(mention(TAG, detail=d) for d in details))])
    staged = accounted(EMITTER, there, tmp_path)
    assert entries((tmp_path / "blocklists/image-references.txt").read_bytes()) == lines
    reasons = [group.reason for group in staged.omissions]
    expected = [] if lines else ["the tag is legitimate at other times, and a list knows no time"]
    assert reasons == expected


@pytest.mark.parametrize(
    ("kinds", "listed_"),
    [
        ((ImageKind.INDEX,), True),
        ((ImageKind.MANIFEST,), True),
        ((ImageKind.UNKNOWN,), True),
        ((ImageKind.CONFIG,), False),
        ((ImageKind.LAYER,), False),
        ((ImageKind.SIGNATURE,), False),
        ((ImageKind.UNKNOWN, ImageKind.CONFIG), False),
        ((ImageKind.UNKNOWN, ImageKind.INDEX), True),
        ((), True),
    ],
)
def test_only_digests_that_can_be_pulled_are_listed(
    feed: Feed, kinds: tuple[ImageKind, ...], *, listed_: bool
) -> None:
    digest = ImageDigest("sha512:" + "b" * 128)
    details: list[ImageDetail | None] = [
        ImageDetail(repositories=("docker.io/a/a",), kind=kind) for kind in kinds
    ]
    there = made(feed, [indicator(feed, *(mention(digest, detail=d) for d in details or [None]))])
    files, omissions = emit(EMITTER, there)
    assert everything(files)["image-digests.txt"] == ([digest.value] if listed_ else [])
    assert any(o.artifact == "blocklists/image-digests.txt" for o in omissions) != listed_


def test_a_digest_without_repository_has_no_reference(feed: Feed, tmp_path: Path) -> None:
    there = listed(feed, ImageDigest(GOOD[ImageDigest]), emitter=EMITTER)
    (group,) = accounted(EMITTER, there, tmp_path).omissions
    assert (group.artifact, group.reason) == (
        "blocklists/image-references.txt", "no repository is known for this digest",
    )  # fmt: skip


def test_subdomains_are_partial_and_exact_names_are_not(feed: Feed) -> None:
    there = made(
        feed,
        [
            indicator(feed, mention(Domain("a.example"), match=Match.SUBDOMAINS)),
            indicator(feed, mention(Domain("b.example"))),
        ],
    )
    files, omissions = emit(EMITTER, there)
    assert everything(files)["domains.txt"] == ["a.example", "b.example"]
    assert [(o.indicator.value, o.kind) for o in omissions] == [("a.example", OmissionKind.PARTIAL)]


def test_what_expired_is_gone(feed: Feed, at: Callable[[Feed, datetime], Feed]) -> None:
    later = at(feed, datetime(2027, 6, 1, tzinfo=UTC))
    lists = everything(emit(EMITTER, later)[0])
    assert lists["ips.txt"] == []
    assert lists["domains.txt"] == ["audit.alpha.example"]


@pytest.mark.parametrize("cls", GOOD)
def test_a_value_of_each_type_is_one_line(feed: Feed, cls: type[Observable]) -> None:
    lists = everything(emit(EMITTER, listed(feed, cls(GOOD[cls]), emitter=EMITTER))[0])
    assert [lines for lines in lists.values() if lines] == [[GOOD[cls]]]


def _about_value(omission: Omission) -> bool:
    return omission.artifact != "blocklists/image-references.txt"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(GOOD, key=lambda cls: cls.type)), st.text(max_size=40))
def test_nothing_but_the_value_itself_can_become_a_line(cls: type[Observable], text: str) -> None:
    files, omissions = emit(EMITTER, listed(base(), cls(text), emitter=EMITTER))
    lines = [line for found in everything(files).values() for line in found]
    assert lines in ([], [text])
    assert bool(lines) != any(o.kind is OmissionKind.SKIPPED and _about_value(o) for o in omissions)


@pytest.mark.parametrize("network", ["0.0.0.0/0", "::/0"])
def test_a_network_of_every_address_is_left_out(feed: Feed, network: str) -> None:
    files, (omission,) = emit(EMITTER, listed(feed, Ip(network), emitter=EMITTER))
    assert everything(files)["ips.txt"] == []
    assert omission.reason == "the network holds every address there is"


def test_half_a_digest_makes_no_reference(feed: Feed) -> None:
    detail = ImageDetail(repositories=("docker.io/a/a",))
    there = listed(feed, ImageDigest("sha256:00"), emitter=EMITTER, detail=detail)
    assert not any(everything(emit(EMITTER, there)[0]).values())


def test_hostile_references_are_left_out(feed: Feed) -> None:
    detail = ImageDetail(repositories=("docker.io/a/a", "docker.io/b/a b", "docker.io/a/a\nx"))
    there = listed(feed, ImageDigest(GOOD[ImageDigest]), emitter=EMITTER, detail=detail)
    files, omissions = emit(EMITTER, there)
    assert everything(files)["image-references.txt"] == []
    assert [o.artifact for o in omissions] == ["blocklists/image-references.txt"]


def test_a_producers_name_stays_in_its_comment(feed: Feed) -> None:
    profile = replace(feed.profile, name="Evil\nevil.example\r\u2028x", licence="a\nb")
    files, _ = emit(EMITTER, replace(feed, profile=profile, indicators=()))
    assert all(entries(data) == [] for data in files.values())
    assert files["blocklists/ips.txt"].startswith(b"# Evil evil.example x addresses\n# release")


def test_the_page_explains_every_list() -> None:
    page = (TESTS.parent / "docs" / "blocklists.md").read_text(encoding="utf-8")
    names = [format_.path.removeprefix("blocklists/") for format_ in LISTS]
    assert [name for name in names if f"`{name}`" not in page] == []
