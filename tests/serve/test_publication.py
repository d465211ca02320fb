"""Which release is shown, and when."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from feedgen.errors import UsageError, VerificationError
from feedgen.release.keyring import Keyring, KeyState, ListedKey
from feedgen.release.names import KEYRING, POINTER
from feedgen.release.pointer import copy_of_signature, signature_path
from feedgen.serve.publication import Publication
from tests.publish.publications import signing_key
from tests.serve.served_publication import HOUR, Clock, Served, published

MINUTE = timedelta(minutes=1)


def opened(
    made: Served, clock: Clock | None = None, **options: object
) -> tuple[Publication, list[str]]:
    reports: list[str] = []
    publication = Publication(
        made.out,
        clock=clock or Clock(),
        report=reports.append,
        **options,  # type: ignore[arg-type]
    )
    publication.start()
    return publication, reports


def shown(publication: Publication) -> int:
    return publication.current.pointer.serial if publication.current else 0


def test_what_the_pointer_names_is_shown(tmp_path: Path) -> None:
    publication, reports = opened(published(tmp_path))
    assert shown(publication) == 1
    assert not publication.look()
    assert (reports, publication.trouble, publication.next_switch) == ([], "", None)


def test_where_nothing_is_published_nothing_can_be_served(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"holds no publication: there is no latest\.json"):
        opened(Served(tmp_path))


def test_a_new_release_is_shown_from_its_activation_on_and_not_before(tmp_path: Path) -> None:
    clock = Clock()
    made = published(tmp_path)
    publication, reports = opened(made, clock)
    pointer = made.release()
    assert publication.look()
    assert (shown(publication), publication.next_switch) == (1, pointer.activated)
    clock.now = pointer.activated - timedelta(milliseconds=1)
    assert shown(publication) == 1
    clock.now = pointer.activated
    assert shown(publication) == 2
    assert publication.next_switch is None
    assert reports == [
        "release 2026.11.24.2 (serial 2) is whole; it is shown from 2026-11-24T13:00:00Z"
    ]


def test_two_coming_releases_are_shown_one_after_the_other(tmp_path: Path) -> None:
    clock = Clock()
    made = published(tmp_path)
    publication, _ = opened(made, clock)
    second, third = (made.release() for _ in range(2))
    made.point(second)
    assert publication.look()
    made.point(third)
    assert publication.look()
    seen = []
    for when in (second.activated - MINUTE, second.activated, third.activated):
        clock.now = when
        seen.append(shown(publication))
    assert seen == [1, 2, 3]


def test_a_server_that_starts_before_the_activation_shows_the_release_before(
    tmp_path: Path,
) -> None:
    clock = Clock()
    made = published(tmp_path, [HOUR, HOUR])
    publication, _ = opened(made, clock)
    assert shown(publication) == 1
    current = publication.current
    assert current is not None
    assert current.document is None
    assert current.pointer.activations == tuple(made.logs.activations[:1])
    clock.now += HOUR
    assert shown(publication) == 2


def test_without_the_release_before_it_shows_nothing_yet(tmp_path: Path) -> None:
    made = published(tmp_path, [HOUR, HOUR])
    shutil.rmtree(tmp_path / "v1" / "2026.11.24.1")
    publication, reports = opened(made)
    assert publication.current is None
    assert publication.next_switch == made.logs.activations[1][1]
    assert len(reports) == 1
    assert reports[0].startswith("nothing can be shown before 2026.11.24.2: ")


def test_the_first_release_is_waited_for(tmp_path: Path) -> None:
    clock = Clock()
    made = published(tmp_path)
    clock.now -= HOUR
    publication, _ = opened(made, clock)
    assert publication.current is None
    clock.now += HOUR
    assert shown(publication) == 1


def test_a_pointer_never_goes_back(tmp_path: Path) -> None:
    made = published(tmp_path)
    first = made.out.joinpath(POINTER).read_bytes()
    made.release()
    publication, reports = opened(made, Clock(made.logs.activations[-1][1]))
    (made.out / POINTER).write_bytes(first)
    for _ in range(3):
        assert not publication.look()
    where = made.out / POINTER
    assert publication.trouble == f"{where} goes back from serial 2 to 1"
    assert reports == [f"{publication.trouble}; the last good release stays; publish it again"]
    assert (shown(publication), publication.failures) == (2, 1)


def test_one_serial_has_one_content_and_one_activation(tmp_path: Path) -> None:
    made = published(tmp_path)
    publication, _ = opened(made)
    current = publication.current
    assert current is not None
    made.point(replace(current.pointer, sha256sums="0" * 64))
    publication.look()
    assert publication.trouble.endswith("names other content for serial 1 than before")
    made.point(replace(current.pointer, activated=current.pointer.activated + MINUTE))
    publication.look()
    assert "moves the activation of serial 1" in publication.trouble
    made.point(current.pointer)
    assert not publication.look()
    assert publication.trouble == ""


def test_a_renewed_pointer_is_taken_up(tmp_path: Path) -> None:
    made = published(tmp_path)
    publication, _ = opened(made)
    before = publication.current
    assert before is not None
    renewed = replace(before.pointer, expires=before.pointer.expires + HOUR)
    made.point(renewed)
    assert publication.look()
    after = publication.current
    assert after is not None
    assert after.pointer == renewed
    assert after.document == renewed.to_bytes()
    assert after.log is before.log


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}" * 200_000, b"\xff"])
def test_a_pointer_that_is_none_changes_nothing(tmp_path: Path, data: bytes) -> None:
    made = published(tmp_path)
    publication, reports = opened(made)
    (made.out / POINTER).write_bytes(data)
    publication.look()
    publication.look()
    assert shown(publication) == 1
    assert len(reports) == 1


def test_a_pointer_that_is_gone_changes_nothing(tmp_path: Path) -> None:
    made = published(tmp_path)
    publication, _ = opened(made)
    (made.out / POINTER).unlink()
    publication.look()
    assert shown(publication) == 1
    assert publication.trouble == f"{made.out / POINTER} cannot be read: No such file or directory"


@pytest.mark.parametrize(
    "path",
    ["VERSION.txt", "SHA256SUMS", "release.json", "releases.json", "taxii/log.json",
     "taxii/records.bin", "taxii/segments/000002.json"],
)  # fmt: skip
def test_a_damaged_release_is_not_taken_up_until_it_is_repaired(tmp_path: Path, path: str) -> None:
    made = published(tmp_path)
    publication, _ = opened(made, Clock(made.logs.activations[0][1] + 2 * HOUR))
    made.release()
    file = made.logs.latest / path
    good = file.read_bytes()
    file.write_bytes(bytes([good[0] ^ 1]) + good[1:])
    assert not publication.look()
    assert shown(publication) == 1
    assert publication.trouble
    file.write_bytes(good)
    assert publication.look()
    assert (shown(publication), publication.trouble) == (2, "")


def test_an_incomplete_release_is_taken_up_once_it_is_complete(tmp_path: Path) -> None:
    made = published(tmp_path)
    publication, _ = opened(made, Clock(made.logs.activations[0][1] + 2 * HOUR))
    made.release()
    file, aside = made.logs.latest / "VERSION.txt", tmp_path / "aside"
    file.rename(aside)
    publication.look()
    expected = f"{made.logs.latest} is damaged or incomplete: VERSION.txt"
    assert (shown(publication), publication.trouble) == (1, expected)
    aside.rename(file)
    publication.look()
    assert shown(publication) == 2


def test_what_is_damaged_at_the_start_is_refused_where_everything_needs_it(tmp_path: Path) -> None:
    made = published(tmp_path)
    (made.logs.latest / "taxii" / "classes.bin").write_bytes(b"x")
    with pytest.raises(VerificationError, match=r"classes\.bin is not what its release says"):
        opened(made)


def test_only_what_the_key_signed_is_served(tmp_path: Path) -> None:
    key = signing_key(tmp_path)
    made = Served(tmp_path / "out", key)
    made.out.mkdir()
    made.release()
    publication, _ = opened(made, keys=[key.public])
    current = publication.current
    assert current is not None
    assert current.signature == (made.out / copy_of_signature(POINTER)).read_bytes()
    made.key = signing_key(tmp_path, "other")
    made.release()
    publication.look()
    assert shown(publication) == 1
    assert "which is not trusted here" in publication.trouble


def test_an_unsigned_pointer_is_refused_where_a_key_is_given(tmp_path: Path) -> None:
    key = signing_key(tmp_path)
    made = published(tmp_path / "out")
    with pytest.raises(VerificationError, match=r"latest\.json is not signed$"):
        opened(made, keys=[key.public])


def test_a_root_key_vouches_for_the_keys_that_it_lists(tmp_path: Path) -> None:
    root, key = signing_key(tmp_path, "root"), signing_key(tmp_path)
    made = Served(tmp_path / "out", key)
    made.out.mkdir()
    made.release()
    entry = ListedKey(key=key.public, state=KeyState.ACTIVE, since=Clock().now)
    write_keyring(made.out, Keyring(serial=1, expires=Clock().now + HOUR, keys=(entry,)), root)
    publication, _ = opened(made, keys=[root.public])
    assert shown(publication) == 1
    revoked = replace(entry, state=KeyState.REVOKED)
    write_keyring(made.out, Keyring(serial=2, expires=Clock().now + HOUR, keys=(revoked,)), root)
    with pytest.raises(VerificationError, match="which was revoked at 2026-11-24T12:01:00Z"):
        opened(made, keys=[root.public])
    write_keyring(made.out, Keyring(serial=3, expires=Clock().now, keys=(entry,)), root)
    with pytest.raises(VerificationError, match=r"keys\.json has expired at"):
        opened(made, keys=[root.public])


def write_keyring(out: Path, keyring: Keyring, root: object) -> None:
    data = keyring.to_bytes()
    (out / KEYRING).write_bytes(data)
    (out / signature_path(data)).write_bytes(root.sign(data, "keys"))  # type: ignore[attr-defined]
