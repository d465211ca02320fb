"""No byte of a release is used before its file was compared with its sum."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from feedgen.serve.release_files import (
    DamagedError,
    MissingError,
    NotReadyError,
    ReleaseFiles,
)


def made(directory: Path, **files: bytes) -> tuple[ReleaseFiles, list[str]]:
    for name, data in files.items():
        (directory / name).write_bytes(data)
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    reports: list[str] = []
    return ReleaseFiles(directory, sums, reports.append), reports


def content(files: ReleaseFiles, path: str) -> bytes:
    opened = files.open(path)
    try:
        return opened.read(0, opened.size)
    finally:
        opened.close()


def test_a_file_is_verified_before_it_is_opened(tmp_path: Path) -> None:
    files, _ = made(tmp_path, a=b"good")
    with pytest.raises(NotReadyError) as caught:
        files.open("a")
    caught.value.prepare()
    assert content(files, "a") == b"good"


def test_a_damaged_file_is_never_opened_and_told_once(tmp_path: Path) -> None:
    files, reports = made(tmp_path, a=b"good")
    (tmp_path / "a").write_bytes(b"evil")
    for _ in range(2):
        with pytest.raises(DamagedError):
            files.verify("a")
        with pytest.raises(DamagedError):
            files.open("a")
    assert reports == [
        f"{tmp_path / 'a'} is not what its release says; it is not served until it is fetched or "
        "built again"
    ]
    assert files.damaged == 1


def test_a_file_that_is_replaced_is_verified_again(tmp_path: Path) -> None:
    files, _ = made(tmp_path, a=b"good")
    files.verify("a")
    (tmp_path / "b").write_bytes(b"evil")
    (tmp_path / "b").replace(tmp_path / "a")
    with pytest.raises(NotReadyError):
        files.open("a")
    with pytest.raises(DamagedError):
        files.verify("a")


def test_a_file_that_is_repaired_is_served_again(tmp_path: Path) -> None:
    files, _ = made(tmp_path, a=b"good")
    (tmp_path / "a").write_bytes(b"evil")
    with pytest.raises(DamagedError):
        files.verify("a")
    (tmp_path / "b").write_bytes(b"good")
    (tmp_path / "b").replace(tmp_path / "a")
    files.verify("a")
    assert (content(files, "a"), files.damaged) == (b"good", 0)


def test_what_was_opened_stays_what_it_was(tmp_path: Path) -> None:
    files, _ = made(tmp_path, a=b"good")
    files.verify("a")
    opened, mapped = files.open("a"), files.map("a")
    (tmp_path / "b").write_bytes(b"evil")
    (tmp_path / "b").replace(tmp_path / "a")
    assert (opened.read(0, 4), mapped[:]) == (b"good", b"good")
    opened.close()


def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    files, _ = made(tmp_path, a=b"")
    files.verify("a")
    assert (content(files, "a"), files.map("a")) == (b"", b"")


def test_links_lead_nowhere(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "release"
    outside.mkdir()
    inside.mkdir()
    (outside / "a").write_bytes(b"good")
    files, _ = made(inside)
    files.sums = {name: hashlib.sha256(b"good").hexdigest() for name in ("link", "folder/a")}
    (inside / "link").symlink_to(outside / "a")
    (inside / "folder").symlink_to(outside)
    for path in files.sums:
        with pytest.raises(MissingError, match="is a link; put the file itself there"):
            files.verify(path)


@pytest.mark.parametrize("path", ["b", "", ".", "..", "../a", "/etc/passwd", "a/", "a\0"])
def test_only_what_the_sums_name_is_there(tmp_path: Path, path: str) -> None:
    files, _ = made(tmp_path, a=b"good")
    with pytest.raises(MissingError):
        files.open(path)


def test_a_missing_file_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    files, reports = made(tmp_path, a=b"good", b=b"good", c=b"good")
    (tmp_path / "a").unlink()
    (tmp_path / "b").unlink()
    (tmp_path / "b").mkdir()
    assert files.verify_all() == ["a", "b"]
    assert reports == []


def test_verifying_everything_can_be_stopped(tmp_path: Path) -> None:
    files, _ = made(tmp_path, a=b"good")
    files.verify_all(lambda: True)
    with pytest.raises(NotReadyError):
        files.open("a")
