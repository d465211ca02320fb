"""Answers that have to wait until something was done in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from feedgen.errors import VerificationError
from feedgen.serve.exchange import Reply
from feedgen.serve.release_files import NotReadyError

_TRIES = 8
"""Files that one answer may have to wait for, one after the other."""
_LIGHT, _SLICES = 16_384, 64
"""Bytes and slices of an answer that is kept."""


async def prepared(answer: Callable[[], Reply], otherwise: Reply) -> Reply:
    """The answer, after what it needs was done in threads."""
    for _ in range(_TRIES):
        try:
            return answer()
        except NotReadyError as error:
            with suppress(VerificationError):  # the next try meets it, and tells
                await asyncio.to_thread(error.prepare)
        except VerificationError:
            break
    return otherwise


def is_light(reply: Reply) -> bool:
    """Whether keeping it takes little memory; slices of mapped files take none."""
    own = sum(len(chunk) for chunk in reply.body if isinstance(chunk, bytes))
    return reply.status == 200 and own <= _LIGHT and len(reply.body) <= _SLICES
