"""The tarball: the same bytes everywhere, read by everybody."""

from __future__ import annotations

import gzip
import io
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.archive import tar_gz

AT = datetime(2026, 4, 22, 12, 31, tzinfo=UTC)
NAMES = st.text("abcdefgh/", min_size=1, max_size=20).filter(
    lambda name: "//" not in name and not name.startswith("/") and not name.endswith("/")
)


@settings(deadline=None)
@given(st.dictionaries(NAMES, st.binary(max_size=200_000), max_size=4))
def test_it_reads_back(members: dict[str, bytes]) -> None:
    data = tar_gz(members.items(), AT)
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        read = {info.name: archive.extractfile(info) for info in archive.getmembers()}
        assert list(read) == sorted(members)
        assert {n: f.read() for n, f in read.items() if f is not None} == members
        assert all(i.mtime == AT.timestamp() and i.mode == 0o644 for i in archive.getmembers())


def test_order_of_members_does_not_matter() -> None:
    one = tar_gz([("a", b"1"), ("b", b"2")], AT)
    assert one == tar_gz([("b", b"2"), ("a", b"1")], AT)
    assert b"\x00root\x00" not in gzip.decompress(one)


def test_blocks_larger_than_one_are_split() -> None:
    content = bytes(range(256)) * 1000
    assert gzip.decompress(tar_gz([("x", content)], AT))[512 : 512 + len(content)] == content


def test_gzip_and_tar_of_the_system_read_it(tmp_path: Path) -> None:
    path = tmp_path / "x.tar.gz"
    path.write_bytes(tar_gz([("rules/a.rules", b"alert\n" * 20_000)], AT))
    subprocess.run(["gzip", "-t", path], check=True)
    listed = subprocess.run(["tar", "-tzf", path], check=True, capture_output=True, text=True)
    assert listed.stdout == "rules/a.rules\n"
