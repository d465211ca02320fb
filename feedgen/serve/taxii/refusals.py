"""What a request that cannot be answered gets: TAXII's error message (TAXII 2.1 §3.6)."""

from __future__ import annotations

import orjson

from feedgen.errors import FeedgenError
from feedgen.serve.exchange import Reply

MEDIA_TYPE = "application/taxii+json;version=2.1"
"""Of everything that TAXII answers, errors too."""


class RefusedError(FeedgenError):
    """The client's request, not the server, is at fault."""

    exit_code = 2

    def __init__(
        self, status: int, title: str, description: str, *, allow: tuple[str, ...] = ()
    ) -> None:
        self.status = status
        self.title = title
        self.description = description
        self.allow = allow
        super().__init__(f"{title}: {description}")

    @property
    def reply(self) -> Reply:
        """As the client gets it."""
        headers = (("Allow", ", ".join(self.allow)),) if self.allow else ()
        return error_reply(self.status, self.title, self.description, headers=headers)


def error_reply(
    status: int, title: str, description: str, *, headers: tuple[tuple[str, str], ...] = ()
) -> Reply:
    """An error in the form of the standard, for whatever refuses a request below `/taxii2/`."""
    document = {"title": title, "description": description, "http_status": str(status)}
    return Reply(
        status=status, media_type=MEDIA_TYPE, body=(orjson.dumps(document),), headers=headers
    )


def malformed(parameter: str, problem: str) -> RefusedError:
    """A query parameter that is not what it has to be (§3.4)."""
    return RefusedError(400, "Malformed query", f"{parameter}: {problem}")


def not_found(what: str) -> RefusedError:
    """Nothing there, or nothing that this client may know of."""
    return RefusedError(404, "Not found", what)
