"""docs/consume/fetch-feed.sh refuses what `feedgen fetch` refuses, with what every system has."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest
from engines.registry import require
from feed_attacks import ATTACKS, LATER, Feed
from lying_server import Lying, Request, always, lying, once
from publications import signing_key, tree, version_of, write_release

from feedgen.publish.directory import Directory
from feedgen.publish.publisher import publish
from feedgen.publish.store import StoreDestination
from feedgen.release.pointer import POINTER, signature_path

pytestmark = pytest.mark.engine

SCRIPT = Path(__file__).parent.parent.parent / "docs" / "consume" / "fetch-feed.sh"
FILE = "blocklists/serial.txt"
ODD = "lists/100% of #1?.txt"
TOOLS = (
    "awk", "base64", "cp", "cut", "dirname", "expr", "find", "grep", "head", "mkdir", "mv", "rm",
    "sed", "sha256sum", "tail", "tr", "wc",
)  # fmt: skip
"""All that the script may use, beside curl, date, and minisign or openssl."""


@dataclass(frozen=True)
class Machine:
    """A shell, and a PATH of links to exactly the tools that the script may use."""

    shell: str
    checker: str
    root: Path

    def at(self, now: datetime) -> None:
        """Sets the clock."""
        date = self.root / "date"
        date.write_text(f"#!/bin/sh\necho {now:%Y-%m-%dT%H:%M:%S}\n")
        date.chmod(0o755)

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        shell = [require("busybox"), "sh"] if self.shell == "busybox" else ["/bin/dash"]
        return subprocess.run(
            [*shell, SCRIPT, *arguments],
            capture_output=True, text=True, check=False, timeout=120, cwd=self.root,
            env={"PATH": str(self.root), "HOME": str(self.root)},
        )  # fmt: skip


@pytest.fixture(params=list(product(["dash", "busybox"], ["minisign", "openssl"])), ids="-".join)
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Machine:
    shell, checker = request.param
    made = Machine(shell, checker, tmp_path / "path")
    made.root.mkdir()
    for tool in TOOLS:
        real = require("busybox") if shell == "busybox" else shutil.which(tool)
        assert real
        (made.root / tool).symlink_to(real)
    for tool in ("curl", checker):
        (made.root / tool).symlink_to(require(tool))
    made.at(LATER)
    return made


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    made = Feed(tmp_path)
    made.publish(1, files={ODD: b"odd\n"})
    return made


@pytest.fixture
def server(feed: Feed) -> Iterator[Lying]:
    with lying(feed.site) as there:
        yield there


class Told:
    """What the script came to."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr


Fetching = Callable[..., Told]


@pytest.fixture
def fetching(feed: Feed, server: Lying, machine: Machine) -> Fetching:
    def call(*files: str, keys: tuple[Path, ...] = (), url: str = server.url) -> Told:
        pinned = [part for key in keys or (feed.root / "release.pub",) for part in ("-k", key)]
        return Told(machine.run(*pinned, url, feed.dest, *(files or (FILE,))))

    return call


REFUSALS = {
    "tampered": (4, "latest.json is not signed by your key"),
    "unsigned": (4, ".minisig is missing"),
    "truncated pointer": (4, "latest.json names no release of layout v1"),
    "truncated signature": (4, "latest.json is not signed by your key"),
    "wrongly keyed": (4, "latest.json is not signed by your key"),
    "a path of its own": (4, "latest.json names no release of layout v1"),
    "too large": (4, "latest.json is larger than 65536 bytes"),
    "mixed sums": (4, "SHA256SUMS is not what was signed"),
    "mixed file": (4, f"{FILE} is not what the release's sums say"),
    "truncated file": (4, f"{FILE} is not what the release's sums say"),
    "longer file": (4, f"{FILE} is not what the release's sums say"),
    "missing file": (4, f"{FILE} is missing"),
    "missing sums": (4, "SHA256SUMS is missing"),
}


def test_every_attack_has_its_refusal() -> None:
    assert REFUSALS.keys() == ATTACKS.keys()


def test_a_good_publication(feed: Feed, fetching: Fetching) -> None:
    told = fetching(FILE, ODD, "indicators.ndjson")
    assert (told.code, told.out) == (0, ""), told.err
    assert told.err == (
        f"fetch-feed: release {version_of(1)}, serial 1, believed until 2026-12-02T12:00:00Z\n"
    )
    kept = tree(feed.dest)
    there = tree(feed.site / "v1" / version_of(1))
    assert kept.keys() == {FILE, ODD, "indicators.ndjson", ".serial"}
    assert all(kept[path] == there[path] for path in kept if path != ".serial")


def test_an_update_and_a_second_key(feed: Feed, server: Lying, fetching: Fetching) -> None:
    fetching(FILE, "indicators.ndjson")
    new = signing_key(feed.root, "new")
    feed.publish(2, key=new)
    assert fetching().code == 4
    server.asked.clear()
    told = fetching(
        FILE, "indicators.ndjson", keys=(feed.root / "release.pub", feed.root / "new.pub")
    )
    assert told.code == 0, told.err
    assert (feed.dest / FILE).read_text() == "2\n"
    # What did not change is not downloaded.
    assert not any(asked.endswith("indicators.ndjson") for asked in server.asked)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_and_nothing_is_replaced(
    feed: Feed, fetching: Fetching, name: str
) -> None:
    code, words = REFUSALS[name]
    assert fetching().code == 0
    before = tree(feed.dest)
    feed.publish(2)
    ATTACKS[name][0](feed)
    told = fetching()
    assert (told.code, words in told.err) == (code, True), told.err
    assert tree(feed.dest) == before


def test_a_frozen_publication(feed: Feed, fetching: Fetching, machine: Machine) -> None:
    machine.at(LATER + timedelta(days=7, seconds=-1))
    assert fetching().code == 0
    machine.at(LATER + timedelta(days=7))
    told = fetching()
    assert told.code == 4
    assert told.err == (
        "fetch-feed: latest.json has expired at 2026-12-02T12:00:00Z: an old release is shown, or "
        "the clock is wrong\n"
    )


def test_a_replayed_publication(feed: Feed, fetching: Fetching) -> None:
    old = (feed.site / POINTER).read_bytes()
    feed.publish(2)
    fetching()
    before = tree(feed.dest)
    (feed.site / POINTER).write_bytes(old)
    told = fetching()
    assert (told.code, told.err) == (4, "fetch-feed: latest.json goes back from serial 2 to 1\n")
    assert tree(feed.dest) == before


def _republished(feed: Feed, name: str) -> None:
    """Other content under the same serial, or of another feed."""
    shutil.rmtree(feed.site)
    shutil.rmtree(feed.root / "out")
    (feed.root / "out").mkdir()
    write_release(feed.root / "out", 1, files={FILE: b"x"}, feed=name)
    publish(
        feed.root / "out", [StoreDestination(Directory(feed.site))], feed.key, clock=lambda: LATER,
        resign=False, keys=None, progress=lambda _: None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("made feed", "latest.json names other content for serial 1 than before"),
        ('it\'s "mine", $(id) `id` \\', 'latest.json is of the feed "it\'s \\"mine'),
    ],
)
def test_another_publication_with_the_same_key(
    feed: Feed, fetching: Fetching, name: str, words: str
) -> None:
    fetching()
    before = tree(feed.dest)
    _republished(feed, name)
    told = fetching()
    assert (told.code, words in told.err) == (4, True), told.err
    assert tree(feed.dest) == before


def test_a_feed_name_cannot_pose_as_other_keys(feed: Feed, fetching: Fetching) -> None:
    _republished(feed, 'x",\n  "serial": 99,\n  "expires": "2999-01-01T00:00:00Z')
    told = fetching()
    assert told.code == 0, told.err
    assert "serial 1, believed until 2026-12-02T12:00:00Z" in told.err
    assert fetching().code == 0


# A signed pointer that says something odd.


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"serial": 1', b'"serial": 99999999999999999999999'),
        (b'"serial": 1', b'"serial": 01'),
        (b'"serial": 1', b'"serial": -1'),
        (b'"serial": 1', b'"serial": $(id)'),
        (b'"serial": 1', b'"serial": 1,\n  "serial": 2'),
        (b"2026-12-02T12:00:00Z", b"9"),
        (b"2026-12-02T12:00:00Z", b"2026-12-02T12:00:00Z; rm"),
        (b"2026-12-02T12:00:00Z", b'2026-12-02T12:00:00Z",\n  "expires": "2999-12-02T12:00:00Z'),
        (b'"sha256sums": "', b'"sha256sums": "0'),
        (b"v1/2026", b"v1/./2026"),
        (b'"path": "v1/2026.11.24.1/"', b'"path": "v1/2026.11.24.2/"'),
    ],
)
def test_a_strange_pointer(feed: Feed, fetching: Fetching, old: bytes, new: bytes) -> None:
    data = (feed.site / POINTER).read_bytes()
    assert old in data
    feed.resigned(data.replace(old, new))
    told = fetching()
    assert told.code == 4, told.err
    assert told.err.startswith("fetch-feed: latest.json ")
    assert tree(feed.dest) == {}


def test_a_file_that_the_sums_name_twice(feed: Feed, fetching: Fetching) -> None:
    pointer = (feed.site / POINTER).read_bytes()
    sums = feed.site / "v1" / version_of(1) / "SHA256SUMS"
    old = sums.read_bytes()
    sums.write_bytes(old + b"0" * 64 + b"  " + FILE.encode() + b"\n")
    digests = [sha256(data).hexdigest() for data in (old, sums.read_bytes())]
    feed.resigned(pointer.replace(digests[0].encode(), digests[1].encode()))
    told = fetching()
    assert (told.code, told.err) == (
        4, f"fetch-feed: {FILE} is not what the release's sums say\n",
    )  # fmt: skip


# What the caller gives.


@pytest.mark.parametrize(
    "file",
    [
        "../x",
        "blocklists/../../x",
        "/etc/passwd",
        "a//b",
        "./x",
        "",
        "a\\tb",
        "x\ny",
        "blocklists/",
    ],
)
def test_a_path_that_leaves_the_release_is_refused(
    feed: Feed, server: Lying, fetching: Fetching, file: str
) -> None:
    told = fetching(file)
    assert told.code == 2, told.err
    assert server.asked == []


@pytest.mark.parametrize("file", ["nowhere.txt", ".serial", "-k", "serial.txt", "SHA256SUMS"])
def test_a_file_that_the_release_does_not_have(fetching: Fetching, file: str) -> None:
    told = fetching("blocklists/all.txt", file)
    assert (told.code, told.err) == (4, f"fetch-feed: the release has no {file}\n")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda text: text.replace("\n", "\r\n"), 0),
        (lambda text: text.splitlines()[1], 0),
        (lambda text: text + "\n\n", 0),
        (lambda text: text.replace("RW", "RX"), 2),
        (lambda _: "", 2),
    ],
)
def test_key_files(feed: Feed, fetching: Fetching, change: Callable[[str], str], code: int) -> None:
    key = feed.root / "copy.pub"
    key.write_bytes(change((feed.root / "release.pub").read_text()).encode())
    assert fetching(keys=(key,)).code == code


def test_wrong_arguments(machine: Machine, feed: Feed) -> None:
    key = feed.root / "release.pub"
    for arguments in ([], ["-k", key], ["-k", "nowhere", "u", "d", "f"], ["-x"], ["u", "d", "f"]):
        assert machine.run(*arguments).returncode == 2, arguments


# What lies in DIR.


def test_links_in_the_copy_are_replaced_and_not_followed(
    feed: Feed, fetching: Fetching, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("other")
    (feed.dest / "blocklists").mkdir(parents=True)
    (feed.dest / FILE).symlink_to(other)
    (feed.dest / ".serial.new").symlink_to(other)
    assert fetching().code == 0
    assert (feed.dest / FILE).read_text() == "1\n"
    assert not (feed.dest / FILE).is_symlink()
    assert other.read_text() == "other"


def test_a_directory_in_the_place_of_a_file(feed: Feed, fetching: Fetching) -> None:
    (feed.dest / FILE).mkdir(parents=True)
    assert fetching().code == 2


@pytest.mark.parametrize("memory", ["", "\n", "x y z\n", "99999999999999999999999 y z\n"])
def test_a_damaged_memory_is_not_passed_over(feed: Feed, fetching: Fetching, memory: str) -> None:
    fetching()
    (feed.dest / ".serial").write_text(memory)
    told = fetching()
    assert told.code == 4
    (feed.dest / ".serial").unlink()
    (feed.dest / ".serial").mkdir()
    assert fetching().code == 4


def test_what_a_killed_run_left_goes_away(feed: Feed, fetching: Fetching) -> None:
    old = feed.dest / ".new.1"
    (old / "files").mkdir(parents=True)
    os.utime(old, (0, 0))
    assert fetching().code == 0
    assert not old.exists()


def test_a_copy_that_cannot_be_made(feed: Feed, fetching: Fetching) -> None:
    feed.dest.write_text("a file")
    assert fetching().code == 5


# The server.


@pytest.mark.parametrize(
    ("path", "answer", "words"),
    [
        (POINTER, 404, "latest.json is missing"),
        (POINTER, 403, "latest.json did not come (curl: 22, HTTP 403)"),
        (".minisig", 403, "did not come (curl: 22, HTTP 403)"),
        (FILE, 403, "serial.txt did not come (curl: 22, HTTP 403)"),
        (POINTER, 302, "latest.json did not come"),
    ],
)
def test_an_answer_that_is_none(
    feed: Feed, server: Lying, fetching: Fetching, path: str, answer: int, words: str
) -> None:
    fetching()
    before = tree(feed.dest)
    feed.publish(2)
    server.does(always(path, lambda r: r.answer(answer, b"", Location=f"{server.url}/x")))
    told = fetching()
    assert (told.code, words in told.err) == (5, True), told.err
    assert tree(feed.dest) == before


def test_a_busy_server_is_asked_again(feed: Feed, server: Lying, fetching: Fetching) -> None:
    server.does(once(FILE, lambda r: r.answer(503, b"", **{"Retry-After": "1"})))
    assert fetching().code == 0


def test_an_endless_answer_is_left(feed: Feed, server: Lying, fetching: Fetching) -> None:
    server.does(always(POINTER, lambda r: r.endless(b"x" * 4096)))
    told = fetching()
    assert (told.code, told.err.splitlines()[-1]) == (
        4, "fetch-feed: latest.json is larger than 65536 bytes",
    )  # fmt: skip


def test_a_file_that_breaks_off(feed: Feed, server: Lying, fetching: Fetching) -> None:
    server.does(always(FILE, lambda r: r.drop(r.body, after=0, length="90")))
    assert fetching().code == 5
    assert tree(feed.dest) == {}


def test_a_login_page_is_no_publication(feed: Feed, server: Lying, fetching: Fetching) -> None:
    server.does(always("", lambda r: r.answer(200, b"<!doctype html><title>Log in</title>")))
    told = fetching()
    assert told.code == 5
    assert "latest.json is a web page: the network's login page" in told.err


def test_a_server_that_is_away(feed: Feed, fetching: Fetching, machine: Machine) -> None:
    (machine.root / "curl").unlink()
    (machine.root / "curl").write_text("#!/bin/sh\nprintf 000; exit 7\n")
    (machine.root / "curl").chmod(0o755)
    told = fetching()
    assert (told.code, "latest.json did not come (curl: 7, HTTP 000)" in told.err) == (5, True)


def test_a_publication_that_changes_meanwhile(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    changed: list[Path] = []

    def does(request: Request) -> bool:
        if request.where == POINTER and not changed:
            body = request.body
            changed.append(feed.site / signature_path(body))
            feed.publish(2)
            request.answer(200, body)
            return True
        return False

    server.does(does)
    told = fetching()
    assert told.code == 0, told.err
    assert (feed.dest / FILE).read_text() == "1\n"
    assert fetching().code == 0
    assert (feed.dest / FILE).read_text() == "2\n"
