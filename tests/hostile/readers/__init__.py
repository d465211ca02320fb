"""For every emitter one module of its name: loads what the emitter wrote, and reads the values back.

A reader is written from the format's documentation and never calls the emitter's code. It says in
`wanted` what a consumer must read for an indicator that the emitter says it carries, and in
`read_back` what the engine, or its parser, read out of the files. Both are compared as sets.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, cast

from feedgen.model.indicator import Indicator


class Reader(Protocol):
    """What a module here declares."""

    JUDGES: tuple[str, ...]
    """Names in `engines.registry`: whoever loads and reads the files."""
    ARTIFACTS: tuple[str, ...]
    """Globs over the paths of a release: what they load and read."""

    def accept(self, folder: Path) -> None:
        """Has the engine load what lies below, laid out like a release.

        Raises:
            AssertionError: with the engine's words, if it complains.
        """

    def read_back(self, folder: Path) -> set[str]:
        """Every value that the engine reads out of the files."""

    def wanted(self, indicator: Indicator) -> set[str]:
        """What has to be read for one indicator that is carried."""


def has_reader(emitter: str) -> bool:
    """Whether the emitter of this name has one."""
    return find_spec(f"{__name__}.{emitter}") is not None


def reader_of(emitter: str) -> Reader:
    """The reader for the emitter of this name."""
    return cast(Reader, import_module(f"{__name__}.{emitter}"))
