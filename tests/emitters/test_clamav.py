"""ClamAV signatures: the grammar of a line, and what the real scanner finds."""

from __future__ import annotations

import hashlib
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TESTS, Golden, emit
from engines.resolvers import require
from hypothesis import given, settings
from hypothesis import strategies as st
from made_feeds import accounted, base, indicator, listed, made, mention, small

from feedgen.emitters.clamav import EMITTER, PATH
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, FileDetail
from feedgen.model.observables import Md5, Observable, Sha1, Sha256

LINE = re.compile(
    r"(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}):(?:\*|[1-9][0-9]*)"
    r":Multi\.Malware\.Feedgen\.[\w-]+\.[0-9a-f-]{36}:73",
    re.ASCII,
)


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


def signatures(feed: Feed) -> list[str]:
    lines = emit(EMITTER, feed)[0][PATH].decode().split("\n")
    assert lines.pop() == ""
    found = [line for line in lines if not line.startswith("#")]
    assert [line for line in found if not LINE.fullmatch(line)] == []
    return found


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("clamav/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    assert accounted(EMITTER, feed, tmp_path).carried == {"clamav": 3}


def test_only_what_may_be_blocked_is_there(feed: Feed) -> None:
    hashes = {line.partition(":")[0] for line in signatures(feed)}
    allowed = {
        i.value for i in feed.active if i.type in ("md5", "sha1", "sha256")
        and i.action is Action.BLOCK
    }  # fmt: skip
    assert hashes == allowed


@pytest.mark.parametrize(
    ("sizes", "written"),
    [([73], "73"), ([None], "*"), ([73, None], "73"), ([73, 73], "73"), ([73, 74], "*"), ([0], "*"),
     ([2**40], "*"), ([], "*")],
)  # fmt: skip
def test_a_size_is_written_if_all_agree(feed: Feed, sizes: list[int | None], written: str) -> None:
    mentions = [mention(Sha256("a" * 64), detail=FileDetail(size=size)) for size in sizes]
    there = made(feed, [indicator(feed, *(mentions or [mention(Sha256("a" * 64))]))])
    assert signatures(there)[0].split(":")[1] == written


def test_the_name_leads_back(feed: Feed) -> None:
    there = made(feed, [indicator(feed, mention(Md5("a" * 32), incident_id="a:b c\n*-2026"))])
    name = signatures(there)[0].split(":")[2]
    assert name == f"Multi.Malware.Feedgen.a_b_c_-2026.{there.indicators[0].id}"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([Md5, Sha1, Sha256]), st.text(max_size=70), st.text(max_size=40))
def test_any_text_is_left_out_or_stays_in_its_field(
    cls: type[Observable], text: str, incident: str
) -> None:
    there = listed(base(), cls(text), emitter=EMITTER, incident_id=incident or "x")
    assert all(line.startswith(f"{text}:") for line in signatures(there))
    good = {Md5: "a" * 32, Sha1: "a" * 40, Sha256: "a" * 64}[cls]  # type: ignore[index]
    assert (
        len(signatures(listed(base(), cls(good), emitter=EMITTER, incident_id=f"i{incident}"))) == 1
    )


def test_a_producers_name_stays_in_its_comment(feed: Feed) -> None:
    profile = replace(feed.profile, name=f"Evil\n{'a' * 32}:*:x:73\r")
    assert signatures(replace(feed, profile=profile, indicators=())) == []


@pytest.mark.engine
def test_clamscan_finds_what_is_listed_and_nothing_else(feed: Feed, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    contents = {
        "by-sha256.bin": b"\x7fELF" + b"one" * 40,
        "by-sha1.js": b"fetch('https://audit.alpha.example/')\n",
        "by-md5.bin": bytes(range(256)),
        "other-size.bin": b"MZ" + b"four" * 40,
        "good.bin": b"\x7fELF" + b"two" * 40,
        "longer.bin": b"\x7fELF" + b"one" * 40 + b"\0",
    }
    for name, content in contents.items():
        (files / name).write_bytes(content)
    with zipfile.ZipFile(files / "holds.zip", "w") as archive:
        archive.writestr("inner", contents["by-md5.bin"])

    def known(size: int | None) -> FileDetail:
        return FileDetail(size=size)

    there = made(feed, [
        indicator(feed, mention(Sha256(hashlib.sha256(contents["by-sha256.bin"]).hexdigest()),
                                detail=known(len(contents["by-sha256.bin"])))),
        indicator(feed, mention(Sha1(hashlib.sha1(contents["by-sha1.js"]).hexdigest()))),  # noqa: S324
        indicator(feed, mention(Md5(hashlib.md5(contents["by-md5.bin"]).hexdigest()))),  # noqa: S324
        indicator(feed, mention(Sha256(hashlib.sha256(contents["other-size.bin"]).hexdigest()),
                                detail=known(7))),
    ])  # fmt: skip
    found = scan(there, files, tmp_path)
    assert set(found) == {"by-sha256.bin", "by-sha1.js", "by-md5.bin", "holds.zip"}
    by_value = {i.value: i.id for i in there.indicators}
    value = hashlib.sha256(contents["by-sha256.bin"]).hexdigest()
    assert found["by-sha256.bin"] == (
        f"Multi.Malware.Feedgen.alpha-registry-2026-04.{by_value[value]}.UNOFFICIAL"
    )


@pytest.mark.engine
def test_clamscan_takes_an_empty_list(feed: Feed, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "good.bin").write_bytes(b"good")
    assert scan(replace(feed, indicators=()), files, tmp_path) == {}


def scan(feed: Feed, files: Path, directory: Path) -> dict[str, str]:
    """Names of signatures by name of file."""
    database = directory / "feedgen.hsb"
    database.write_bytes(emit(EMITTER, feed)[0][PATH])
    done = subprocess.run(
        [require("clamscan"), "-d", database, "--no-summary", "-r", files],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    assert "Error" not in done.stderr
    hits = re.findall(r"^(.*): (\S+) FOUND$", done.stdout, re.MULTILINE)
    return {Path(path).name: name for path, name in hits}


def test_the_page_is_there() -> None:
    assert PATH in (TESTS.parent / "docs" / "clamav.md").read_text(encoding="utf-8")
