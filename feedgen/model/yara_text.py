"""The text of YARA rules: what a curated rule may say, and how a rule is written.

Shared by the check that compiles curated rules and by the emitter that publishes them, so that
what is judged is what comes out. Pure functions; the language is that which YARA 4 and YARA-X
both accept (https://yara.readthedocs.io/en/stable/writingrules.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from feedgen.errors import Finding, UnencodableError
from feedgen.model.incident import YaraRule, YaraString

CODE = "FG320"
"""Of every finding about a curated rule."""

MAX_BYTES = 8000
"""Of one string literal; YARA 4's scanner has a buffer of 8192."""
MIN_BYTES = 4
"""Of one string of a curated rule: anything shorter occurs everywhere and slows a scan down."""
MAX_DEPTH = 16
"""Of parentheses, far below what any parser's stack holds."""

HASH_RULE_PREFIX = "MAL_Hash_"
"""Begins the names of rules made from file hashes, so curated names cannot meet them."""

HEADER_TESTS: dict[str, tuple[str, ...]] = {
    "elf": ("uint32(0) == 0x464c457f",),
    "pe": ("uint16(0) == 0x5a4d", "uint32(uint32(0x3c)) == 0x00004550"),
    # Fat binaries share their magic with Java classes, whose next word is 45 or more.
    "macho": (
        "(uint32(0) == 0xfeedface or uint32(0) == 0xfeedfacf or uint32(0) == 0xcefaedfe"
        " or uint32(0) == 0xcffaedfe or (uint32be(0) == 0xcafebabe and uint32be(4) < 45))",
    ),
    # Begins as text does: printable ASCII, tab, line break or a byte order mark; and is no
    # program, archive or document that happens to begin with letters (MZ, PK, %PDF, !<arch>).
    "script": (
        "((uint8(0) >= 0x20 and uint8(0) < 0x7f) or uint8(0) == 0x09 or uint8(0) == 0x0a"
        " or uint8(0) == 0x0d or uint16be(0) == 0xefbb or uint16be(0) == 0xfffe"
        " or uint16be(0) == 0xfeff)",
        "not (uint16be(0) == 0x4d5a or uint16be(0) == 0x504b or uint32be(0) == 0x25504446"
        " or uint32be(0) == 0x213c6172)",
    ),
    "any": (),
}
"""Terms in front of a curated condition, by `YaraRule.format`."""

_MODIFIERS = ("ascii", "wide", "nocase", "fullword")
_WORDS = frozenset(
    [
        "and",
        "or",
        "not",
        "all",
        "any",
        "none",
        "of",
        "them",
        "at",
        "in",
        "filesize",
        "uint8",
        "uint16",
        "uint32",
        "uint8be",
        "uint16be",
        "uint32be",
    ]
)
_KEYWORDS = _WORDS | frozenset(
    [
        "ascii",
        "base64",
        "base64wide",
        "condition",
        "contains",
        "endswith",
        "entrypoint",
        "false",
        "for",
        "fullword",
        "global",
        "icontains",
        "iendswith",
        "iequals",
        "import",
        "include",
        "int16",
        "int16be",
        "int32",
        "int32be",
        "int8",
        "int8be",
        "istartswith",
        "matches",
        "meta",
        "nocase",
        "private",
        "rule",
        "startswith",
        "strings",
        "true",
        "wide",
        "with",
        "xor",
        "defined",
        "equals",
    ]
)
_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<string>[$\#@][A-Za-z0-9_]+\*?)
      | (?P<number>(?:0x[0-9a-fA-F]{1,15}|[0-9]{1,12}(?:KB|MB)?)(?![A-Za-z0-9_]))
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<mark>\.\.|[=!<>]=|[<>()\[\],+-])""",
    re.VERBOSE | re.ASCII,
)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}", re.ASCII)
_IDENTIFIER = re.compile(r"\$[A-Za-z0-9_]{1,100}", re.ASCII)
_MAX_SIZE = re.compile(r"[1-9][0-9]{0,8}(?:KB|MB)?", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)

_ESCAPES = {
    byte: chr(byte) if 0x20 <= byte <= 0x7E else f"\\x{byte:02x}" for byte in range(256)
} | {ord('"'): '\\"', ord("\\"): "\\\\"}

Meta = Sequence[tuple[str, str | int]]
"""Keys and values of a rule's meta section, in order; a key may stand several times."""

Problem = tuple[str, str]
"""What is wrong, and what to do."""


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
        lines.append(f"      {key} = {value if isinstance(value, int) else quoted(value)}")
    if strings:
        lines.append("   strings:")
        for string in strings:
            words = [quoted(string.text), *(m for m in _MODIFIERS if m in string.modifiers)]
            lines.append(f"      {string.identifier} = {' '.join(words)}")
    lines.append("   condition:")
    lines += [f"      {'and ' if number else ''}{term}" for number, term in enumerate(condition)]
    lines.append("}")
    return "\n".join(lines) + "\n"


def curated_rule_text(rule: YaraRule, meta: Meta) -> str:
    """A curated rule as it is published: header test, size limit, then its own condition.

    The caller has made sure that `problems(rule)` is empty.

    Raises:
        UnencodableError: for a text that no literal can hold.
    """
    condition = list(HEADER_TESTS[rule.format])
    if rule.max_size:
        condition.append(f"filesize <= {rule.max_size}")
    own = " ".join(rule.condition.split())
    condition.append(f"({own})" if condition else own)
    return rule_text(meta, name=rule.name, strings=rule.strings, condition=condition)


def findings(rule: YaraRule) -> list[Finding]:
    """What keeps a curated rule from being published, without compiling it."""
    return [Finding(rule.location, CODE, problem, remedy) for problem, remedy in problems(rule)]


def problems(rule: YaraRule) -> Iterator[Problem]:
    """What is wrong with a curated rule, part by part."""
    yield from _name_problems(rule.name)
    yield from _prose_problems(rule)
    if rule.format not in HEADER_TESTS:
        yield f'"{rule.format}" is no file format', f"use one of {', '.join(HEADER_TESTS)}"
    if rule.max_size is not None and not _MAX_SIZE.fullmatch(rule.max_size):
        yield f'"{rule.max_size}" is no size', "write it as 200MB, 64KB or a number of bytes"
    if not rule.strings:
        yield "the rule has no strings", "add what it searches for"
    for string in rule.strings:
        yield from _string_problems(string)
    if len({string.identifier for string in rule.strings}) < len(rule.strings):
        yield "two strings have the same name", "give each a name of its own"
    for hash_ in rule.hashes:
        if not _SHA256.fullmatch(hash_):
            yield f'"{hash_}" is no SHA-256 hash', "list the 64 hex digits of a sample"
    yield from _condition_problems(rule)


def _name_problems(name: str) -> Iterator[Problem]:
    if not _NAME.fullmatch(name) or name in _KEYWORDS:
        yield f'"{name}" is no name for a YARA rule', "write up to 128 letters, digits and _"
    elif name.startswith(HASH_RULE_PREFIX):
        yield (
            f"the name begins with {HASH_RULE_PREFIX}, as rules made from file hashes do",
            "choose another name",
        )


def _prose_problems(rule: YaraRule) -> Iterator[Problem]:
    if not rule.description.startswith("Detects ") or not 60 <= len(rule.description) <= 400:
        yield (
            'the description does not begin with "Detects", or has not 60 to 400 characters',
            "say in one sentence what the rule detects",
        )
    if "://" in rule.description:
        yield "the description holds a URL", "move it to references"
    try:
        for text in (rule.description, *rule.tags):
            quoted(text)
    except UnencodableError as error:
        yield f"a text of the rule cannot be written: {error.reason}", "shorten or correct it"


def _string_problems(string: YaraString) -> Iterator[Problem]:
    name = string.identifier
    if not _IDENTIFIER.fullmatch(name):
        yield f'"{name}" is no name for a string', "write $ and letters, digits or _"
        return
    if set(string.modifiers) - set(_MODIFIERS) or len(set(string.modifiers)) < len(
        string.modifiers
    ):
        yield (
            f"{name} has unknown or repeated modifiers",
            f"use each of {', '.join(_MODIFIERS)} at most once",
        )
    try:
        quoted(string.text)
    except UnencodableError as error:
        yield f"{name} cannot be written: {error.reason}", "use a shorter piece of it"
        return
    if len(string.text.encode()) < MIN_BYTES:
        yield f"{name} is shorter than {MIN_BYTES} bytes", "use a longer piece of the sample"
    if not string.text.isascii() and {"wide", "nocase"} & set(string.modifiers):
        yield (
            f"{name} is wide or nocase, which YARA does for ASCII only",
            "leave the modifier out, or use an ASCII piece",
        )


def _condition_problems(rule: YaraRule) -> Iterator[Problem]:
    own = {string.identifier[1:] for string in rule.strings}
    position, depth, text = 0, 0, rule.condition
    while position < len(text):
        match = _TOKEN.match(text, position)
        token = match[0] if match else text[position]
        position += len(token)
        kind = match.lastgroup if match else None
        if kind is None or (kind == "word" and token not in _WORDS):
            yield (
                f'the condition uses "{token}"',
                "use the rule's strings with and, or, not, of, at, in, filesize, uint8 to uint32be, "
                "numbers, comparisons and parentheses",
            )
            return
        if kind == "string" and not _names_one_of(token, own):
            yield f"the condition names {token}, which is no string of the rule", "define it"
        depth += {"(": 1, ")": -1}.get(token, 0)
        if not 0 <= depth <= MAX_DEPTH:
            break
    if depth:
        yield (
            "the parentheses of the condition do not match",
            f"close each one that is opened, at most {MAX_DEPTH} within each other",
        )
    if not text.strip():
        yield "the condition is empty", "write one over the rule's strings"


def _names_one_of(token: str, own: set[str]) -> bool:
    name = token[1:]
    if name.endswith("*"):
        return token[0] == "$" and any(known.startswith(name[:-1]) for known in own)
    return name in own
