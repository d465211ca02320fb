"""Both YARA engines as one judge: they have to agree, and neither may have anything to complain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yara
import yara_x

BOTH = ("yara-python", "yara-x")
"""Their names in engines.registry."""


@dataclass(frozen=True)
class Judge:
    """Compiled rules."""

    old: Any
    """YARA 4."""
    new: Any
    """YARA-X."""

    def matches(self, data: bytes) -> set[str]:
        """Names of the rules that match, the same in both."""
        old = {match.rule for match in self.old.match(data=data)}
        new = {rule.identifier for rule in yara_x.Scanner(self.new).scan(data).matching_rules}
        assert old == new
        return old

    def meta(self) -> dict[str, list[tuple[str, object]]]:
        """Meta sections as YARA-X reads them, by rule."""
        return {rule.identifier: list(rule.metadata) for rule in self.new}


def judge(*sources: str | bytes) -> Judge:
    """Compile all sources together.

    Raises:
        yara.SyntaxError: YARA 4 refuses.
        yara_x.CompileError: YARA-X refuses.
    """
    texts = [source.decode() if isinstance(source, bytes) else source for source in sources]
    old = yara.compile(sources={str(number): text for number, text in enumerate(texts)})
    assert old.warnings == []
    compiler = yara_x.Compiler()
    for number, text in enumerate(texts):
        compiler.new_namespace(str(number))
        compiler.add_source(text)
    assert compiler.warnings() == []
    return Judge(old, compiler.build())


def elf(*strings: bytes) -> bytes:
    """A 64-bit ELF executable that a loader would take, with these strings in its data."""
    data = b"\0".join((b"", *strings, b""))
    header = (
        b"\x7fELF\x02\x01\x01" + bytes(9)
        + (2).to_bytes(2, "little") + (62).to_bytes(2, "little") + (1).to_bytes(4, "little")
        + (0x400078).to_bytes(8, "little") + (64).to_bytes(8, "little") + bytes(8)
        + bytes(4) + b"".join(n.to_bytes(2, "little") for n in (64, 56, 1, 0, 0, 0))
    )  # fmt: skip
    code = b"\xb8\x3c\0\0\0\x31\xff\x0f\x05"  # exit(0)
    size = 120 + len(code) + len(data)
    segment = (
        (1).to_bytes(4, "little")
        + (5).to_bytes(4, "little")
        + b"".join(n.to_bytes(8, "little") for n in (0, 0x400000, 0x400000, size, size, 0x1000))
    )
    return header + segment + code + data
