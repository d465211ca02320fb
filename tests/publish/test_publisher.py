"""Publishing to a directory: order, what is written, what is refused, what readers then see."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from feedgen.durable import replace_file
from feedgen.errors import DriftError, UnavailableError, UsageError, VerificationError
from feedgen.publish import directory as directory_module
from feedgen.publish.destination import Destination
from feedgen.publish.directory import Directory
from feedgen.publish.publisher import Published, publish
from feedgen.publish.store import StoreDestination
from feedgen.release.keyring import Keyring
from feedgen.release.names import POINTER
from feedgen.release.pointer import Pointer, copy_of_signature, signature_path
from feedgen.release.signature import SigningKey, verify
from tests.publish.publications import START, Row, signing_key, tree, version_of, write_release

LATER = START + timedelta(days=1)
WHAT = {"what": "it", "remedy": "x"}


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return signing_key(tmp_path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    root = tmp_path / "out"
    root.mkdir()
    write_release(root, 1)
    return root


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def to(site: Path) -> Destination:
    return StoreDestination(Directory(site))


def published(
    out: Path,
    site: Path,
    key: SigningKey,
    *,
    now: datetime = LATER,
    resign: bool = False,
    keys: Path | None = None,
) -> Published:
    (done,) = publish(
        out, [to(site)], key, clock=lambda: now, resign=resign, keys=keys, progress=lambda _: None
    )
    return done


def pointer_of(site: Path) -> Pointer:
    return Pointer.parse((site / POINTER).read_bytes())


def test_a_reader_finds_everything_by_the_pointer(out: Path, site: Path, key: SigningKey) -> None:
    published(out, site, key)
    data = (site / POINTER).read_bytes()
    pointer = Pointer.parse(data)
    assert pointer.activated == LATER
    assert pointer.expires == LATER + timedelta(days=7)
    by_content = (site / signature_path(data)).read_bytes()
    assert by_content == (site / copy_of_signature(POINTER)).read_bytes()
    assert verify(data, by_content, [key.public], **WHAT).comment == (
        "file:latest.json feed:made-feed serial:1 version:2026.11.24.1 expires:2026-12-02T12:00:00Z"
    )
    assert tree(site / pointer.path) == tree(out / pointer.path) == tree(site / "v1/latest")
    assert {path for path in tree(site) if "/" not in path} == {
        "feed.atom", "latest.json", "latest.json.minisig", "modified_id.csv", "releases.json",
    }  # fmt: skip


def test_the_local_publication_is_signed_too(out: Path, site: Path, key: SigningKey) -> None:
    published(out, site, key)
    assert (out / POINTER).read_bytes() == (site / POINTER).read_bytes()
    assert (out / copy_of_signature(POINTER)).is_file()


def test_published_again_nothing_is_written(out: Path, site: Path, key: SigningKey) -> None:
    first = published(out, site, key)
    assert first.uploaded.files == len(tree(site))
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    again = published(out, site, key, now=LATER + timedelta(hours=1))
    assert (again.uploaded.files, again.uploaded.removed) == (0, 0)
    assert again.pointer == first.pointer
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


def test_only_what_changed_is_written(out: Path, site: Path, key: SigningKey) -> None:
    published(out, site, key)
    write_release(out, 2, files={"blocklists/new.txt": b"# new\n"})
    before = (site / "v1/latest/blocklists/all.txt").stat().st_ino
    published(out, site, key, now=LATER + timedelta(hours=1))
    assert (site / "v1/latest/blocklists/all.txt").stat().st_ino == before
    write_release(out, 3)
    done = published(out, site, key, now=LATER + timedelta(hours=2))
    assert done.uploaded.removed == 1
    assert not (site / "v1/latest/blocklists/new.txt").exists()
    assert tree(site / "v1/latest") == tree(out / "v1" / version_of(3))
    assert (site / "v1" / version_of(1)).is_dir()


def test_the_expiry_is_renewed_without_new_content(out: Path, site: Path, key: SigningKey) -> None:
    first = published(out, site, key).pointer
    done = published(out, site, key, now=LATER + timedelta(days=1), resign=True)
    assert done.pointer == replace(first, expires=LATER + timedelta(days=8))
    assert done.uploaded.files == 3
    assert pointer_of(site) == done.pointer


def test_an_expired_pointer_is_renewed_by_publishing(
    out: Path, site: Path, key: SigningKey
) -> None:
    first = published(out, site, key).pointer
    late = LATER + timedelta(days=8)
    assert published(out, site, key, now=late).pointer == replace(
        first, expires=late + timedelta(days=7)
    )


def test_a_new_key_signs_the_same_release_anew(
    out: Path, site: Path, key: SigningKey, tmp_path: Path
) -> None:
    first = published(out, site, key).pointer
    other = signing_key(tmp_path, "other")
    keys = keyring(tmp_path, key, other, until=LATER + timedelta(days=300))
    done = published(out, site, other, now=LATER + timedelta(hours=1), keys=keys)
    assert (done.pointer.activated, done.notes) == (first.activated, ())
    data = (site / POINTER).read_bytes()
    verify(data, (site / signature_path(data)).read_bytes(), [other.public], **WHAT)


def test_resign_publishes_nothing_new(out: Path, site: Path, key: SigningKey) -> None:
    with pytest.raises(UsageError, match=r"publishes nothing, not 2026.11.24.1; --resign renews"):
        published(out, site, key, resign=True)
    published(out, site, key)
    write_release(out, 2)
    with pytest.raises(UsageError, match=r"publishes release 2026.11.24.1, not 2026.11.24.2"):
        published(out, site, key, resign=True)
    assert pointer_of(site).serial == 1


def test_a_mirror_keeps_the_time_of_activation(
    out: Path, site: Path, key: SigningKey, tmp_path: Path
) -> None:
    first = published(out, site, key).pointer
    second = tmp_path / "mirror"
    now = LATER + timedelta(hours=5)
    done = publish(
        out, [to(second), to(site)], key,
        clock=lambda: now, resign=False, keys=None, progress=lambda _: None,
    )  # fmt: skip
    assert {one.pointer.activated for one in done} == {first.activated}
    assert (second / POINTER).read_bytes() == (site / POINTER).read_bytes()


def test_the_serial_has_to_rise(out: Path, site: Path, key: SigningKey) -> None:
    write_release(out, 3)
    published(out, site, key)
    before = tree(site)
    write_release(out, 2)
    with pytest.raises(DriftError) as refused:
        published(out, site, key)
    assert str(refused.value) == (
        f"gate serial: {site} publishes 2026.11.24.3 with serial 3, and 2026.11.24.2 has 2; "
        "subscribers refuse a serial that does not rise: make a new release"
    )
    write_release(out, 3, files={"more.txt": b"x\n"})
    with pytest.raises(DriftError, match="gate serial"):
        published(out, site, key)
    assert tree(site) == before


def test_a_place_of_another_feed_is_left_alone(out: Path, site: Path, key: SigningKey) -> None:
    published(out, site, key)
    write_release(out, 2, feed="other feed")
    with pytest.raises(UsageError, match='publishes the feed "made feed", and this is "other'):
        published(out, site, key)


def many(count: int, action: str = "block") -> dict[str, Row]:
    return {f"id-{n}": ("domain", f"d{n}.example", action) for n in range(count)}


def test_a_gate_says_what_it_saw_and_how_to_open_it(out: Path, site: Path, key: SigningKey) -> None:
    write_release(out, 2, many(100))
    published(out, site, key)
    before = tree(site)
    write_release(out, 3, many(50))
    with pytest.raises(DriftError) as refused:
        published(out, site, key)
    assert str(refused.value) == (
        f"{site}: 2026.11.24.3 is not published, because of\n"
        "  removed: 50 of 100 indicators leave (d50.example, d51.example, d52.example, …), "
        "more than 20 %\n"
        "  shrink: blocklists/all.txt has 50 entries after 100, more than 30 %\n"
        "  shrink: indicators.ndjson has 50 entries after 100, more than 30 %\n"
        "If this is meant, write so into feed.yml and release again:\n"
        "  gates:\n    overrides:\n      - {gate: removed, after: 2026.11.24.2, reason: …}"
    )
    assert tree(site) == before


def test_an_override_opens_a_gate_for_one_step_only(out: Path, site: Path, key: SigningKey) -> None:
    said = {
        "overrides": [
            {"gate": gate, "after": version_of(2), "reason": "a list was withdrawn"}
            for gate in ("removed", "shrink")
        ]
    }
    write_release(out, 2, many(100))
    published(out, site, key)
    write_release(out, 3, many(50), gates=said)
    published(out, site, key)
    write_release(out, 4, many(10), gates=said)
    with pytest.raises(DriftError, match="removed: 40 of 50"):
        published(out, site, key)


def test_a_version_never_changes(out: Path, site: Path, key: SigningKey) -> None:
    published(out, site, key)
    write_release(out, 2, files={"a.txt": b"one\n"})
    published(out, site, key)
    # Somebody put the old pointer back and made version 2 once more.
    (site / POINTER).write_bytes(write_release(site, 1).to_bytes())
    write_release(out, 2, files={"a.txt": b"two\n"})
    with pytest.raises(DriftError, match=r"holds another release under v1/2026.11.24.2/"):
        published(out, site, key)


def test_damaged_files_are_not_published(out: Path, site: Path, key: SigningKey) -> None:
    (out / "v1" / version_of(1) / "CHANGES.md").write_text("changed")
    with pytest.raises(VerificationError, match=r"is not what was released: CHANGES.md"):
        published(out, site, key)
    assert not site.exists()


def test_nothing_to_publish(tmp_path: Path, site: Path, key: SigningKey) -> None:
    with pytest.raises(UsageError, match="holds no release to publish; run `feedgen build`"):
        published(tmp_path, site, key)


def keyring(tmp_path: Path, *keys: SigningKey, until: datetime) -> Path:
    root = signing_key(tmp_path, "root")
    ring = Keyring(serial=0, expires=until, keys=())
    for key in keys:
        ring = ring.with_key(key.public, now=START, expires=until)
    path = tmp_path / "keys.json"
    path.write_bytes(ring.to_bytes())
    (tmp_path / "keys.json.minisig").write_bytes(root.sign(ring.to_bytes(), "file:keys.json"))
    return path


def test_the_list_of_keys_is_published_with_its_signature(
    out: Path, site: Path, key: SigningKey, tmp_path: Path
) -> None:
    keys = keyring(tmp_path, key, until=LATER + timedelta(days=300))
    published(out, site, key, keys=keys)
    data = keys.read_bytes()
    assert (site / "keys.json").read_bytes() == data
    signature = (tmp_path / "keys.json.minisig").read_bytes()
    assert (site / signature_path(data)).read_bytes() == signature
    assert (site / "keys.json.minisig").read_bytes() == signature
    assert published(out, site, key, keys=keys).uploaded.files == 0


def test_no_pointer_is_signed_that_nobody_would_believe(
    out: Path, site: Path, key: SigningKey, tmp_path: Path
) -> None:
    other = signing_key(tmp_path, "other")
    keys = keyring(tmp_path, other, until=LATER + timedelta(days=1))
    with pytest.raises(DriftError) as unlisted:
        published(out, site, key, keys=keys)
    assert str(unlisted.value) == (
        f"key {key.public.id} is not active in keys.json ({other.public.id}); sign with an active "
        "key, or add it with `feedgen keys add`"
    )
    with pytest.raises(DriftError, match=r"keys.json has expired at 2026-11-26T12:00:00Z"):
        published(out, site, other, keys=keys, now=LATER + timedelta(days=1))
    assert not site.exists()


def test_a_disk_that_refuses_leaves_the_old_release(
    out: Path, site: Path, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(out, site, key)
    before = tree(site)
    write_release(out, 2)

    def full(path: Path, chunks: object, **_: object) -> None:
        if path.name == "SHA256SUMS":
            raise OSError(28, "No space left on device", str(path))
        replace_file(path, chunks)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(directory_module, "replace_file", full)
        with pytest.raises(UnavailableError, match="No space left on device; what was published"):
            published(out, site, key)
    now = tree(site)
    assert {path: now[path] for path in before} == before
    published(out, site, key)
    assert pointer_of(site).serial == 2


def test_a_pointer_that_was_replaced_meanwhile_is_not_overwritten(
    out: Path, site: Path, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(out, site, key)
    write_release(out, 2)
    theirs = (site / POINTER).read_bytes().replace(b"2026-12-02", b"2026-12-03")
    assert theirs != (site / POINTER).read_bytes()
    whole = StoreDestination.put_documents

    def meanwhile(self: StoreDestination, *rest: object) -> None:
        whole(self, *rest)  # type: ignore[arg-type]
        (site / POINTER).write_bytes(theirs)

    monkeypatch.setattr(StoreDestination, "put_documents", meanwhile)
    with pytest.raises(UnavailableError, match="was replaced by somebody else meanwhile"):
        published(out, site, key)
    assert (site / POINTER).read_bytes() == theirs


def test_a_destination_that_lies_is_found_out(
    out: Path, site: Path, key: SigningKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Directory.write

    def forgetful(self: Directory, path: str, source: Path | bytes, *rest: object) -> None:
        if path.endswith("v1/2026.11.24.1/SHA256SUMS"):
            source = b"nothing of that\n"
        real(self, path, source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Directory, "write", forgetful)
    with pytest.raises(VerificationError, match=r"does not give back v1/2026.11.24.1/SHA256SUMS"):
        published(out, site, key)


def test_a_publication_that_is_not_there(tmp_path: Path, site: Path, key: SigningKey) -> None:
    with pytest.raises(UsageError, match="is no directory; name the local publication with --out"):
        published(tmp_path / "nowhere", site, key)


def test_a_release_that_follows_another_waits_for_caches_and_replicas(
    out: Path, site: Path, key: SigningKey
) -> None:
    lead = timedelta(seconds=60)
    publish(
        out, [to(site)], key, clock=lambda: LATER, lead=lead, resign=False, keys=None,
        progress=lambda _: None,
    )  # fmt: skip
    first = Pointer.parse((site / POINTER).read_bytes())
    assert (first.activated, first.earlier) == (LATER, ())
    write_release(out, 3)
    now = LATER + timedelta(days=1)
    (done,) = publish(
        out, [to(site)], key, clock=lambda: now, lead=lead, resign=False, keys=None,
        progress=lambda _: None,
    )  # fmt: skip
    assert done.pointer.activated == now + lead
    assert done.pointer.activations == ((1, LATER), (3, now + lead))


def test_what_was_activated_stays_as_it_was_told_first(
    out: Path, site: Path, key: SigningKey
) -> None:
    published(out, site, key)
    write_release(out, 2)
    published(out, site, key, now=LATER + timedelta(days=1))
    again = published(out, site, key, now=LATER + timedelta(days=2), resign=True)
    assert again.pointer.activations == ((1, LATER), (2, LATER + timedelta(days=1)))


def test_a_pointer_lists_earlier_releases_in_order(out: Path, site: Path, key: SigningKey) -> None:
    pointer = published(out, site, key).pointer
    wrong = replace(pointer, earlier=((2, LATER), (1, LATER))).to_bytes()
    with pytest.raises(VerificationError) as caught:
        Pointer.parse(wrong)
    assert str(caught.value) == "latest.json lists earlier releases that are not earlier"
    words = replace(pointer, serial=3, earlier=((1, LATER), (2, LATER))).to_bytes()
    assert Pointer.parse(words).earlier == ((1, LATER), (2, LATER))
    assert words.count(b"\n") == 11  # one key a line, for scripts
