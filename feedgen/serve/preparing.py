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
