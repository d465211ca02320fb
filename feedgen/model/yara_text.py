"""How a YARA rule is written.

Shared by the check that compiles curated rules and by the emitter that publishes them, so that
what is judged is what comes out. Pure functions; the language is that which YARA 4 and YARA-X
both accept (https://yara.readthedocs.io/en/stable/writingrules.html).
"""

from __future__ import annotations

from collections.abc import Sequence

from feedgen.errors import UnencodableError
from feedgen.model.incident import YaraRule, YaraString

MAX_BYTES = 8000
"""Of one string literal; YARA 4's scanner has a buffer of 8192."""
HASH_RULE_PREFIX = "MAL_Hash_"
"""Begins the names of rules made from file hashes, so curated names cannot meet them."""

_TEXT_STARTS = (
    "(uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a"
    " or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe"
    " or uint16be(0) == 0xfeff"
)
"""Printable ASCII, tab, line break, or a byte order mark."""
_LETTERS_OF_BINARIES = (
    "uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446"
    " or uint32be(0) == 0x213c6172"
)
"""MZ, PK, %PDF and !<ar: programs, archives and documents that begin as text does."""
_MACHO_MAGICS = (
    "uint32(0) == 0xfeedface or uint32(0) == 0xfeedfacf or uint32(0) == 0xcefaedfe"
    " or uint32(0) == 0xcffaedfe or (uint32be(0) == 0xcafebabe and uint32be(4) < 45)"
)
"""Fat binaries share theirs with Java classes, whose next word is 45 or more."""

HEADER_TESTS: dict[str, tuple[str, ...]] = {
    "elf": ("uint32(0) == 0x464c457f",),
    "pe": ("uint16(0) == 0x5a4d", "uint32(uint32(0x3c)) == 0x00004550"),
    "macho": (f"({_MACHO_MAGICS})",),
    "script": (f"({_TEXT_STARTS})", f"not ({_LETTERS_OF_BINARIES})"),
    "any": (),
}
"""Terms in front of a curated condition, by `YaraRule.format`."""

MODIFIERS = ("ascii", "wide", "nocase", "fullword")
"""Of strings, in the order in which they are written."""
_ESCAPES = {
    byte: chr(byte) if 0x20 <= byte <= 0x7E else f"\\x{byte:02x}" for byte in range(256)
} | {ord('"'): '\\"', ord("\\"): "\\\\"}

Meta = Sequence[tuple[str, str | int]]
"""Keys and values of a rule's meta section, in order; a key may stand several times."""


def quoted(text: str) -> str:
    r"""A string literal whose bytes are the text's UTF-8: `\"`, `\\`, and `\xHH` beyond ASCII.

    Raises:
        UnencodableError: for a lone surrogate, and for more than `MAX_BYTES`.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise UnencodableError("the text has no UTF-8 form") from error
    if len(data) > MAX_BYTES:
        raise UnencodableError(f"YARA takes no text of more than {MAX_BYTES} bytes")
    return '"' + "".join([_ESCAPES[byte] for byte in data]) + '"'


def prose_literal(text: str) -> str:
    """A literal for people to read, in a meta section, on one line and if possible without escapes.

    YARA-X hands out a text that was written with any escape as bytes, which few readers expect.
    So what is printable stays as it is, a double quote becomes a single one, and the rest spaces.

    Raises:
        UnencodableError: for more than `MAX_BYTES`.
    """
    printable = "".join([c if c.isprintable() else " " for c in text])
    plain = " ".join(printable.split()).replace('"', "'").replace("\\", "\\\\")
    if len(plain.encode()) > MAX_BYTES:
        raise UnencodableError(f"YARA takes no text of more than {MAX_BYTES} bytes")
    return f'"{plain}"'


def rule_text(
    meta: Meta, *, name: str, strings: Sequence[YaraString] = (), condition: Sequence[str]
) -> str:
    """One whole rule with a final line break.

    Args:
        meta: written in this order.
        name: an identifier; the caller has checked it.
        strings: whose identifiers and modifiers the caller has checked.
        condition: terms in YARA's language, joined by `and`.

    Raises:
        UnencodableError: for a text that no literal can hold.
    """
    lines = [f"rule {name} {{", "   meta:"]
    for key, value in meta:
        lines.append(f"      {key} = {value if isinstance(value, int) else prose_literal(value)}")
    if strings:
        lines.append("   strings:")
        for string in strings:
            words = [quoted(string.text), *(m for m in MODIFIERS if m in string.modifiers)]
            lines.append(f"      {string.identifier} = {' '.join(words)}")
    lines.append("   condition:")
    lines += [f"      {'and ' if number else ''}{term}" for number, term in enumerate(condition)]
    lines.append("}")
    return "\n".join(lines) + "\n"


def curated_rule_text(rule: YaraRule, meta: Meta) -> str:
    """A curated rule as it is published: header test, size limit, then its own condition.

    The caller has made sure that `yara_curation.problems(rule)` is empty.

    Raises:
        UnencodableError: for a text that no literal can hold.
    """
    condition = list(HEADER_TESTS[rule.format])
    if rule.max_size:
        condition.append(f"filesize <= {rule.max_size}")
    own = " ".join(rule.condition.split())
    condition.append(f"({own})" if condition else own)
    return rule_text(meta, name=rule.name, strings=rule.strings, condition=condition)
