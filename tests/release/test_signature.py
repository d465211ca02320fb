"""Keys and signatures: ours are minisign's, and what was changed is told from what is foreign."""

from __future__ import annotations

import base64
import binascii
import os
import stat
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from feedgen.errors import UsageError, VerificationError
from feedgen.release.signature import PublicKey, SigningKey, generate, verify

_WHAT = {"what": "latest.json", "remedy": "tell the producer"}


def made(tmp_path: Path, name: str = "release", password: str | None = None) -> SigningKey:
    secret, _, _ = generate(tmp_path / name, password)
    return SigningKey.read(secret, password)


def test_a_key_pair_signs_and_its_public_half_verifies(tmp_path: Path) -> None:
    key = made(tmp_path)
    public = PublicKey.read(tmp_path / "release.pub")
    assert public == key.public
    signed = verify(b"data", key.sign(b"data", "file:x serial:1"), [public], **_WHAT)
    assert signed.comment == "file:x serial:1"
    assert signed.key == public


def test_the_secret_key_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    os.umask(0)
    secret, public, _ = generate(tmp_path / "release", None)
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert stat.S_IMODE(public.stat().st_mode) == 0o644


@pytest.mark.parametrize("suffix", [".key", ".pub"])
def test_no_key_is_overwritten(tmp_path: Path, suffix: str) -> None:
    there = tmp_path / f"release{suffix}"
    there.write_text("precious")
    with pytest.raises(UsageError, match=f"release{suffix} exists and is not overwritten"):
        generate(tmp_path / "release", None)
    assert there.read_text() == "precious"


def test_a_password_is_asked_for_and_has_to_be_right(tmp_path: Path) -> None:
    secret, _, _ = generate(tmp_path / "release", "correct horse")
    assert SigningKey.is_protected(secret)
    assert SigningKey.read(secret, "correct horse").sign(b"x", "c")
    with pytest.raises(UsageError, match="has a password; set it in FEEDGEN_KEY_PASSWORD"):
        SigningKey.read(secret, None)
    with pytest.raises(UsageError, match="is not opened by this password"):
        SigningKey.read(secret, "wrong")


def test_a_closed_key_signs_no_more(tmp_path: Path) -> None:
    with made(tmp_path) as key:
        pass
    with pytest.raises(ValueError, match="wiped"):
        key.sign(b"x", "c")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "two lines are expected"),
        ("untrusted comment: x\n", "two lines are expected|invalid"),
        ("untrusted comment: x\nAAAA\n", "invalid"),
        ("a\nb\nc\n", "two lines are expected"),
        ("not base64!", "invalid"),
    ],
)
def test_what_is_no_public_key(text: str, problem: str) -> None:
    with pytest.raises(VerificationError, match=problem):
        PublicKey.parse(text)


def test_a_public_key_is_read_with_and_without_its_comment(tmp_path: Path) -> None:
    key = made(tmp_path).public
    assert PublicKey.parse(key.file().decode()) == key
    assert PublicKey.parse(key.text) == key
    assert PublicKey.parse(f"  {key.text}\r\n") == key


def test_a_signature_of_another_key_is_told_from_a_changed_file(tmp_path: Path) -> None:
    key, other = made(tmp_path), made(tmp_path, "other")
    signature = key.sign(b"data", "c")
    with pytest.raises(VerificationError) as foreign:
        verify(b"data", signature, [other.public], **_WHAT)
    assert str(foreign.value) == (
        f"latest.json is signed by key {key.public.id}, which is not trusted here "
        f"({other.public.id}); tell the producer"
    )
    with pytest.raises(VerificationError) as changed:
        verify(b"Data", signature, [other.public, key.public], **_WHAT)
    assert str(changed.value) == (
        f"latest.json is not what key {key.public.id} signed: it was changed; tell the producer"
    )


def test_a_changed_trusted_comment_is_refused(tmp_path: Path) -> None:
    key = made(tmp_path)
    signature = key.sign(b"data", "serial:1").replace(b"serial:1", b"serial:2")
    with pytest.raises(VerificationError, match="it was changed"):
        verify(b"data", signature, [key.public], **_WHAT)


def test_a_legacy_signature_is_refused(tmp_path: Path) -> None:
    key = made(tmp_path)
    legacy = bytes(key._key.sign(b"data", prehash=False, trusted_comment="c"))
    with pytest.raises(VerificationError, match="of the legacy kind"):
        verify(b"data", legacy, [key.public], **_WHAT)


@given(st.binary(max_size=400))
def test_no_bytes_are_a_signature_by_chance(data: bytes) -> None:
    key = PublicKey.parse("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3")
    with pytest.raises(VerificationError):
        verify(b"data", data, [key], **_WHAT)


def _decoded(signature: bytes) -> list[bytes]:
    lines = signature.split(b"\n")
    return [line if number in {0, 2} else _base64(line) for number, line in enumerate(lines)]


def _base64(line: bytes) -> bytes:
    try:
        return base64.b64decode(line, validate=True)
    except binascii.Error:
        return line


@given(st.binary(max_size=64), st.integers(0, 330), st.integers(1, 255))
def test_no_changed_byte_is_accepted(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, place: int, flip: int
) -> None:
    key = made(tmp_path_factory.mktemp("key"))
    signature = bytearray(key.sign(data, "serial:1"))
    untrusted = signature.index(b"\n")
    place = untrusted + 1 + place % (len(signature) - untrusted - 2)
    original = bytes(signature)
    signature[place] ^= flip
    # The last digit before the padding of base64 has bits that mean nothing.
    assume(_decoded(bytes(signature)) != _decoded(original))
    with pytest.raises(VerificationError):
        verify(data, bytes(signature), [key.public], **_WHAT)
