"""Where docs/sigma.md says that a path is looked for: in the logs of Linux, of Windows, or of both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedgen.model.observables import Path

_ANY = "\x00"
_DRIVE = re.compile(r"[A-Za-z]:[/\\]")
_VARIABLE = re.compile(r"%([^%\\/]+)%[/\\]")
_HOME = re.compile(r"(?:~|\$HOME|\$\{HOME\}|%USERPROFILE%)[/\\]", re.IGNORECASE)
_FOLDERS = {
    "appdata": "AppData\\Roaming", "localappdata": "AppData\\Local", "programdata": "ProgramData",
    "public": "Users\\Public", "temp": "Temp", "tmp": "Temp",
}  # fmt: skip


def path_forms(path: Path) -> Iterator[str]:
    """The texts with wildcards, behind the name of their log."""
    text = path.value
    on_windows = path.is_windows or _DRIVE.match(text) or _VARIABLE.match(text)
    if not on_windows:
        yield f"file_event_lnx_ {_form(text, '/')}"
    if not text.startswith("/"):
        yield f"file_event_win_ {_form(text, chr(92))}"


def _form(text: str, separator: str) -> str:
    """From the end where the path may lie anywhere, with everything inside where it ends open."""
    is_whole = bool(_DRIVE.match(text)) or text.startswith(("/", "\\\\"))
    home, variable = _HOME.match(text), _VARIABLE.match(text)
    if is_whole:
        pass
    elif home:
        text = "/" + text[home.end() :]
    elif variable:
        text = f"\\{_FOLDERS[variable[1].lower()]}\\" + text[variable.end() :]
    else:
        text = text.removeprefix("./").removeprefix(".\\")
        text = text if text.startswith(("*", "\\")) else "/" + text
    if separator == "\\":
        text = text.replace("/", separator)
    before = "" if is_whole and not text.startswith("*") else "*"
    after = "*" if text.endswith(("*", separator)) else ""
    return re.sub(r"\*+", _ANY, before + text + after)
