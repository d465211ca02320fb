"""Reads one source file, believing nothing: bounded, regular, UTF-8, inside the tree."""

from __future__ import annotations

from pathlib import Path

from feedgen.durable import IrregularFileError, open_regular
from feedgen.errors import Finding, Location, SourceError
from feedgen.model.text import forbidden_character
from feedgen.sources import codes

MAX_BYTES = 4 * 1024 * 1024
"""Of one curated file. A long list of values belongs into a bulk list, not into YAML."""


def display_path(path: Path) -> str:
    """The path as the user would type it: relative to the working directory if below it."""
    absolute = Path.cwd() / path
    try:
        return absolute.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return absolute.as_posix()


def refuse(
    path: Path, code: str, problem: str, remedy: str, *, at: tuple[int, int] = (1, 1)
) -> SourceError:
    """The error for a file, ready to be raised; `at` is line and column."""
    return SourceError([Finding(Location(display_path(path), *at), code, problem, remedy)])


def read_text(path: Path, root: Path, max_bytes: int = MAX_BYTES) -> str:
    """The file's text; line ends become plain line feeds.

    Args:
        path: the file.
        root: the tree it must lie in once all links are followed.
        max_bytes: more is refused after reading no more than that.

    Raises:
        SourceError: FG001, FG002 or FG003, with the place where there is one.
    """
    try:
        inside = path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a loop of links; Python 3.13 reports it as OSError
        inside = False
    if not inside:
        raise refuse(
            path,
            codes.UNREADABLE,
            "the link leads out of the tree",
            f"keep sources below {display_path(root)}",
        )
    data = _read_bytes(path, max_bytes)
    if len(data) > max_bytes:
        raise refuse(
            path,
            codes.TOO_LARGE,
            f"the file has more than {max_bytes:,} bytes",
            "split it, or move long lists of values into a bulk list",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse(
            path,
            codes.NOT_TEXT,
            f"byte {error.start} is not UTF-8",
            "save the file as UTF-8",
            at=(line, 1),
        ) from error
    text = text.replace("\r\n", "\n")
    _refuse_invisible(path, text)
    return text


def _read_bytes(path: Path, max_bytes: int) -> bytes:
    try:
        with open_regular(path) as file:
            return file.read(max_bytes + 1)
    except IrregularFileError as error:
        raise refuse(
            path, codes.UNREADABLE, "is not a regular file", "replace it by a file"
        ) from error
    except OSError as error:
        raise refuse(
            path,
            codes.UNREADABLE,
            f"cannot be read: {error.strerror}",
            "check the path and its permissions",
        ) from error


def _refuse_invisible(path: Path, text: str) -> None:
    for number, line in enumerate(text.split("\n"), start=1):
        if (line.isascii() and line.isprintable()) or not line:
            continue
        character = forbidden_character(line)
        if character is None:
            continue
        column = next(i for i, c in enumerate(line, start=1) if forbidden_character(c))
        if character == "U+0009":
            problem, remedy = "a tab", "indent and separate with spaces"
        else:
            problem, remedy = f"holds {character}, which nobody can see", "remove that character"
        raise refuse(path, codes.NOT_TEXT, problem, remedy, at=(number, column))
