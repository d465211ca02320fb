"""A file path as a person writes it, as it stands in the logs of one operating system."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from feedgen.emitters.sigma.detection import Comparison
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.errors import UnencodableError
from feedgen.model.observables import Path


class System(StrEnum):
    """An operating system with a log source of its own."""

    LINUX = "linux"
    MACOS = "macos"
    WINDOWS = "windows"


_HOME = re.compile(r"(?:~|\$HOME|\$\{HOME\}|%USERPROFILE%)[/\\]", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:[/\\]")
_VARIABLE = re.compile(r"%([^%\\/]+)%[/\\]")
_VARIABLES = {
    "appdata": "\\AppData\\Roaming\\",
    "localappdata": "\\AppData\\Local\\",
    "programdata": "\\ProgramData\\",
    "public": "\\Users\\Public\\",
    "temp": "\\Temp\\",
    "tmp": "\\Temp\\",
}
"""What Windows puts for a variable, as far as it is the same for everybody."""
_LINKED = ("/tmp/", "/var/", "/etc/")  # noqa: S108 - compared with, never written to
"""Directories that macOS keeps under /private and logs there."""


def names_home(path: Path) -> bool:
    """True for a path below somebody's home directory."""
    return _HOME.match(path.value) is not None


def forms(path: Path, system: System) -> Iterator[tuple[Comparison, Pattern]]:
    """How the path is compared on that system; nothing where it cannot exist there.

    A home directory, a bare name and a relative path may lie anywhere, so they are compared from
    the end; a trailing separator is a directory with everything in it.

    Raises:
        UnencodableError: when it is nothing but wildcards, or begins with an unknown variable.
    """
    text = path.value
    drive = _DRIVE.match(text) is not None
    windows_only = path.is_windows or drive or _VARIABLE.match(text) is not None
    if windows_only and system is not System.WINDOWS:
        return
    separator = "\\" if system is System.WINDOWS else "/"
    if system is System.WINDOWS and text.startswith("/"):
        return
    anchored = drive or text.startswith(("/", "\\\\"))
    if not anchored:
        text = _from_anywhere(text)
    if system is System.WINDOWS:
        text = text.replace("/", separator)
    for spelling in _spellings(text, system, anchored=anchored):
        yield _compared(spelling, separator, anchored=anchored)


def _from_anywhere(text: str) -> str:
    home, variable = _HOME.match(text), _VARIABLE.match(text)
    if home:
        return "/" + text[home.end() :]
    if variable:
        known = _VARIABLES.get(variable[1].lower())
        if known is None:
            raise UnencodableError("the path begins with a variable that no log holds")
        return known + text[variable.end() :]
    relative = text.removeprefix("./").removeprefix(".\\")
    return relative if relative.startswith(("*", "\\")) else "/" + relative


def _spellings(text: str, system: System, *, anchored: bool) -> tuple[str, ...]:
    if system is System.MACOS and anchored and text.startswith(_LINKED):
        return (text, f"/private{text}")
    return (text,)


def _compared(text: str, separator: str, *, anchored: bool) -> tuple[Comparison, Pattern]:
    pieces = tuple(piece for piece in text.split("*") if piece)
    if not any(piece.strip(separator) for piece in pieces):
        raise UnencodableError("the path is nothing but wildcards")
    before = not anchored or text.startswith("*")
    after = text.endswith(("*", separator))
    comparison = {
        (False, False): Comparison.EQUALS,
        (False, True): Comparison.STARTSWITH,
        (True, False): Comparison.ENDSWITH,
        (True, True): Comparison.CONTAINS,
    }[before, after]
    return comparison, Pattern(pieces)
