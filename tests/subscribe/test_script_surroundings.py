"""docs/consume/fetch-feed.sh, with odd callers, directories and servers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from feedgen.release.names import POINTER
from feedgen.release.pointer import signature_path
from tests.publish.publications import tree
from tests.subscribe.feed_attacks import Feed
from tests.subscribe.lying_server import Lying, Request, always, once
from tests.subscribe.script_machines import FILE, Fetching, Machine

pytestmark = pytest.mark.engine


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
        4, "fetch-feed: latest.json is larger than 262144 bytes",
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
