"""`feedgen fetch` over HTTP: what is downloaded, what is refused, what stays."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from threading import Event

import pytest

from feedgen.errors import UnavailableError
from feedgen.model.instants import format_instant
from feedgen.release.names import POINTER
from feedgen.release.pointer import signature_path
from tests.publish.publications import tree, version_of
from tests.subscribe.feed_attacks import ATTACKS, LATER, Feed, held
from tests.subscribe.fetched_copies import (
    FILE,
    Fetching,
    is_whole,
    unchanged,
)
from tests.subscribe.lying_server import Lying, Request, always


def test_a_good_publication(feed: Feed, server: Lying, fetching: Fetching) -> None:
    told = fetching()
    assert told.code == 0
    assert told.out == f"{feed.dest}/v1/latest\n"
    assert is_whole(feed, 1)
    server.asked.clear()
    again = fetching()
    assert "nothing new" in again.err
    assert server.asked == [POINTER, signature_path((feed.site / POINTER).read_bytes())]


def test_only_what_changed_is_downloaded(feed: Feed, server: Lying, fetching: Fetching) -> None:
    fetching()
    feed.publish(2)
    server.asked.clear()
    told = fetching()
    assert told.code == 0
    assert is_whole(feed, 2)
    changed = {
        path
        for path, data in tree(feed.dest / "v1/latest").items()
        if path != "SHA256SUMS" and data != tree(feed.dest / "v1" / version_of(1)).get(path)
    }
    root = f"v1/{version_of(2)}/"
    asked = {path.removeprefix(root) for path in server.asked if path.startswith(root)}
    assert asked - {"SHA256SUMS"} == changed | {"release.json"}


# Conditional requests.


def test_a_server_that_always_says_not_modified_freezes_until_the_pointer_expires(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    fetching()
    before = tree(feed.dest)
    feed.publish(2)
    server.does(always(POINTER, lambda r: r.answer(304, b"")))
    assert fetching().code == 0
    assert held(feed) == "1"
    told = fetching(at=format_instant(LATER + timedelta(days=7)))
    assert told.code == 4
    assert "latest.json has expired at 2026-12-02T12:00:00Z" in told.err
    assert unchanged(feed, before)


def test_a_validator_is_used_with_its_own_pointer_only(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    fetching()
    old = (feed.dest / POINTER).read_bytes()
    feed.publish(2)
    fetching()
    # As a fetch leaves it that is killed between memory and documents.
    (feed.dest / POINTER).write_bytes(old)
    assert fetching().code == 0
    assert (feed.dest / POINTER).read_bytes() == (feed.site / POINTER).read_bytes()


# Others at work.


def test_a_publication_that_changes_meanwhile_is_not_mixed(
    feed: Feed, server: Lying, fetching: Fetching
) -> None:
    fetching()
    for serial, moment in enumerate((POINTER, "signatures", "SHA256SUMS", "release.json", FILE), 2):
        feed.publish(2 * serial)
        published = Event()

        def does(
            request: Request, serial: int = serial, moment: str = moment, done: Event = published
        ) -> bool:
            if moment in request.where and not done.is_set():
                done.set()
                body = request.body
                feed.publish(2 * serial + 1)
                request.answer(200, body)
                return True
            return False

        server.does(does)
        told = fetching()
        assert told.code == 0, (moment, told.err)
        assert published.is_set()
        assert is_whole(feed, 2 * serial), moment


def test_two_fetches_do_not_work_on_one_copy(feed: Feed, server: Lying, fetching: Fetching) -> None:
    codes: list[str] = []

    def does(request: Request) -> bool:
        if request.where == POINTER and not codes:
            codes.append("")
            with pytest.raises(UnavailableError) as refused:
                feed.fetch()
            codes.append(str(refused.value))
        return False

    server.does(does)
    assert fetching().code == 0
    assert codes == [
        "", f"another feedgen is working on {feed.dest}; wait for it to end",
    ]  # fmt: skip
    assert is_whole(feed, 1)


# The disk.


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("what", ["fsync", "replace", "symlink", "mkdir"])
def test_a_disk_that_refuses(
    feed: Feed, fetching: Fetching, monkeypatch: pytest.MonkeyPatch, number: int, what: str
) -> None:
    fetching()
    before = tree(feed.dest)
    feed.publish(2)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(feed.dest))

    with monkeypatch.context() as patched:
        patched.setattr(os, what, refuse)
        told = fetching()
    assert told.code == 5
    assert (
        f"{feed.dest} cannot be written: {os.strerror(number)}; the last good copy stays as it was"
        in told.err
    )
    assert unchanged(feed, before)
    assert fetching().code == 0
    assert is_whole(feed, 2)


def test_a_directory_that_is_no_copy_is_left_alone(
    feed: Feed, fetching: Fetching, server: Lying
) -> None:
    (feed.dest / "v1/latest").mkdir(parents=True)
    told = fetching()
    assert told.code == 2
    assert "latest is a directory, not the link that fetch makes" in told.err
    assert server.asked == []


# Attacks: the same as over directories.


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_and_nothing_is_replaced(
    feed: Feed, fetching: Fetching, name: str
) -> None:
    attack, words = ATTACKS[name]
    fetching()
    before = tree(feed.dest)
    feed.publish(2)
    attack(feed)
    told = fetching()
    assert (told.code, told.out) == (4, "")
    assert words.format(key=feed.key.public.id) in told.err
    assert f"the last good copy stays: {version_of(1)} in {feed.dest}" in told.err
    assert unchanged(feed, before)


def test_a_replayed_publication_is_refused(feed: Feed, fetching: Fetching) -> None:
    old = tree(feed.site)
    feed.publish(2)
    fetching()
    before = tree(feed.dest)
    (feed.site / POINTER).write_bytes(old[POINTER])
    told = fetching()
    assert told.code == 4
    assert "latest.json goes back from serial 2 to 1; do not use it" in told.err
    assert tree(feed.dest) == before
