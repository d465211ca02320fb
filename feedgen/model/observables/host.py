"""What is seen on a machine: files by hash and path, command lines, units."""

from __future__ import annotations

import re
from typing import ClassVar

from feedgen.errors import InvalidValueError
from feedgen.model.observables.base import Family, Observable

_HEX = re.compile(r"[0-9a-f]+")


class _Hash(Observable):
    __slots__ = ()
    digits: ClassVar[int]

    @classmethod
    def _canonical(cls, text: str) -> str:
        lowered = text.lower()
        if len(lowered) != cls.digits or not _HEX.fullmatch(lowered):
            raise InvalidValueError(
                f'"{text}" is not a {cls.title}', f"write {cls.digits} hex digits"
            )
        return lowered


class Sha256(_Hash):
    """SHA-256 of a file's bytes."""

    __slots__ = ()
    type = "sha256"
    title = "SHA-256 hash"
    plural = "SHA-256 hashes"
    heading = "Files, SHA-256"
    key = "files"
    family = Family.FILE
    digits = 64


class Sha1(_Hash):
    """SHA-1 of a file's bytes."""

    __slots__ = ()
    type = "sha1"
    title = "SHA-1 hash"
    plural = "SHA-1 hashes"
    heading = "Files, SHA-1"
    key = "files"
    family = Family.FILE
    digits = 40


class Md5(_Hash):
    """MD5 of a file's bytes."""

    __slots__ = ()
    type = "md5"
    title = "MD5 hash"
    plural = "MD5 hashes"
    heading = "Files, MD5"
    key = "files"
    family = Family.FILE
    digits = 32


class Path(Observable):
    """A file path as a person writes it: `~/` for a home, `*` for any run of characters."""

    __slots__ = ()
    type = "path"
    title = "file path"
    plural = "file paths"
    key = "paths"
    family = Family.HOST

    @property
    def is_windows(self) -> bool:
        """True when it is written with backslashes."""
        return "\\" in self.value

    @property
    def is_bare_name(self) -> bool:
        """True for a name without any directory."""
        return "/" not in self.value and "\\" not in self.value


PROCESS_GAP = " … "
"""Stands between the fragments of a command line; fragments therefore never hold it."""


class Process(Observable):
    """A command line, as fragments that must all be there in this order."""

    __slots__ = ()
    type = "process"
    title = "command line"
    plural = "command lines"
    key = "processes"
    family = Family.HOST

    @property
    def fragments(self) -> tuple[str, ...]:
        """The literal pieces, at least one."""
        return tuple(self.value.split(PROCESS_GAP))


class SystemdUnit(Observable):
    """A unit of systemd by its file name, `pgmon.service`. Case counts."""

    __slots__ = ()
    type = "systemd_unit"
    title = "systemd unit"
    plural = "systemd units"
    heading = "systemd units"
    key = "systemd_units"
    family = Family.HOST

    @classmethod
    def _canonical(cls, text: str) -> str:
        kinds = "service|socket|timer|path|mount|automount|target|slice|scope|device|swap"
        if not re.fullmatch(rf"[A-Za-z0-9:_.\\@-]{{1,240}}\.(?:{kinds})", text):
            raise InvalidValueError(f'"{text}" is no systemd unit', "write its name, x.service")
        return text
