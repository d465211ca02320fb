"""`feedgen publish` on the command line; the destinations are tested in tests/publish/."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from feedgen.cli.app import run
from feedgen.model.instants import format_instant
from feedgen.release.names import POINTER
from feedgen.release.pointer import Pointer
from tests.publish.publications import signing_key, tree, version_of, write_release
from tests.subscribe.feed_attacks import LATER

NOW = format_instant(LATER)


@pytest.fixture(autouse=True)
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A release in out/, and a key."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FEEDGEN_KEY_PASSWORD", raising=False)
    signing_key(tmp_path)
    (tmp_path / "out").mkdir()
    write_release(tmp_path / "out", 1)
    return tmp_path


def publishing(*options: str, at: str = NOW) -> int:
    return run(["publish", *(options or ("site",)), "--key", "release.key", "--at", at])


def test_published_and_again(there: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert publishing() == 0
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(
        f"published site: {version_of(1)} (serial 1), believed until 2026-12-02T12:00:00Z; "
    )
    before = tree(there / "site")
    assert publishing(at=format_instant(LATER + timedelta(days=1))) == 0
    assert capfd.readouterr().err.endswith("; nothing to do\n")
    assert tree(there / "site") == before


def test_several_destinations_get_one_pointer(
    there: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert publishing("one", "two") == 0
    assert (there / "one" / POINTER).read_bytes() == (there / "two" / POINTER).read_bytes()
    assert [line.split(":")[0] for line in capfd.readouterr().err.splitlines()] == [
        "published one", "published two",
    ]  # fmt: skip


def test_resigned(there: Path) -> None:
    publishing()
    before = Pointer.parse((there / "site" / POINTER).read_bytes())
    assert publishing("site", "--resign", at=format_instant(LATER + timedelta(days=3))) == 0
    after = Pointer.parse((there / "site" / POINTER).read_bytes())
    assert after.expires - before.expires == timedelta(days=3)
    assert (after.serial, after.activated, after.sha256sums) == (
        before.serial, before.activated, before.sha256sums,
    )  # fmt: skip


def test_nothing_to_renew(there: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert publishing("site", "--resign") == 2
    assert "site publishes nothing, not" in capfd.readouterr().err


def test_a_serial_that_falls_is_refused(there: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_release(there / "out", 2)
    publishing()
    before = tree(there / "site")
    write_release(there / "out", 1)
    assert publishing() == 3
    assert "gate serial: site publishes 2026.11.24.2 with serial 2" in capfd.readouterr().err
    assert tree(there / "site") == before


def test_what_cannot_be_published(there: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for options, code, words in (
        (("site", "--out", "nowhere"), 2, "nowhere is no directory; name the local publication"),
        (("site", "--keys", "nowhere.json"), 2, "`feedgen keys` makes it"),
    ):
        assert publishing(*options) == code, options
        assert words in capfd.readouterr().err
    assert run(["publish", "site", "--key", "release.pub"]) == 2
    assert "release.pub is not a minisign secret key" in capfd.readouterr().err
    (there / "out" / "v1" / version_of(1) / "CHANGES.md").write_text("changed")
    assert publishing() == 4
    assert "is not what was released: CHANGES.md" in capfd.readouterr().err
    assert not (there / "site" / POINTER).exists()
