"""Questions to a person at a terminal; a script is never asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import typer

from feedgen.errors import FeedgenError


def somebody_is_there(*, no_input: bool) -> bool:
    """Whether a person can be asked: both ends are a terminal, and nobody said not to."""
    return not no_input and sys.stdin.isatty() and sys.stderr.isatty()


def ask(
    question: str,
    default: str = "",
    *,
    read: Callable[[str], str],
    choices: Sequence[str] = (),
) -> str:
    """The answer to one question, asked again until it can be used.

    Args:
        question: one line; the default stands behind it.
        default: what an empty answer means; an empty default is an answer that may be empty.
        read: gives what an answer means, or raises an error that says what is wrong with it.
        choices: the only answers there are, if they are few.
    """

    def value(answer: str) -> str:
        if not answer.strip():
            return ""
        if choices and answer.strip() not in choices:
            raise typer.BadParameter(f'"{answer.strip()}" is none of: {", ".join(choices)}')
        try:
            return read(answer)
        except FeedgenError as error:
            raise typer.BadParameter(str(error)) from error

    shown = f"{question} ({' | '.join(choices)})" if choices else question
    answer: str = typer.prompt(
        shown, default=default, show_default=bool(default), value_proc=value, err=True
    )
    return answer
