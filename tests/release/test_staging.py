"""Accounting: nothing is dropped in silence, and nothing goes where its action forbids."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from feedgen.build.staging import Staged, stage, stage_all
from feedgen.errors import InternalError
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import BLOCKING, DETECTION, HUNTING, Feed
from feedgen.model.indicator import Action, Indicator
from feedgen.model.observables import OBSERVABLE_TYPES
from tests.conftest import compile_corpus

ALL = DETECTION | HUNTING
NOT_DOMAINS = {type_: "only domains here" for type_ in OBSERVABLE_TYPES if type_ != "domain"}


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return compile_corpus(corpus("small"), "tables")


def emitter(
    emit: Callable[[Feed], Iterator[Emission]], accepts: frozenset[Action] = BLOCKING
) -> Emitter:
    return Emitter(
        name="stub",
        title="Stub",
        url="https://example.org",
        accepts=accepts,
        emit=emit,
        declines=NOT_DOMAINS,
    )


def domains(feed: Feed) -> Iterator[Emission]:
    mine = list(feed.select("domain", actions=BLOCKING))
    text = "".join(f"{i.value}\n" for i in mine).encode()
    yield Artifact(
        path="d/list.txt", media_type="text/plain", chunks=[text], carries=[i.id for i in mine]
    )


def test_what_is_written_is_counted(feed: Feed, tmp_path: Path) -> None:
    staged = Staged(tmp_path)
    stage(emitter(domains), feed, staged)
    (file,) = staged.files
    assert (tmp_path / "d/list.txt").read_text() == "audit.alpha.example\n"
    assert (file.path, file.size, file.indicators, file.emitter) == ("d/list.txt", 20, 1, "stub")
    assert staged.carried == {"stub": 1}


def test_every_indicator_is_carried_or_omitted_with_a_reason(feed: Feed, tmp_path: Path) -> None:
    staged = Staged(tmp_path)
    stage(emitter(domains), feed, staged)
    omitted = {id_ for group in staged.omissions for id_ in group.ids}
    carried = {i.id for i in feed.select("domain", actions=BLOCKING)}
    assert omitted | carried == {indicator.id for indicator in feed.active}
    assert not omitted & carried
    assert {group.reason for group in staged.omissions} == {
        "only domains here",
        "its action is detect: it may raise alerts, but not block",
        "its action is hunt: it may not raise alerts or block",
    }


def test_a_lost_indicator_is_our_bug(feed: Feed, tmp_path: Path) -> None:
    def nothing(_: Feed) -> Iterator[Emission]:
        return iter(())

    with pytest.raises(InternalError, match=r"stub neither carries nor omits domain audit\.alpha"):
        stage(emitter(nothing), feed, Staged(tmp_path))


def test_every_format_that_lost_something_is_named_with_one_value_of_each_type(
    feed: Feed, tmp_path: Path
) -> None:
    def nothing(_: Feed) -> Iterator[Emission]:
        return iter(())

    first, last = (replace(emitter(nothing), name=name) for name in ("first", "last"))
    last = replace(last, declines={k: v for k, v in NOT_DOMAINS.items() if k != "sha256"})
    told: list[str] = []
    with pytest.raises(InternalError) as raised:
        stage_all((first, emitter(domains), last), feed, Staged(tmp_path), told.append)
    hashed = next(i.value for i in feed.active if i.type == "sha256" and i.action in BLOCKING)
    assert sorted(str(raised.value).split("; ")) == [
        "first neither carries nor omits domain audit.alpha.example",
        "last neither carries nor omits domain audit.alpha.example",
        f"last neither carries nor omits sha256 {hashed}",
    ]
    assert told == ["writing Stub"] * 3


def test_carrying_against_the_action_is_our_bug(feed: Feed, tmp_path: Path) -> None:
    def hunted(feed: Feed) -> Iterator[Emission]:
        yield from domains(feed)
        ids = [i.id for i in feed.select("domain", actions=HUNTING)]
        yield Artifact(path="x", media_type="text/plain", chunks=[b"x"], carries=ids)

    with pytest.raises(
        InternalError, match=r"stub carries domain maybe\.alpha\.example, but its act"
    ):
        stage(emitter(hunted), feed, Staged(tmp_path))


def test_partial_and_skipped_are_told_apart(feed: Feed, tmp_path: Path) -> None:
    def weak(feed: Feed) -> Iterator[Emission]:
        yield from domains(feed)
        for indicator in feed.select("domain", actions=BLOCKING):
            yield Omission(indicator=indicator, kind=OmissionKind.PARTIAL, reason="apex only",
                           artifact="d/list.txt")  # fmt: skip

    staged = Staged(tmp_path)
    stage(emitter(weak), feed, staged)
    (partial,) = [g for g in staged.omissions if g.kind is OmissionKind.PARTIAL]
    assert (partial.reason, partial.artifact, partial.types) == (
        "apex only", "d/list.txt", (("domain", 1),),
    )  # fmt: skip
    assert staged.carried == {"stub": 1}


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "a/../../x", "a//b", "./a"])
def test_no_artifact_leaves_the_release(feed: Feed, tmp_path: Path, path: str) -> None:
    def outside(feed: Feed) -> Iterator[Emission]:
        yield Artifact(path=path, media_type="text/plain", chunks=[b"x"])

    with pytest.raises(InternalError, match="is not a path in a release"):
        stage(emitter(outside), feed, Staged(tmp_path / "release"))
    assert not (tmp_path / "x").exists()


def test_two_artifacts_at_one_path(feed: Feed, tmp_path: Path) -> None:
    def twice(feed: Feed) -> Iterator[Emission]:
        yield from domains(feed)
        yield from domains(feed)

    with pytest.raises(InternalError, match=r"stub emits d/list\.txt, which exists already"):
        stage(emitter(twice), feed, Staged(tmp_path))


def test_archives_and_their_md5(feed: Feed, tmp_path: Path) -> None:
    def archive(feed: Feed) -> Iterator[Emission]:
        yield from domains(feed)
        member = Artifact(path="rules/a", media_type="text/plain", chunks=[b"a"])
        yield Artifact(path="a.tar.gz", media_type="application/gzip", chunks=(), archive=(member,),
                       md5_beside=True)  # fmt: skip

    staged = Staged(tmp_path)
    stage(emitter(archive), feed, staged)
    assert sorted(f.path for f in staged.files) == ["a.tar.gz", "a.tar.gz.md5", "d/list.txt"]
    md5 = hashlib.md5((tmp_path / "a.tar.gz").read_bytes(), usedforsecurity=False).hexdigest()
    assert (tmp_path / "a.tar.gz.md5").read_text() == f"{md5}\n"


def test_carries_may_be_filled_while_the_content_is_read(feed: Feed, tmp_path: Path) -> None:
    def lazy(feed: Feed) -> Iterator[Emission]:
        seen: list[str] = []

        def chunks() -> Iterator[bytes]:
            for indicator in feed.select("domain", actions=BLOCKING):
                seen.append(indicator.id)
                yield indicator.value.encode() + b"\n"

        yield Artifact(path="x", media_type="text/plain", chunks=chunks(), carries=seen)

    staged = Staged(tmp_path)
    stage(emitter(lazy), feed, staged)
    assert staged.files[0].indicators == 1


@pytest.mark.parametrize("accepts", [BLOCKING, DETECTION, HUNTING, ALL])
def test_reasons_follow_from_what_is_accepted(
    feed: Feed, tmp_path: Path, accepts: frozenset[Action]
) -> None:
    def everything(feed: Feed) -> Iterator[Emission]:
        ids = [i.id for i in feed.active if i.action in accepts]
        yield Artifact(path="x", media_type="text/plain", chunks=[b"x"], carries=ids)

    staged = Staged(tmp_path)
    stage(emitter(everything, accepts=accepts), feed, staged)
    assert staged.carried["stub"] == sum(i.action in accepts for i in feed.active)
    assert all(group.reason.startswith("its action is") for group in staged.omissions)


def test_one_reason_may_stand_for_every_type_that_is_not_named(feed: Feed, tmp_path: Path) -> None:
    stub = replace(emitter(domains), declines={}, otherwise="only domains here")
    staged = Staged(tmp_path)
    stage(stub, feed, staged)
    reasons = {g.reason for g in staged.omissions if g.types != (("domain", 1),)}
    assert "only domains here" in reasons


def test_what_only_bulk_lists_name_is_kept_from_formats_not_made_for_it(
    feed: Feed, tmp_path: Path
) -> None:
    bulky = replace(feed, indicators=tuple(_listed(i) for i in feed.indicators))
    staged = Staged(tmp_path / "small")
    stage(emitter(domains), bulky, staged)
    assert staged.carried == {"stub": 0}
    said = {g.reason: dict(g.types) for g in staged.omissions}
    assert said[
        "it comes from a bulk list, and this format holds one rule or document per value"
    ] == {"domain": 1}
    staged = Staged(tmp_path / "bulk")
    stage(replace(emitter(domains), bulk=True), bulky, staged)
    assert staged.carried == {"stub": 1}


def _listed(indicator: Indicator) -> Indicator:
    mentions = tuple(replace(m, bulk_list="lists/x.txt") for m in indicator.mentions)
    return replace(indicator, mentions=mentions)
