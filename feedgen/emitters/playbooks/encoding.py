"""The encoders of a playbook: prose for people, and lines of commands for a shell.

A command never holds a value in its own text where a list will do: values stand in quoted
here-documents, in which the shell gives nothing a meaning. What has to stand in a command passes
`shell_word`.
"""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import quote, urlsplit

import orjson

from feedgen.emitters._markdown import one_line, paragraphs
from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError
from feedgen.model.instants import format_instant
from feedgen.model.text import forbidden_character

END_OF_LIST = "END_OF_LIST"
"""Ends every here-document; no line of a list may be this word."""

_SCHEME = re.compile(r"\bhttp(s?)(?=:/)", re.IGNORECASE)
_SCHEME_GIVEN = re.compile(r"\bftp(?=:/)", re.IGNORECASE)
_WWW = re.compile(r"\bwww\.", re.IGNORECASE)
_BARE = re.compile(r"[A-Za-z0-9@%+=:,./_-]+")
_CODE = re.compile(r"[A-Za-z0-9 ._/:@+=,%~*#()-]+")


def prose(text: str) -> Encoded:
    """One line for people, also in a table: no markup, no link that a reader could press."""
    return Encoded(_defanged(" ".join(paragraphs(one_line(text)).split("\n"))))


def prose_paragraphs(text: str) -> Encoded:
    """The same, with its paragraphs."""
    return Encoded(_defanged(paragraphs(text)))


def defanged(value: str) -> Encoded:
    """A value for people: nothing in it can be pressed, and no program takes it for an address."""
    return prose(re.sub(r"(?<=[\w*-])\.(?=\w)", "[.]", value))


def code(text: str) -> Encoded:
    """A value as a code span where nothing in it could end one, else as prose."""
    return Encoded(f"`{text}`") if _CODE.fullmatch(text) and text.strip() == text else prose(text)


def link(title: str, url: str) -> Encoded:
    """A citation that can be pressed, where it is an ordinary web address."""
    split = urlsplit(url)
    if split.scheme not in ("http", "https") or not split.netloc:
        return prose(title)
    target = quote(url, safe=":/?#@!$&*+,;=%._~-")
    return Encoded(f"[{prose(title)}](<{target}>)")


def instant(at: datetime | None) -> Encoded:
    """A time in UTC; an open end is a star, as GitHub's search writes it."""
    return Encoded("*" if at is None else format_instant(at))


def list_line(text: str) -> str:
    """One line of a list in a here-document.

    Raises:
        UnencodableError: when it would not be one line, or would end the list.
    """
    if forbidden_character(text) or not text or text != text.strip():
        raise UnencodableError("the value is no single visible line")
    if text == END_OF_LIST:
        raise UnencodableError("the value would end the list that holds it")
    return text


def fence(text: str) -> Encoded:
    """What begins and ends a code block that holds this text: longer than any run in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return Encoded("`" * max(3, longest + 1))


def shell_word(text: str) -> Encoded:
    """One word of a POSIX shell's command line; single quotes take away every meaning.

    Raises:
        UnencodableError: for what cannot be seen, as a line break.
    """
    if forbidden_character(text):
        raise UnencodableError("the value is no single visible line")
    if _BARE.fullmatch(text):
        return Encoded(text)
    quoted = text.replace("'", "'\\''")
    return Encoded(f"'{quoted}'")


def jq_string(text: str) -> str:
    r"""A string of jq's language, for a program that is quoted for the shell as a whole.

    A backslash is doubled, so that `\(` cannot begin an interpolation.

    Raises:
        UnencodableError: for what cannot be seen.
    """
    if forbidden_character(text):
        raise UnencodableError("the value is no single visible line")
    return orjson.dumps(text).decode()


def find_pattern(path: str) -> str:
    """A path of the source as the pattern of `find -path`: a star stays, nothing else means more.

    A home directory may be anywhere, and a name or a relative path may lie anywhere.
    """
    plain = re.sub(r"([\\\[\]?])", r"\\\1", path.removeprefix("~/"))
    return plain if path.startswith("/") else f"*/{plain}"


def powershell_pattern(path: str) -> str:
    """A Windows path as a wildcard pattern of PowerShell: its star stays a star."""
    return re.sub(r"([`\[\]?])", r"`\1", path)


def _defanged(text: str) -> str:
    text = _SCHEME_GIVEN.sub("fxp", _SCHEME.sub(r"hxxp\1", text))
    return _WWW.sub(r"www\\.", text)
