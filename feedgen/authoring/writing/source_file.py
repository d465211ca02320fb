"""Replaces the text of a source file; line ends, byte order mark and permissions stay."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from feedgen.durable import replace_file
from feedgen.errors import UnavailableError


def replace_text(path: Path, text: str) -> None:
    """Replace a file whole, through a link, with its line ends, byte order mark and permissions.

    Raises:
        UnavailableError: when the disk refuses; the old file is then untouched.
    """
    target = path.resolve()
    try:
        before = target.read_bytes()
        line_end = "\r\n" if b"\r\n" in before else "\n"
        mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
        content = mark + text.replace("\n", line_end).encode()
        replace_file(target, [content], mode=stat.S_IMODE(target.stat().st_mode))
    except OSError as error:
        raise UnavailableError(f"{path} cannot be written: {error.strerror}") from error
