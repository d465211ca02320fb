"""Forged, replayed, frozen, mixed, truncated and wrongly keyed publications are refused."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from feedgen.errors import UnavailableError, VerificationError
from feedgen.publish.directory import Directory
from feedgen.publish.publisher import publish
from feedgen.publish.store import StoreDestination
from feedgen.release.keyring import Keyring
from feedgen.release.names import POINTER
from feedgen.release.pointer import signature_path
from feedgen.release.signature import SigningKey
from feedgen.subscribe.origin import DirectoryOrigin
from feedgen.subscribe.verification import verify_publication
from tests.publish.publications import START, signing_key, tree, version_of, write_release
from tests.subscribe.feed_attacks import ATTACKS, LATER, Feed, held


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    made = Feed(tmp_path)
    made.publish(1)
    return made


def test_a_good_publication(feed: Feed) -> None:
    done = feed.fetch()
    assert done.is_new
    assert held(feed) == "1"
    assert tree(feed.dest / "v1/latest") == tree(feed.site / "v1" / version_of(1))
    again = feed.fetch()
    assert not again.is_new
    verified = verify_publication(
        DirectoryOrigin(feed.dest), [feed.key.public], now=LATER, progress=lambda _: None
    )
    assert verified.files == done.downloaded


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_and_nothing_is_replaced(feed: Feed, name: str) -> None:
    attack, words = ATTACKS[name]
    feed.fetch()
    before = tree(feed.dest)
    feed.publish(2)
    attack(feed)
    with pytest.raises(VerificationError) as refused:
        feed.fetch()
    assert words.format(key=feed.key.public.id) in str(refused.value)
    after = tree(feed.dest)
    assert {path: after.get(path) for path in before} == before
    assert held(feed) == "1"


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_at_first_sight_too(feed: Feed, name: str) -> None:
    attack, words = ATTACKS[name]
    feed.publish(2)
    attack(feed)
    with pytest.raises(VerificationError) as refused:
        verify_publication(
            DirectoryOrigin(feed.site), [feed.key.public], now=LATER, progress=lambda _: None
        )
    assert words.format(key=feed.key.public.id) in str(refused.value)
    with pytest.raises(VerificationError):
        feed.fetch()
    assert not (feed.dest / "v1/latest").exists()


def test_a_frozen_publication_is_refused_when_it_expires(feed: Feed) -> None:
    feed.fetch(now=LATER + timedelta(days=7, milliseconds=-1))
    with pytest.raises(VerificationError) as refused:
        feed.fetch(now=LATER + timedelta(days=7))
    assert str(refused.value) == (
        f"{feed.site}/latest.json has expired at 2026-12-02T12:00:00Z, and it is "
        "2026-12-02T12:00:00Z; an old release may be shown to you, the producer is late, or this "
        "clock is wrong"
    )
    assert held(feed) == "1"


def test_a_replayed_publication_is_refused_by_who_remembers(feed: Feed) -> None:
    old = tree(feed.site)
    feed.publish(2)
    feed.fetch()
    (feed.site / POINTER).write_bytes(old[POINTER])
    with pytest.raises(VerificationError, match="goes back from serial 2 to 1"):
        feed.fetch()
    assert held(feed) == "2"


def test_other_content_under_the_same_serial_is_refused(feed: Feed) -> None:
    feed.fetch()
    shutil.rmtree(feed.site)
    (feed.root / "out").rename(feed.root / "old")
    (feed.root / "out").mkdir()
    write_release(feed.root / "out", 1, files={"other.txt": b"x"})
    publish(
        feed.root / "out", [StoreDestination(Directory(feed.site))], feed.key, clock=lambda: LATER,
        resign=False, keys=None, progress=lambda _: None,
    )  # fmt: skip
    with pytest.raises(VerificationError, match="names other content for serial 1 than before"):
        feed.fetch()


def test_a_lost_memory_is_not_passed_over(feed: Feed) -> None:
    feed.fetch()
    (feed.dest / ".fetch.json").write_text("{")
    with pytest.raises(VerificationError, match="so a rollback could not be seen"):
        feed.fetch()


def test_a_publication_that_is_away(feed: Feed) -> None:
    feed.fetch()
    (feed.site / POINTER).unlink()
    with pytest.raises(UnavailableError, match=r"has no latest.json; is it the root of"):
        feed.fetch()
    assert held(feed) == "1"


# Rotation, for who pins the root key.


def _listed(feed: Feed, *keys: SigningKey, days: int = 300) -> Keyring:
    ring = feed.ring
    for key in keys:
        ring = ring.with_key(key.public, now=START, expires=LATER + timedelta(days=days))
    return ring


def test_a_rotation_is_followed_and_a_revoked_key_is_not_believed(feed: Feed) -> None:
    root = feed.root_key.public
    feed.list_keys(_listed(feed, feed.key))
    feed.publish(2, listed=True)
    feed.fetch(root)
    new = signing_key(feed.root, "new")
    feed.list_keys(_listed(feed, new))
    feed.publish(3, key=new, listed=True)
    feed.fetch(root)
    assert held(feed) == "3"
    feed.list_keys(
        feed.ring.without_key(
            feed.key.public.id, reason="laptop lost", now=LATER, expires=LATER + timedelta(days=99)
        )
    )
    feed.publish(4, key=new, listed=True)
    feed.fetch(root)
    # Whoever found the laptop signs a release of their own.
    feed.resigned((feed.site / POINTER).read_bytes().replace(b'serial": 4', b'serial": 5'))
    with pytest.raises(VerificationError) as refused:
        feed.fetch(root)
    assert str(refused.value) == (
        f"{feed.site}/latest.json is signed by key {feed.key.public.id}, which was revoked at "
        "2026-11-25T12:00:00Z: laptop lost; do not use it, and tell the feed's producer"
    )
    assert held(feed) == "4"


def test_an_old_list_of_keys_is_refused(feed: Feed) -> None:
    root = feed.root_key.public
    feed.list_keys(_listed(feed, feed.key))
    feed.publish(2, listed=True)
    old = (feed.site / "keys.json").read_bytes()
    new = signing_key(feed.root, "new")
    feed.list_keys(_listed(feed, new))
    feed.publish(3, listed=True)
    feed.fetch(root)
    (feed.site / "keys.json").write_bytes(old)
    with pytest.raises(VerificationError, match=r"keys.json goes back from serial 2 to 1"):
        feed.fetch(root)


def test_an_expired_list_of_keys_is_refused(feed: Feed) -> None:
    feed.list_keys(_listed(feed, feed.key, days=1))
    feed.publish(2, listed=True)
    now = LATER + timedelta(days=1)
    with pytest.raises(VerificationError, match=r"keys.json has expired at 2026-11-26T12:00:00Z"):
        feed.fetch(feed.root_key.public, now=now)
    feed.fetch(feed.key.public, now=now)  # who pins the release key does not need the list


def test_a_list_that_the_root_key_did_not_sign_says_nothing(feed: Feed) -> None:
    feed.list_keys(_listed(feed, feed.key))
    feed.publish(2, listed=True)
    attacker = signing_key(feed.root, "attacker")
    ring = _listed(feed, attacker).to_bytes()
    (feed.site / "keys.json").write_bytes(ring)
    (feed.site / signature_path(ring)).write_bytes(attacker.sign(ring, "file:keys.json"))
    feed.resigned((feed.site / POINTER).read_bytes(), attacker)
    with pytest.raises(VerificationError, match="which is not trusted here"):
        feed.fetch(feed.root_key.public)
    (feed.site / signature_path(ring)).unlink()
    with pytest.raises(VerificationError, match=r"keys.json is not signed"):
        feed.fetch(feed.root_key.public)
