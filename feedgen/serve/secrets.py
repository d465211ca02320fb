"""Secrets that clients show, and what of them an access file keeps."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass

_COST = {"n": 1 << 14, "r": 8, "p": 1}
"""16 MiB and some 40 ms a guess."""
_MEMORY = 64 << 20
_SALT, _LENGTH = 16, 32
_TOKEN = "feedgen_"  # noqa: S105 - the beginning of every token, so that scanners find leaked ones


@dataclass(frozen=True, slots=True)
class NewSecret:
    """Made by feedgen; shown once."""

    token: str
    password: str
    entry: str
    """The lines for the access file, which tell neither."""


@dataclass(frozen=True, slots=True)
class HashedPassword:
    """`scrypt:<salt>:<hash>`, both base64."""

    salt: bytes
    digest: bytes

    @classmethod
    def parse(cls, text: str) -> HashedPassword:
        """Read it.

        Raises:
            ValueError: when it is of another form.
        """
        try:
            kind, salt, digest = text.split(":")
            parsed = cls(
                base64.b64decode(salt, validate=True), base64.b64decode(digest, validate=True)
            )
        except (ValueError, binascii.Error) as error:
            raise ValueError("it is no `scrypt:…` of `feedgen serve --new-secret`") from error
        if kind != "scrypt" or len(parsed.salt) < _SALT or len(parsed.digest) != _LENGTH:
            raise ValueError("it is no `scrypt:…` of `feedgen serve --new-secret`")
        return parsed

    def matches(self, password: bytes) -> bool:
        """Slow on purpose; the same time whether it does or not."""
        return hmac.compare_digest(_scrypt(password, self.salt), self.digest)

    def __str__(self) -> str:
        salt, digest = (base64.b64encode(part).decode() for part in (self.salt, self.digest))
        return f"scrypt:{salt}:{digest}"


def token_digest(token: bytes) -> bytes:
    """SHA-256 is enough for a token of 256 random bits."""
    return hashlib.sha256(token).digest()


def parse_token_digest(text: str) -> bytes:
    """Read `sha256:<hex>`.

    Raises:
        ValueError: when it is of another form.
    """
    kind, _, digits = text.partition(":")
    if kind != "sha256" or not re.fullmatch(r"[0-9a-f]{64}", digits):
        raise ValueError("it is no `sha256:…` of `feedgen serve --new-secret`")
    return bytes.fromhex(digits)


def new_secret(name: str, random: bytes) -> NewSecret:
    """Make a principal's token and password.

    Args:
        name: of the principal.
        random: at least 72 bytes that nobody can guess.
    """
    token = _TOKEN + base64.urlsafe_b64encode(random[:32]).decode().rstrip("=")
    password = base64.urlsafe_b64encode(random[32:56]).decode()
    salt = random[56:72]
    hashed = HashedPassword(salt, _scrypt(password.encode(), salt))
    digest = token_digest(token.encode()).hex()
    entry = f"  {name}:\n    bearer: sha256:{digest}\n    basic: {hashed}\n"
    return NewSecret(token, password, entry)


def _scrypt(password: bytes, salt: bytes) -> bytes:
    return hashlib.scrypt(
        password, salt=salt, n=_COST["n"], r=_COST["r"], p=_COST["p"], maxmem=_MEMORY,
        dklen=_LENGTH,
    )  # fmt: skip
