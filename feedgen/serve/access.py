"""Who asks, and what they may read."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from feedgen.serve.access_file import OTHERS, AccessFile
from feedgen.serve.secrets import HashedPassword, token_digest

CHALLENGES = (
    ("WWW-Authenticate", 'Bearer realm="feedgen"'),
    ("WWW-Authenticate", 'Basic realm="feedgen", charset="UTF-8"'),
)
_KEPT = 1024
"""Verified passwords, and clients that failed."""
_AT_ONCE = 2
"""Passwords that are compared at the same time; each takes 16 MiB."""
_FAILURES = 10
"""In a minute, before a client's credentials are refused unread."""
_MINUTE = 60.0
_LONGEST = 4096
"""Bytes of an Authorization header."""


class TooManyFailuresError(Exception):
    """A client has shown wrong credentials too often; it may come again in a minute."""


class WrongCredentialsError(Exception):
    """Credentials were shown that nobody has."""


@dataclass(frozen=True, slots=True)
class Client:
    """Who asks."""

    name: str | None
    """Of the principal; None where no credentials came."""


ANONYMOUS = Client(None)


class Access:
    """Answers for one access file."""

    def __init__(self, file: AccessFile, *, key: bytes, elapsed: Callable[[], float]) -> None:
        """Nothing is verified yet.

        Args:
            file: what is allowed.
            key: random bytes of this process; under it verified passwords are remembered.
            elapsed: seconds of any clock that only goes forward.
        """
        self._file, self._key, self._elapsed = file, key, elapsed
        self._tokens = {
            digest: name for name, one in file.principals.items() for digest in one.bearer
        }
        self._verified: OrderedDict[bytes, str] = OrderedDict()
        self._failed: OrderedDict[str, list[float]] = OrderedDict()
        self._gate = asyncio.Semaphore(_AT_ONCE)
        self._nobody = HashedPassword(bytes(16), bytes(32))

    def may_read(self, client: Client, alias: str) -> bool:
        """Whether a client may read a collection."""
        rules = self._file.collections
        allowed = rules.get(alias, rules.get(OTHERS))
        return allowed is None or client.name in allowed

    def may_fetch(self, client: Client) -> bool:
        """Whether a client may read files and pages."""
        return self._file.files is None or client.name in self._file.files

    @property
    def hides_files(self) -> bool:
        """Whether files and pages are not for everybody."""
        return self._file.files is not None

    @property
    def hides_collections(self) -> bool:
        """Whether some collection is not for everybody."""
        return bool(self._file.collections)

    async def client(self, authorization: str | None, address: str) -> Client:
        """Who shows these credentials.

        Args:
            authorization: the header.
            address: of the client, for counting failures.

        Raises:
            WrongCredentialsError: when nobody does.
            TooManyFailuresError: when that happened too often.
        """
        if authorization is None:
            return ANONYMOUS
        self._refuse_guessing(address)
        scheme, _, value = authorization[:_LONGEST].partition(" ")
        name = None
        if scheme.lower() == "bearer":
            name = self._bearer(value.strip())
        elif scheme.lower() == "basic":
            name = await self._basic(value.strip())
        if name is None:
            self._note_failure(address)
            raise WrongCredentialsError
        return Client(name)

    def _bearer(self, token: str) -> str | None:
        # The digest of a guess says nothing about the token, so looking it up leaks nothing.
        return self._tokens.get(token_digest(token.encode("utf-8", "surrogateescape")))

    async def _basic(self, value: str) -> str | None:
        try:
            user, colon, password = base64.b64decode(value, validate=True).partition(b":")
        except (binascii.Error, ValueError):
            return None
        if not colon:
            return None
        known = hmac.digest(self._key, user + b":" + password, "sha256")
        name = self._verified.get(known)
        if name is not None:
            self._verified.move_to_end(known)
            return name
        principal = self._file.principals.get(user.decode("utf-8", "replace"))
        # An unknown user takes as long as a wrong password.
        hashes = principal.basic if principal and principal.basic else (self._nobody,)
        async with self._gate:
            matching = [await asyncio.to_thread(one.matches, password) for one in hashes]
        if principal is None or not any(matching):
            return None
        self._verified[known] = principal.name
        if len(self._verified) > _KEPT:
            self._verified.popitem(last=False)
        return principal.name

    def _refuse_guessing(self, address: str) -> None:
        since = self._elapsed() - _MINUTE
        failures = self._failed.get(address)
        if failures is None:
            return
        failures[:] = [when for when in failures if when > since]
        if len(failures) >= _FAILURES:
            raise TooManyFailuresError

    def _note_failure(self, address: str) -> None:
        self._failed.setdefault(address, []).append(self._elapsed())
        self._failed.move_to_end(address)
        if len(self._failed) > _KEPT:
            self._failed.popitem(last=False)
