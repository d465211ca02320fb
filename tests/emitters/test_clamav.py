"""ClamAV signatures: the grammar of a line, and what the real scanner finds."""

from __future__ import annotations

import hashlib
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.emitters.clamav import EMITTER, PATH
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, FileDetail
from feedgen.model.observables import Md5, Observable, Sha1, Sha256
from tests.benign.machine_files import files_of, spread
from tests.conftest import TESTS, Golden, emit
from tests.emitters.yara.samples import JAVASCRIPT, KINDS, PYTHON
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.model.made_feeds import accounted, base, indicator, listed, made, mention, small

RELEASE = TESTS.parent / "out" / "v1" / "latest"
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


def test_hashes_of_bulk_lists_are_there(feed: Feed, tmp_path: Path) -> None:
    one = indicator(feed, mention(Sha256("a" * 64), bulk_list="lists/hashes.txt"))
    assert accounted(EMITTER, made(feed, [one]), tmp_path).carried == {"clamav": 1}


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


def scan(database: bytes, files: Sequence[Path], directory: Path) -> dict[str, str]:
    """What clamscan finds in these files or folders: names of signatures by name of file."""
    signatures_file = directory / "feedgen.hsb"
    signatures_file.write_bytes(database)
    listed_files = directory / "files.txt"
    listed_files.write_text("".join(f"{path}\n" for path in files))
    done = subprocess.run(
        ["clamscan", "-d", signatures_file, "--no-summary", "-r", f"--file-list={listed_files}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert "rror" not in done.stderr, done.stderr
    hits = re.findall(r"^(.*): (\S+) FOUND$", done.stdout, re.MULTILINE)
    assert bool(hits) == (done.returncode == 1)
    return {Path(path).name: name for path, name in hits}


HASHES: Mapping[str, Callable[[bytes], Observable]] = {
    "sha256": lambda data: Sha256(hashlib.sha256(data).hexdigest()),
    "sha1": lambda data: Sha1(hashlib.sha1(data).hexdigest()),  # noqa: S324
    "md5": lambda data: Md5(hashlib.md5(data).hexdigest()),  # noqa: S324
}


def database(
    feed: Feed, data: bytes, hash_: str = "sha256", size: int | None = None
) -> tuple[bytes, str]:
    """The list with one file's hash, and the name that ClamAV reports."""
    one = indicator(feed, mention(HASHES[hash_](data), detail=FileDetail(size=size)))
    name = f"Multi.Malware.Feedgen.alpha-registry-2026-04.{one.id}.UNOFFICIAL"
    return emit(EMITTER, made(feed, [one]))[0][PATH], name


def written(directory: Path, contents: Mapping[str, bytes]) -> Path:
    files = directory / "files"
    files.mkdir()
    for name, content in contents.items():
        (files / name).write_bytes(content)
    return files


@pytest.mark.judged(PATH, by="clamscan", asks=FINDS)
@pytest.mark.parametrize("hash_", HASHES)
@pytest.mark.parametrize("is_sized", [True, False])
@pytest.mark.parametrize("name", KINDS)
def test_clamscan_finds_a_listed_file(
    feed: Feed, tmp_path: Path, name: str, hash_: str, *, is_sized: bool
) -> None:
    data = KINDS[name]()
    list_, signature = database(feed, data, hash_, len(data) if is_sized else None)
    files = written(tmp_path, {name: data})
    assert scan(list_, [files], tmp_path) == {name: signature}


@pytest.mark.judged(PATH, by="clamscan", asks=FINDS)
@pytest.mark.parametrize(
    ("member", "archive"), [(PYTHON, "package.whl"), (JAVASCRIPT, "stored.zip"), (JAVASCRIPT, "package.tgz"),
                            (KINDS["program"](), "layer.tar")],
)  # fmt: skip
def test_clamscan_finds_a_listed_file_inside_an_archive(
    feed: Feed, tmp_path: Path, member: bytes, archive: str
) -> None:
    list_, signature = database(feed, member)
    files = written(tmp_path, {archive: KINDS[archive]()})
    assert scan(list_, [files], tmp_path) == {archive: signature}


@pytest.mark.judged(PATH, by="clamscan", asks=SILENT)
def test_clamscan_is_silent_about_other_files_and_other_sizes(feed: Feed, tmp_path: Path) -> None:
    data = KINDS["program"]()
    list_, _ = database(feed, data)
    quoted = f"The file {hashlib.sha256(data).hexdigest()} is malware\n".encode()
    others = {"longer": data + b"\0", "shorter": data[:-1], "list.hsb": list_, "report.md": quoted}
    files = written(tmp_path, others)
    assert scan(list_, [files], tmp_path) == {}
    (files / "program").write_bytes(data)
    assert scan(database(feed, data, size=len(data) + 1)[0], [files], tmp_path) == {}


@pytest.mark.judged(PATH, by="clamscan", asks=SILENT)
@pytest.mark.parametrize(("directory", "count"), [("/usr/bin", 200), ("/usr/lib", 300)])
def test_clamscan_is_silent_about_files_of_this_machine(
    feed: Feed, tmp_path: Path, directory: str, count: int
) -> None:
    paths = spread(files_of(directory, largest=64 << 10), count)
    assert len(paths) == count
    marked = tmp_path / "marked"
    marked.write_bytes(KINDS["program"]())
    list_, signature = database(feed, marked.read_bytes())
    assert scan((RELEASE / PATH).read_bytes() + list_, [*paths, marked], tmp_path) == {
        "marked": signature
    }


@pytest.mark.judged(PATH, by="clamscan", asks=SILENT)
def test_clamscan_is_silent_about_the_release(tmp_path: Path) -> None:
    assert (
        scan(
            (RELEASE / PATH).read_bytes(),
            [RELEASE / "yara", RELEASE / "stix", RELEASE / "clamav"],
            tmp_path,
        )
        == {}
    )


@pytest.mark.judged(PATH, by="clamscan", asks=LOADS)
def test_clamscan_takes_the_released_list(tmp_path: Path) -> None:
    (tmp_path / "good.bin").write_bytes(b"good")
    assert scan((RELEASE / PATH).read_bytes(), [tmp_path / "good.bin"], tmp_path) == {}


@pytest.mark.judged(PATH, by="clamscan", asks=LOADS)
def test_clamscan_takes_an_empty_list(feed: Feed, tmp_path: Path) -> None:
    (tmp_path / "good.bin").write_bytes(b"good")
    empty = emit(EMITTER, replace(feed, indicators=()))[0][PATH]
    assert scan(empty, [tmp_path / "good.bin"], tmp_path) == {}


def test_the_page_is_there() -> None:
    assert PATH in (TESTS.parent / "docs" / "clamav.md").read_text(encoding="utf-8")
