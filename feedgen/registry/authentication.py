"""Answers a registry that asks who is there: Basic, or a token of the service that it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

import orjson
import requests

from feedgen.errors import UnavailableError

_CHALLENGE = re.compile(r"(?i)^\s*(basic|bearer)\b(.*)$")
_PARAMETER = re.compile(r'([a-zA-Z]+)="([^"]*)"')


class Authentication:
    """One registry's. oras keeps the first token for ever, even where it only allows to pull."""

    def __init__(
        self,
        credentials: str | None,
        scheme: str,
        get: Callable[..., tuple[requests.Response, bytes]],
    ) -> None:
        """Nothing is asked yet.

        Args:
            credentials: user and password, as Basic writes them.
            scheme: of the registry; a token is not asked for with less protection.
            get: sends a GET request, and gives the answer and its text.
        """
        self._credentials, self._scheme, self._get = credentials, scheme, get
        self.header: dict[str, str] = {}
        """For every request."""

    def answer(self, challenge: str, name: str) -> bool:
        """Make a header that answers a challenge; False where there is none.

        Args:
            challenge: the WWW-Authenticate header.
            name: of the registry, in messages.

        Raises:
            UnavailableError: when no token is given.
        """
        match = _CHALLENGE.match(challenge)
        if match is None:
            return False
        if match[1].lower() == "basic":
            if self._credentials is None or "Authorization" in self.header:
                return False
            self.header = {"Authorization": f"Basic {self._credentials}"}
            return True
        said = {key.lower(): value for key, value in _PARAMETER.findall(match[2])}
        self.header = {"Authorization": f"Bearer {self._token(said, name)}"}
        return True

    def _token(self, said: dict[str, str], name: str) -> str:
        realm = said.get("realm", "")
        if not realm.startswith("https://") and not realm.startswith(f"{self._scheme}://"):
            raise UnavailableError(f"{name} sends to {realm!r} for a token, which is not https")
        answer, text = self._get(
            realm,
            params={key: said[key] for key in ("service", "scope") if key in said},
            headers={"Authorization": f"Basic {self._credentials}"} if self._credentials else {},
        )
        try:
            document = orjson.loads(text)
            token = document.get("token") or document.get("access_token")
        except (orjson.JSONDecodeError, AttributeError):
            token = None
        if answer.status_code != HTTPStatus.OK or not token:
            raise UnavailableError(
                f"{name} gives no access: {realm} answers {answer.status_code} {answer.reason}; "
                "log in with `docker login`"
            )
        return str(token)
