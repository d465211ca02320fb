"""`feedgen keygen` and `feedgen keys`, and that Debian's minisign and openssl agree with them."""

from __future__ import annotations

import base64
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from feedgen.cli.app import run
from feedgen.model.instants import format_instant
from feedgen.release.names import POINTER
from feedgen.release.pointer import copy_of_signature
from feedgen.release.signature import PublicKey, SigningKey
from tests.engines.registry import require
from tests.publish.publications import write_release
from tests.subscribe.feed_attacks import LATER

NOW = format_instant(LATER)
PASSWORD = "correct horse"  # noqa: S105 - of a key that lives for one test


@pytest.fixture(autouse=True)
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FEEDGEN_KEY_PASSWORD", raising=False)
    return tmp_path


def called(command: Sequence[str | Path], *, typed: str = "") -> str:
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def publication(there: Path, key: str) -> Path:
    """What `feedgen publish` makes with a key."""
    (there / "out").mkdir()
    write_release(there / "out", 1)
    assert run(["publish", "site", "--key", key, "--out", "out", "--at", NOW]) == 0
    return there / "site"


def test_a_key_pair(there: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["keygen", "release"]) == 0
    captured = capfd.readouterr()
    public = PublicKey.read(there / "release.pub")
    assert captured.out == f"{public.text}\n"
    assert captured.err.splitlines() == [
        f"made key {public.id}",
        "  release.key  the secret key, without a password: whoever has it can publish in your name",
        "  release.pub  the public key: give it to subscribers",
    ]
    assert (there / "release.key").stat().st_mode & 0o777 == 0o600
    assert (there / "release.pub").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("there_already", ["release.key", "release.pub"])
def test_nothing_is_overwritten(
    there: Path, capfd: pytest.CaptureFixture[str], there_already: str
) -> None:
    (there / there_already).write_text("old")
    assert run(["keygen", "release"]) == 2
    assert f"{there_already} exists and is not overwritten" in capfd.readouterr().err
    assert (there / there_already).read_text() == "old"


def test_a_password(
    there: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEEDGEN_KEY_PASSWORD", PASSWORD)
    assert run(["keygen", "release"]) == 0
    assert "protected by a password" in capfd.readouterr().err
    (there / "out").mkdir()
    write_release(there / "out", 1)
    publish = ["publish", "site", "--key", "release.key", "--out", "out", "--at", NOW]
    for password, words in ((None, "has a password"), ("wrong", "is not opened by this password")):
        monkeypatch.delenv("FEEDGEN_KEY_PASSWORD", raising=False)
        if password:
            monkeypatch.setenv("FEEDGEN_KEY_PASSWORD", password)
        with Path(os.devnull).open() as nobody, monkeypatch.context() as patched:
            patched.setattr("sys.stdin", nobody)
            assert run(publish) == 2
        assert words in capfd.readouterr().err
    monkeypatch.setenv("FEEDGEN_KEY_PASSWORD", PASSWORD)
    assert run(publish) == 0


# minisign, both ways.


@pytest.mark.engine
def test_minisign_accepts_our_signature(there: Path) -> None:
    minisign = require("minisign")
    run(["keygen", "release"])
    site = publication(there, "release.key")
    told = called([minisign, "-V", "-p", "release.pub", "-m", site / POINTER])
    assert "Signature and comment signature verified" in told
    assert re.search(
        r"Trusted comment: file:latest\.json feed:made-feed serial:1 version:2026\.11\.24\.1 "
        r"expires:2026-12-02T12:00:00Z",
        told,
    )
    line = (there / "release.pub").read_text().splitlines()[1]
    called([minisign, "-V", "-P", line, "-m", site / POINTER])


@pytest.mark.engine
@pytest.mark.parametrize("damaged", [POINTER, copy_of_signature(POINTER)])
def test_minisign_refuses_what_was_changed(there: Path, damaged: str) -> None:
    minisign = require("minisign")
    run(["keygen", "release"])
    site = publication(there, "release.key")
    path = site / damaged
    path.write_bytes(path.read_bytes().replace(b"2026-12-02", b"2026-12-09"))
    done = subprocess.run(
        [minisign, "-V", "-p", "release.pub", "-m", site / POINTER],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "verification failed" in done.stderr


@pytest.mark.engine
@pytest.mark.parametrize("password", ["", pytest.param(PASSWORD, marks=pytest.mark.long)])
def test_a_key_of_minisign_publishes(
    there: Path, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    minisign = require("minisign")
    make = [minisign, "-G", "-p", "mini.pub", "-s", "mini.key"]
    called(
        [*make, *([] if password else ["-W"])],
        typed=f"{password}\n{password}\n" if password else "",
    )
    if password:
        monkeypatch.setenv("FEEDGEN_KEY_PASSWORD", password)
    site = publication(there, "mini.key")
    called([minisign, "-V", "-p", "mini.pub", "-m", site / POINTER])
    assert run(["verify", str(site), "--key", "mini.pub", "--at", NOW]) == 0


@pytest.mark.engine
@pytest.mark.parametrize("password", ["", PASSWORD])
def test_our_key_signs_with_minisign(
    there: Path, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    minisign = require("minisign")
    if password:
        monkeypatch.setenv("FEEDGEN_KEY_PASSWORD", password)
    run(["keygen", "release"])
    (there / "a.txt").write_text("a")
    called(
        [minisign, "-S", "-s", "release.key", "-m", "a.txt", *([] if password else ["-W"])],
        typed=f"{password}\n",
    )
    called([minisign, "-V", "-p", "release.pub", "-m", "a.txt"])


@pytest.mark.engine
def test_a_pointer_that_minisign_signed_is_believed(
    there: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    minisign = require("minisign")
    called([minisign, "-G", "-W", "-p", "mini.pub", "-s", "mini.key"])
    site = publication(there, "mini.key")
    (place,) = (site / "signatures").iterdir()
    call: list[str | Path] = [
        minisign,
        "-S",
        "-W",
        "-s",
        "mini.key",
        "-m",
        site / POINTER,
        "-x",
        place,
    ]
    called([*call, "-t", "by hand"])
    assert b"by hand" in place.read_bytes()
    assert run(["verify", str(site), "--key", "mini.pub", "--at", NOW]) == 0
    called([*call, "-l"])
    capfd.readouterr()
    assert run(["verify", str(site), "--key", "mini.pub", "--at", NOW]) == 4
    assert "is of the legacy kind" in capfd.readouterr().err


@pytest.mark.engine
def test_openssl_alone_accepts_our_signature(there: Path) -> None:
    openssl = require("openssl")
    run(["keygen", "release"])
    site = publication(there, "release.key")
    public = base64.b64decode((there / "release.pub").read_text().splitlines()[1])
    (there / "key.der").write_bytes(bytes.fromhex("302a300506032b6570032100") + public[-32:])
    line = (site / copy_of_signature(POINTER)).read_text().splitlines()[1]
    (there / "raw").write_bytes(base64.b64decode(line)[-64:])
    called([openssl, "dgst", "-blake2b512", "-binary", "-out", "hash", site / POINTER])
    told = called([
        openssl, "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key.der", "-rawin",
        "-in", "hash", "-sigfile", "raw",
    ])  # fmt: skip
    assert "Signature Verified Successfully" in told


# The list of release keys.


def test_rotation(there: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("root", "one", "two"):
        run(["keygen", name])
    capfd.readouterr()
    one, two = (PublicKey.read(there / f"{name}.pub").id for name in ("one", "two"))
    assert run(["keys", "add", "one.pub", "--root", "root.key", "--at", NOW]) == 0
    assert run(["keys", "add", "two.pub", "--root", "root.key", "--at", NOW]) == 0
    capfd.readouterr()
    revoke = ["keys", "revoke", one, "--reason", "laptop lost", "--root", "root.key", "--at", NOW]
    assert run(revoke) == 0
    told = capfd.readouterr().err
    assert told.splitlines() == [
        "keys.json: serial 3, until 2027-11-26T12:00:00Z",
        f"  {one}  revoked since {NOW} (laptop lost)",
        f"  {two}  active since {NOW}",
    ]
    assert run(["keys", "show"]) == 0
    assert capfd.readouterr().err == told
    (there / "out").mkdir()
    write_release(there / "out", 1)
    publish = ["publish", "site", "--out", "out", "--keys", "keys.json", "--at", NOW, "--key"]
    assert run([*publish, "one.key"]) == 3
    assert f"key {one} is not active in keys.json ({two})" in capfd.readouterr().err
    assert not (there / "site" / POINTER).exists()
    assert run([*publish, "two.key"]) == 0
    assert run(["verify", "site", "--key", "root.pub", "--at", NOW]) == 0
    assert run(["keys", "add", "one.pub", "--root", "root.key", "--at", NOW]) != 0


@pytest.mark.engine
def test_minisign_accepts_the_list_of_keys(there: Path) -> None:
    for name in ("root", "one"):
        run(["keygen", name])
    run(["keys", "add", "one.pub", "--root", "root.key", "--at", NOW])
    told = called([require("minisign"), "-V", "-p", "root.pub", "-m", "keys.json"])
    assert "Trusted comment: file:keys.json serial:1 expires:2027-11-26T12:00:00Z" in told


def test_a_list_of_another_root_is_not_touched(
    there: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("root", "other", "one"):
        run(["keygen", name])
    run(["keys", "add", "one.pub", "--root", "root.key", "--at", NOW])
    before = (there / "keys.json").read_bytes()
    assert run(["keys", "renew", "--root", "other.key", "--at", NOW]) == 4
    assert "which is not trusted here" in capfd.readouterr().err
    assert (there / "keys.json").read_bytes() == before
    key = SigningKey.read(there / "root.key", None)
    (there / "keys.json.minisig").write_bytes(key.sign(b"other", "x"))
    assert run(["keys", "renew", "--root", "root.key", "--at", NOW]) == 4
