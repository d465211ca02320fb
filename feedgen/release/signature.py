"""Ed25519 keys and signatures in minisign's format (https://jedisct1.github.io/minisign/).

Signatures are of the prehashed kind (`ED`, BLAKE2b-512), which minisign and openssl 3 alone check.
Key ids are shown as minisign shows them.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import minisign

from feedgen.errors import UnavailableError, UsageError, VerificationError

_FILE_COMMENT = "untrusted comment: "
_KEY_LIMIT = 4096
"""Bytes; a key file has less than 400."""
SIGNATURE_LIMIT = 16_384
"""Bytes; a longer file is no signature."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What a subscriber pins."""

    text: str
    """The base64 line of the key file."""

    @property
    def id(self) -> str:
        """Sixteen hexadecimal digits, as `minisign` prints them."""
        return key_id(base64.b64decode(self.text))

    def file(self) -> bytes:
        """The key file."""
        return f"{_FILE_COMMENT}minisign public key {self.id}\n{self.text}\n".encode()

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """Read a key file or its second line alone.

        Raises:
            VerificationError: when it is neither.
        """
        lines = [line.strip() for line in text.strip().splitlines()]
        if len(lines) == 2 and lines[0].startswith(_FILE_COMMENT):
            lines = lines[1:]
        if len(lines) != 1:
            raise VerificationError("it is not a minisign public key: two lines are expected")
        try:
            key = minisign.PublicKey.from_base64(lines[0])
        except minisign.ParseError as error:
            raise VerificationError(f"it is not a minisign public key: {error}") from error
        return cls(key.to_base64().decode())

    @classmethod
    def read(cls, path: Path) -> PublicKey:
        """Read a key file.

        Raises:
            UsageError: when the file cannot be read or holds no public key.
        """
        text = _key_text(path)
        try:
            return cls.parse(text)
        except VerificationError as error:
            raise UsageError(f"{path}: {error}") from error


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that holds."""

    key: PublicKey
    comment: str
    """The trusted comment: signed, but free text."""


def verify(
    data: bytes, signature: bytes, keys: Iterable[PublicKey], *, what: str, remedy: str
) -> Signed:
    """Check a signature over some bytes.

    Args:
        data: what was signed.
        signature: the `.minisig` file.
        keys: those that may have signed.
        what: names the signed thing in messages.
        remedy: what to do if it does not hold.

    Raises:
        VerificationError: when it is no signature, of an unknown key, or of other bytes.
    """
    try:
        read = minisign.Signature.from_bytes(signature)
    except minisign.ParseError as error:
        raise VerificationError(f"the signature of {what} is damaged: {error}; {remedy}") from error
    if not read.is_prehashed():
        raise VerificationError(f"the signature of {what} is of the legacy kind; {remedy}")
    signer = key_id(base64.b64decode(bytes(read).splitlines()[1]))
    known = {key.id: key for key in keys}
    if signer not in known:
        trusted = ", ".join(sorted(known)) or "none"
        raise VerificationError(
            f"{what} is signed by key {signer}, which is not trusted here ({trusted}); {remedy}"
        )
    try:
        minisign.PublicKey.from_base64(known[signer].text).verify(data, read)
    except minisign.VerifyError as error:
        raise VerificationError(
            f"{what} is not what key {signer} signed: it was changed; {remedy}"
        ) from error
    return Signed(known[signer], read.trusted_comment)


class SigningKey:
    """A secret key, open for signing. A context manager that wipes it at the end."""

    def __init__(self, key: minisign.SecretKey) -> None:
        self._key = key
        self.public = PublicKey(key.get_public_key().to_base64().decode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._key.wipe()

    def sign(self, data: bytes, comment: str) -> bytes:
        """The `.minisig` file for some bytes.

        Args:
            data: what is signed.
            comment: the trusted comment, one line of printable ASCII.
        """
        signature = self._key.sign(
            data,
            untrusted_comment=f"signature from key {self.public.id}",
            trusted_comment=comment,
        )
        return bytes(signature) + b"\n"

    @staticmethod
    def is_protected(path: Path) -> bool:
        """Whether a secret key file needs a password; False where it is no key."""
        try:
            key = minisign.SecretKey.from_bytes(_key_text(path).strip().encode())
            return bool(key.is_encrypted())
        except minisign.ParseError:
            return False

    @classmethod
    def read(cls, path: Path, password: str | None) -> SigningKey:
        """Open a secret key file.

        Args:
            path: as minisign or `feedgen keygen` wrote it.
            password: where it has one.

        Raises:
            UsageError: when it cannot be read, is no key, or the password is missing or wrong.
        """
        text = _key_text(path)
        try:
            key = minisign.SecretKey.from_bytes(text.strip().encode())
            if key.is_encrypted():
                if password is None:
                    raise UsageError(
                        f"{path} has a password; set it in FEEDGEN_KEY_PASSWORD, or give it at the "
                        "prompt"
                    )
                key.decrypt(password)
        except minisign.ParseError as error:
            raise UsageError(f"{path} is not a minisign secret key: {error}") from error
        except minisign.Error as error:
            raise UsageError(f"{path} is not opened by this password") from error
        return cls(key)


def generate(path: Path, password: str | None) -> tuple[Path, Path, PublicKey]:
    """Make a key pair: `PATH.key`, readable by its owner alone, and `PATH.pub`.

    Args:
        path: without suffix, in a directory that exists.
        password: protects the secret key; None or empty for none.

    Raises:
        UsageError: when one of the files is there; nothing is overwritten.
        UnavailableError: when the disk refuses.
    """
    secret, public = (path.with_name(f"{path.name}{suffix}") for suffix in (".key", ".pub"))
    pair = minisign.KeyPair.generate()
    key = PublicKey(pair.public_key.to_base64().decode())
    with pair.secret_key as secret_key:
        if password:
            secret_key.encrypt(password)
        secret_key.untrusted_comment = f"minisign secret key {key.id}"
        for file, content, mode in (
            (secret, bytes(secret_key) + b"\n", 0o600),
            (public, key.file(), 0o644),
        ):
            _create(file, content, mode)
    return secret, public, key


def _create(path: Path, content: bytes, mode: int) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError as error:
        raise UsageError(f"{path} exists and is not overwritten; choose another name") from error
    except OSError as error:
        raise UnavailableError(f"{path} cannot be written: {error.strerror}") from error
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, mode)
        file.write(content)
        file.flush()
        os.fsync(descriptor)


def _key_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_KEY_LIMIT).decode()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}; name a key file") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not a key file") from error


def key_id(decoded: bytes) -> str:
    """The id of a decoded key or signature line, as minisign prints it."""
    # Algorithm (2 bytes), then the id as a little-endian number.
    return decoded[2:10][::-1].hex().upper()
