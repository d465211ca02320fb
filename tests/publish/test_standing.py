"""What somebody without our key wrote at a destination is neither renewed nor believed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from feedgen.cli.app import run
from feedgen.errors import DriftError, UsageError, VerificationError
from feedgen.model.instants import format_instant
from feedgen.publish.publisher import Published
from feedgen.release.keyring import Keyring
from feedgen.release.names import KEYRING, POINTER
from feedgen.release.pointer import Pointer, copy_of_signature, signature_path
from feedgen.release.signature import SigningKey
from tests.publish.destinations import LATER, publish_at
from tests.publish.object_store import BUCKET, ObjectStore, object_store, use
from tests.publish.publications import planted_release, signing_key, tree, version_of, write_release

UNTIL = LATER + timedelta(days=300)
DAY = timedelta(days=1)
RENEWED = (
    "--resign renews only what we signed; find out who wrote it, then publish the release again "
    "without --resign"
)
REPLACED = "it is replaced, and nothing is taken over from it; find out who wrote it"


class Place:
    """A directory or a bucket that we publish to, and somebody else may write to."""

    def __init__(self, root: Path, store: ObjectStore | None) -> None:
        self.root, self.store = root, store
        self.address = f"s3://{BUCKET}/feed" if store else str(root / "site")
        self.out = root / "out"
        self.key = signing_key(root)
        self.out.mkdir()

    def publish(
        self, key: SigningKey | None = None, *, now: datetime = LATER, resign: bool = False,
        keys: Path | None = None,
    ) -> Published:  # fmt: skip
        return publish_at(
            self.out, self.address, key or self.key, now=now, resign=resign, keys=keys
        )

    def files(self) -> dict[str, bytes]:
        if self.store is None:
            return tree(self.root / "site")
        get = self.store.client.get_object
        return {
            path.removeprefix("feed/"): get(Bucket=BUCKET, Key=path)["Body"].read()
            for path in self.store.objects()
        }

    def write(self, path: str, data: bytes) -> None:
        if self.store is None:
            target = self.root / "site" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        else:
            self.store.client.put_object(Bucket=BUCKET, Key=f"feed/{path}", Body=data)

    def plant(self, key: SigningKey | None = None, **changes: Any) -> bytes:
        """A pointer with other values; with the old one's signature or by a key."""
        there = self.files()[POINTER]
        data = replace(Pointer.parse(there), **changes).to_bytes()
        signature = key.sign(data, "x") if key else self.files()[signature_path(there)]
        self.write(POINTER, data)
        self.write(signature_path(data), signature)
        return data

    def pointer(self) -> Pointer:
        return Pointer.parse(self.files()[POINTER])


@pytest.fixture(scope="module")
def server() -> Iterator[ObjectStore]:
    with object_store() as there:
        yield there


@pytest.fixture
def place(
    request: pytest.FixtureRequest, tmp_path: Path, server: ObjectStore,
    monkeypatch: pytest.MonkeyPatch,
) -> Place:  # fmt: skip
    if request.param == "directory":
        return Place(tmp_path, None)
    server.empty()
    use(monkeypatch, server)
    return Place(tmp_path, server)


@pytest.fixture
def site(tmp_path: Path) -> Place:
    made = Place(tmp_path, None)
    write_release(made.out, 1)
    made.publish()
    return made


FAR = datetime.fromisoformat("9999-12-31T00:00:00Z")
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00Z")
PLANTED: dict[str, dict[str, Any]] = {
    "activated far ahead": {"activated": FAR},
    "an earlier release that never was": {"earlier": ((1, EPOCH),)},
    "a huge serial": {"serial": 99_999_999_999_999},
    "another feed's name": {"feed": "other feed"},
    "believed for long": {"expires": FAR},
}


def in_both(names: Iterable[str]) -> pytest.MarkDecorator:
    """All in a directory; in a bucket, which the same code serves, one, and in `make long` all."""
    return pytest.mark.parametrize(
        ("place", "name"),
        [
            pytest.param(where, name, marks=pytest.mark.long if few else [], id=f"{where}-{name}")
            for where in ("directory", "s3")
            for name in names
            for few in (where == "s3" and name != "a huge serial",)
        ],
        indirect=["place"],
    )


@in_both(PLANTED)
def test_what_was_planted_is_not_renewed(place: Place, name: str) -> None:
    write_release(place.out, 2)
    place.publish()
    place.plant(**PLANTED[name])
    before = place.files()
    with pytest.raises(VerificationError) as refused:
        place.publish(now=LATER + DAY, resign=True)
    assert str(refused.value) == (
        f"{place.address}/latest.json is not what key {place.key.public.id} signed: it was "
        f"changed; {RENEWED}"
    )
    assert place.files() == before
    assert Pointer.parse((place.out / POINTER).read_bytes()).activated == LATER


@in_both([name for name in PLANTED if "feed" not in name])
def test_publishing_takes_nothing_over_from_what_was_planted(place: Place, name: str) -> None:
    write_release(place.out, 2)
    place.publish()
    place.plant(**PLANTED[name])
    write_release(place.out, 3)
    done = place.publish(now=LATER + DAY)
    assert done.pointer == place.pointer()
    assert done.pointer.activations == ((3, LATER + DAY),)
    assert done.pointer.expires == LATER + 8 * DAY
    assert done.notes == (
        f"{place.address}/latest.json is not what key {place.key.public.id} signed: it was "
        f"changed; {REPLACED}",
    )


_ODD = (
    b'{"feed":"acme","version":"2026.11.24.1","serial":1,"as_of":"2026-11-24T00:00:00Z",'
    b'"activated":"2026-11-24T00:00:00Z","expires":"2026-12-24T00:00:00Z",'
    b'"path":"v1/2026.11.24.1/","sha256sums":"' + b"0" * 64 + b'","earlier":%s}'
)


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"\xff", *(_ODD % odd for odd in (b"null", b"5", b"[]", b"[1]", b"{}"))],
)
def test_what_is_no_pointer_does_not_block(site: Place, data: bytes) -> None:
    site.write(POINTER, data)
    with pytest.raises(VerificationError, match=r"latest\.json is not signed; --resign renews"):
        site.publish(resign=True)
    assert site.publish().notes == (f"{site.address}/latest.json is not signed; {REPLACED}",)
    assert site.publish().notes == ()


def test_times_that_we_would_not_give_are_not_renewed_even_with_our_signature(site: Place) -> None:
    """What an older feedgen signed."""
    write_release(site.out, 2)
    site.publish()
    day = timedelta(days=1, milliseconds=1)
    for changes, words in (
        (
            {"activated": LATER + day},
            "says that a release is activated at 2026-11-26T12:00:00.001Z, which is more than 1 "
            "day from now, 2026-11-25T12:00:00Z",
        ),
        ({"earlier": ((1, FAR),)}, "is activated at 9999-12-31T00:00:00Z, which is more than 1"),
        (
            {"activated": LATER, "earlier": ((1, LATER + timedelta(hours=1)),)},
            "says that a release was activated before the one before it",
        ),
    ):
        site.plant(site.key, **changes)
        with pytest.raises(VerificationError) as refused:
            site.publish(resign=True)
        assert words in str(refused.value)
        done = site.publish()
        assert words in done.notes[0]
        assert done.pointer.activations == ((2, LATER),)


def test_a_lead_of_a_day_is_renewed(site: Place) -> None:
    site.plant(site.key, activated=LATER + DAY)
    (site.out / POINTER).write_bytes(site.files()[POINTER])
    assert site.publish(resign=True).pointer.activated == LATER + DAY


def test_a_release_is_not_activated_before_the_one_before_it(site: Place) -> None:
    site.plant(site.key, activated=LATER + timedelta(hours=9))
    write_release(site.out, 2)
    done = site.publish(now=LATER + timedelta(hours=1))
    at = LATER + timedelta(hours=9)
    assert done.pointer.activations == ((1, at), (2, at))
    assert site.publish(now=LATER + timedelta(hours=2), resign=True).notes == ()


def _a_file(site: Place) -> str:
    path = f"v1/{version_of(1)}/blocklists/all.txt"
    site.write(path, b"github.com\n")
    return path


def _a_file_more(site: Place) -> str:
    path = f"v1/{version_of(1)}/more.txt"
    site.write(path, b"github.com\n")
    return path


def _a_file_less(site: Place) -> str:
    path = f"v1/{version_of(1)}/blocklists/all.txt"
    (site.root / "site" / path).unlink()
    return path


def _other_sums(site: Place) -> str:
    path = f"v1/{version_of(1)}/SHA256SUMS"
    site.write(path, b"")
    return path


@pytest.mark.parametrize("damage", [_a_file, _a_file_more, _a_file_less, _other_sums])
def test_a_release_is_renewed_only_as_it_was_released(
    site: Place, damage: Callable[[Place], str]
) -> None:
    path = damage(site)
    before = site.files()
    with pytest.raises(VerificationError) as refused:
        site.publish(now=LATER + DAY, resign=True)
    assert str(refused.value) == f"{site.address}/{path} is not what was released; {RENEWED}"
    assert site.files() == before
    if damage is _other_sums:  # a version never changes: a person has to look
        with pytest.raises(DriftError, match="holds another release under"):
            site.publish(now=LATER + DAY)
        return
    site.publish(now=LATER + DAY)
    assert tree(site.root / "site" / "v1" / version_of(1)) == tree(site.out / "v1" / version_of(1))
    site.publish(now=LATER + DAY, resign=True)


def test_the_local_pointer_cannot_say_otherwise_what_was_signed(site: Place) -> None:
    local = Pointer.parse((site.out / POINTER).read_bytes())
    (site.out / POINTER).write_bytes(replace(local, serial=7).to_bytes())
    for resign in (True, False):
        with pytest.raises(VerificationError) as refused:
            site.publish(resign=resign)
        assert str(refused.value) == (
            f"{site.address} publishes 2026.11.24.1 with serial 1, as of 2026-11-24T13:00:00Z, and "
            "the local latest.json says 2026.11.24.1, serial 7, 2026-11-24T13:00:00Z, of the same "
            "files; run `feedgen build`"
        )


def test_another_feed_that_we_did_not_sign_is_left_alone(site: Place) -> None:
    site.plant(signing_key(site.root, "their"), feed="their feed")
    before = site.files()
    with pytest.raises(UsageError) as refused:
        site.publish()
    assert str(refused.value) == (
        f'{site.address} publishes the feed "their feed", which we did not sign, and this is '
        '"made feed"; use a place of its own, or remove latest.json there if nobody needs it'
    )
    assert site.files() == before


# With a list of keys.


def listed(site: Place, *changes: Callable[[Keyring], Keyring], name: str = KEYRING) -> Path:
    """A list with our key, signed by the root key."""
    root = site.root / "root.key"
    with SigningKey.read(root, None) if root.exists() else signing_key(site.root, "root") as signer:
        ring = Keyring(serial=0, expires=UNTIL, keys=()).with_key(
            site.key.public, now=LATER, expires=UNTIL
        )
        for change in changes:
            ring = change(ring)
        data = ring.to_bytes()
        (site.root / name).write_bytes(data)
        (site.root / copy_of_signature(name)).write_bytes(signer.sign(data, "x"))
    return site.root / name


def with_key(key: SigningKey) -> Callable[[Keyring], Keyring]:
    return lambda ring: ring.with_key(key.public, now=LATER, expires=UNTIL)


def without(key: SigningKey) -> Callable[[Keyring], Keyring]:
    return lambda ring: ring.without_key(key.public.id, reason="stolen", now=LATER, expires=UNTIL)


def test_a_new_key_renews_what_an_active_one_signed(site: Place) -> None:
    site.publish(keys=listed(site))
    new = signing_key(site.root, "new")
    done = site.publish(new, now=LATER + DAY, resign=True, keys=listed(site, with_key(new)))
    assert (done.pointer.activated, done.notes) == (LATER, ())
    assert site.pointer() == done.pointer


def test_what_a_revoked_key_signed_is_replaced_and_not_renewed(site: Place) -> None:
    site.publish(keys=listed(site))
    new = signing_key(site.root, "new")
    keys = listed(site, with_key(new), without(site.key))
    what = (
        f"{site.address}/latest.json is signed by key {site.key.public.id}, which was revoked at "
        "2026-11-25T12:00:00Z: stolen"
    )
    with pytest.raises(VerificationError) as refused:
        site.publish(new, resign=True, keys=keys)
    assert str(refused.value) == f"{what}; {RENEWED}"
    site.plant(site.key, earlier=(), activated=LATER - DAY)
    done = site.publish(new, now=LATER + DAY, keys=keys)
    assert done.notes == (f"{what}; {REPLACED}",)
    assert done.pointer.activations == ((1, LATER + DAY),)
    site.publish(new, now=LATER + DAY, keys=keys, resign=True)


def test_a_list_that_the_root_key_did_not_sign_is_not_published(site: Place) -> None:
    keys = listed(site)
    good = keys.read_bytes()
    before = site.files()
    signature = site.root / "keys.json.minisig"
    real = signature.read_bytes()
    stranger = signing_key(site.root, "stranger")
    for data, signed, words in (
        (good, b"garbage", f"the signature of {keys} is damaged"),
        (good.replace(b"active", b"revoke"), real, f"{keys} is not what key"),
        (good, stranger.sign(good, "x"), f"{keys} is signed by key {stranger.public.id}, which is"),
    ):
        keys.write_bytes(data)
        signature.write_bytes(signed)
        with pytest.raises(VerificationError) as refused:
            site.publish(keys=keys)
        assert str(refused.value).startswith(words)
        assert str(refused.value).endswith("; sign it with `feedgen keys` and the root key")
    assert site.files() == before


def test_a_list_needs_its_root_key(site: Place) -> None:
    keys = listed(site)
    (site.root / "root.pub").rename(site.root / "offline.pub")
    with pytest.raises(UsageError) as refused:
        site.publish(keys=keys)
    assert str(refused.value) == (
        f"{site.root}/root.pub is not there, so nobody can tell whether the root key signed "
        f"{keys}; name the public root key with --root-pub"
    )


@pytest.mark.parametrize("resign", [True, False])
def test_a_list_that_is_newer_at_the_destination_stays(site: Place, *, resign: bool) -> None:
    new = signing_key(site.root, "new")
    site.publish(keys=listed(site, with_key(new)))
    before = site.files()
    with pytest.raises(DriftError) as refused:
        site.publish(keys=listed(site), resign=resign)
    assert str(refused.value) == (
        f"gate keys: {site.address}/keys.json has serial 2, and the list of --keys has 1; "
        "subscribers refuse a list that goes back: use the newest"
    )
    assert site.files() == before


def test_a_planted_list_is_replaced_and_not_renewed(site: Place) -> None:
    keys = listed(site)
    site.publish(keys=keys)
    stranger = signing_key(site.root, "stranger")
    planted = listed(site, with_key(stranger), name="planted.json").read_bytes()
    site.write(KEYRING, planted)
    site.write(signature_path(planted), stranger.sign(planted, "x"))
    words = (
        f"{site.address}/keys.json is signed by key {stranger.public.id}, which is not trusted "
        f"here ({SigningKey.read(site.root / 'root.key', None).public.id}); "
    )
    with pytest.raises(VerificationError) as refused:
        site.publish(resign=True, keys=keys)
    assert str(refused.value) == words + RENEWED
    assert site.publish(keys=keys).notes == (words + REPLACED,)
    assert site.files()[KEYRING] == keys.read_bytes()


def test_a_list_there_is_not_passed_over_by_leaving_out_keys(site: Place) -> None:
    site.publish(keys=listed(site))
    with pytest.raises(VerificationError) as refused:
        site.publish(resign=True)
    assert str(refused.value) == (
        f"{site.address}/keys.json cannot be checked without the list of release keys; name it "
        "with --keys"
    )


# On the command line: a publication that is the destination too, as the daily renewal has it.


@pytest.mark.parametrize("signature", ["none", "the old one", "a key of their own"])
def test_a_planted_list_does_not_go_out_under_our_signature(
    site: Place, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, signature: str
) -> None:
    monkeypatch.chdir(site.root)
    monkeypatch.delenv("FEEDGEN_KEY_PASSWORD", raising=False)
    root = site.root / "site"
    old = (root / copy_of_signature(POINTER)).read_bytes()
    planted_release(root, 9)
    data = (root / POINTER).read_bytes()
    stranger = signing_key(site.root, "stranger")
    words = "is not signed"
    if signature != "none":
        signed = old if signature == "the old one" else stranger.sign(data, "x")
        words = (
            f"is not what key {site.key.public.id} signed: it was changed"
            if signature == "the old one"
            else f"is signed by key {stranger.public.id}, which is not trusted here "
            f"({site.key.public.id})"
        )
        (root / signature_path(data)).write_bytes(signed)
    before = tree(root)
    at = format_instant(LATER + DAY)
    code = run(["publish", "site", "--out", "site", "--resign", "--key", "release.key", "--at", at])
    assert code == 4
    assert capfd.readouterr().err.strip() == f"error: site/latest.json {words}; {RENEWED}"
    assert tree(root) == before
    assert run(["verify", "site", "--key", "release.pub", "--at", at]) == 4


def test_what_stood_there_is_told(
    site: Place, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site.root)
    monkeypatch.delenv("FEEDGEN_KEY_PASSWORD", raising=False)
    site.plant(serial=99)
    at = format_instant(LATER)
    assert run(["publish", "site", "--key", "release.key", "--at", at]) == 0
    first, second = capfd.readouterr().err.splitlines()
    assert first == (
        f"not ours: site/latest.json is not what key {site.key.public.id} signed: it was changed; "
        f"{REPLACED}"
    )
    assert second.startswith("published site: 2026.11.24.1 (serial 1)")
    code = run(["publish", "site", "--key", "release.key", "--root-pub", "root.pub"])
    assert code == 2
    assert "--root-pub root.pub checks a list of release keys; name it: --keys" in (
        capfd.readouterr().err
    )
