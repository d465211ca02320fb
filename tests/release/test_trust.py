"""Whether a pointer may be believed: every reader gives the same answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from feedgen.errors import VerificationError
from feedgen.release.keyring import Keyring
from feedgen.release.names import KEYRING, POINTER
from feedgen.release.pointer import copy_of_signature, signature_path
from feedgen.release.signature import PublicKey, SigningKey
from feedgen.release.trust import SignedDocument, believe, signer
from feedgen.serve.publication import Publication
from feedgen.subscribe.origin import DirectoryOrigin
from feedgen.subscribe.verification import verify_publication
from tests.publish.publications import START, signing_key
from tests.subscribe.feed_attacks import LATER, Feed

UNTIL = LATER + timedelta(days=99)

Reader = Callable[[Feed, Sequence[PublicKey]], object]


def _verify(feed: Feed, pinned: Sequence[PublicKey]) -> object:
    return verify_publication(
        DirectoryOrigin(feed.site), pinned, now=LATER, progress=lambda _: None
    )


def _fetch(feed: Feed, pinned: Sequence[PublicKey]) -> object:
    return feed.fetch(*pinned)


def _serve(feed: Feed, pinned: Sequence[PublicKey]) -> object:
    made = Publication(feed.site, clock=lambda: LATER, report=lambda _: None, keys=pinned)
    made.start()
    return made


def _read_back(feed: Feed, pinned: Sequence[PublicKey]) -> object:
    """What `publish` asks about what it wrote."""

    def read(name: str) -> SignedDocument:
        data = (feed.site / name).read_bytes()
        place = feed.site / signature_path(data)
        return SignedDocument(data, place.read_bytes() if place.is_file() else b"")

    return believe(
        read(POINTER), lambda: read(KEYRING) if (feed.site / KEYRING).is_file() else None, pinned,
        place=str(feed.site), now=LATER, remembered=None, remedy="",
    )  # fmt: skip


READERS: dict[str, Reader] = {
    "verify": _verify,
    "fetch": _fetch,
    "serve": _serve,
    "read back": _read_back,
}


def _ring(*keys: SigningKey) -> Keyring:
    ring = Keyring(serial=0, expires=START, keys=())
    for key in keys:
        ring = ring.with_key(key.public, now=START, expires=UNTIL)
    return ring


def _put(feed: Feed, ring: Keyring, by: SigningKey | None) -> None:
    data = ring.to_bytes()
    (feed.site / KEYRING).write_bytes(data)
    if by is not None:
        for place in (signature_path(data), copy_of_signature(KEYRING)):
            (feed.site / place).write_bytes(by.sign(data, "x"))


def _active(feed: Feed) -> None:
    _put(feed, _ring(feed.key), feed.root_key)


def _revoked(feed: Feed) -> None:
    ring = _ring(feed.key, signing_key(feed.root, "new"))
    revoked = ring.without_key(feed.key.public.id, reason="stolen", now=LATER, expires=UNTIL)
    _put(feed, revoked, feed.root_key)


def _withheld(feed: Feed) -> None:
    assert not (feed.site / KEYRING).exists()


def _unsigned(feed: Feed) -> None:
    _put(feed, _ring(feed.key), None)


def _expired(feed: Feed) -> None:
    _put(feed, _ring(feed.key).renewed(expires=LATER), feed.root_key)


def _stolen_key_s_own(feed: Feed) -> None:
    """Who stole the release key says with it that it is active."""
    _put(feed, _ring(feed.key), feed.key)


def _stranger_by_stolen_key(feed: Feed) -> None:
    """Who stole the release key lists another of their own, which signs."""
    stranger = signing_key(feed.root, "stranger")
    _put(feed, _ring(stranger, feed.root_key), feed.key)
    feed.resigned((feed.site / POINTER).read_bytes(), stranger)


def _somebody_else_s(feed: Feed) -> None:
    _put(feed, _ring(feed.key), signing_key(feed.root, "stranger"))


def _rotated(feed: Feed) -> None:
    new = signing_key(feed.root, "new")
    _put(feed, _ring(feed.key, new), feed.root_key)
    feed.resigned((feed.site / POINTER).read_bytes(), new)


REVOKED = "/latest.json is signed by key {key}, which was revoked at 2026-11-25T12:00:00Z: stolen"
UNKNOWN = "/latest.json is signed by key {key}, which is not trusted here ({root})"
UNVOUCHED = (
    "/latest.json is signed by key {key}, and {site}/keys.json is missing or not signed by another "
    "pinned key: nobody can tell whether the key was revoked; pin the root key alone, or one "
    "release key alone"
)
NOT_PINNED = (
    "/latest.json is signed by key {other}, which is none of the pinned ones ({both}); pin the "
    "root key alone to follow its list"
)
EXPIRED = (
    "/keys.json has expired at 2026-11-25T12:00:00Z; an old list may be shown to you, or the "
    "producer is late: ask"
)
BELIEVED = ""

# What lies there: what who pins the root key, the release key and both is told.
TABLE: dict[str, tuple[Callable[[Feed], None], str, str, str]] = {
    "active": (_active, BELIEVED, BELIEVED, BELIEVED),
    "revoked": (_revoked, REVOKED, BELIEVED, REVOKED),
    "no list": (_withheld, UNKNOWN, BELIEVED, UNVOUCHED),
    "unsigned list": (_unsigned, "/keys.json is not signed", BELIEVED, "/keys.json is not signed"),
    "expired list": (_expired, EXPIRED, BELIEVED, EXPIRED),
    "the stolen key's own list": (_stolen_key_s_own, UNKNOWN, BELIEVED, UNVOUCHED),
    "somebody else's list": (_somebody_else_s, UNKNOWN, BELIEVED, UNVOUCHED),
    "a stranger on the stolen key's list": (
        _stranger_by_stolen_key,
        "/latest.json is signed by key {other}, which is not trusted here ({root})",
        BELIEVED,  # a key that is pinned alone may be a root key
        NOT_PINNED,
    ),
    "rotated": (
        _rotated,
        BELIEVED,
        "/latest.json is signed by key {other}, which is not trusted here ({key})",
        NOT_PINNED,
    ),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("pinned", ["root", "release", "both", "both, the other way round"])
@pytest.mark.parametrize("name", TABLE)
def test_every_reader_gives_the_same_answer(
    tmp_path: Path, name: str, pinned: str, reader: str
) -> None:
    feed = Feed(tmp_path)
    feed.publish(1)
    prepare, *answers = TABLE[name]
    prepare(feed)
    root, key = feed.root_key.public, feed.key.public
    pins, words = {
        "root": ([root, root], answers[0]),
        "release": ([key], answers[1]),
        "both": ([root, key], answers[2]),
        "both, the other way round": ([key, root, key], answers[2]),
    }[pinned]
    if not words:
        READERS[reader](feed, pins)
        return
    with pytest.raises(VerificationError) as refused:
        READERS[reader](feed, pins)
    signed = (feed.site / signature_path((feed.site / POINTER).read_bytes())).read_bytes()
    told = words.format(
        key=key.id, root=root.id, site=feed.site, other=signer(signed),
        both=", ".join(sorted([key.id, root.id])),
    )  # fmt: skip
    said = str(refused.value)
    assert re.sub("; (do not use it, and tell the feed's producer|--key does not allow it)$", "",
                  said) == f"{feed.site}{told}"  # fmt: skip


@pytest.mark.parametrize("pinned", ["root", "both"])
def test_a_list_that_goes_back_is_refused_by_who_remembers(tmp_path: Path, pinned: str) -> None:
    """Somebody with a stolen key shows the list from before it was revoked."""
    feed = Feed(tmp_path)
    feed.publish(1)
    new = signing_key(feed.root, "new")
    pins = [feed.root_key.public, *([new.public] if pinned == "both" else [])]
    _put(feed, _ring(feed.key, new), feed.root_key)
    feed.resigned((feed.site / POINTER).read_bytes(), new)
    feed.fetch(*pins)
    served = Publication(feed.site, clock=lambda: LATER, report=lambda _: None, keys=pins)
    served.start()
    _put(feed, _ring(new), feed.root_key)
    feed.resigned((feed.site / POINTER).read_bytes().replace(b'"serial": 1', b'"serial": 2'), new)
    words = f"{feed.site}/keys.json goes back from serial 2 to 1"
    with pytest.raises(VerificationError) as refused:
        feed.fetch(*pins)
    assert str(refused.value).startswith(words)
    assert not served.look()
    assert (served.trouble, served.failures) == (words, 1)
    assert served.current
    assert served.current.pointer.serial == 1


def test_another_feed_is_not_taken_up_by_a_server(tmp_path: Path) -> None:
    feed = Feed(tmp_path)
    feed.publish(1)
    served = Publication(feed.site, clock=lambda: LATER, report=lambda _: None)
    served.start()
    data = (feed.site / POINTER).read_bytes()
    (feed.site / POINTER).write_bytes(data.replace(b"made feed", b"other feed"))
    assert not served.look()
    assert served.trouble == (
        f'{feed.site}/latest.json is of the feed "other feed", and was of "made feed" before'
    )


@pytest.mark.parametrize("signature", [b"", b"x", b"a\nb\n", b"a\n====\nb\nc\n"])
def test_what_is_no_signature_is_said_so(tmp_path: Path, signature: bytes) -> None:
    keys = [signing_key(tmp_path, name).public for name in ("one", "two")]
    for pinned in (keys, keys[:1]):
        with pytest.raises(
            VerificationError, match=r"^here/latest\.json is not signed; x$|damaged"
        ):
            believe(
                SignedDocument(b"{}", signature), lambda: None, pinned,
                place="here", now=LATER, remembered=None, remedy="x",
            )  # fmt: skip
