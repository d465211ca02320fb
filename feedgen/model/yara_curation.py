"""What a curated YARA rule may say: the part of the language that both engines read alike.

Shared by the check that refuses a build and by the emitter, which trusts nobody. A condition is
text that an editor writes, so it is taken apart into tokens, and only known ones pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedgen.errors import Finding, UnencodableError
from feedgen.model.incident import YaraRule, YaraString
from feedgen.model.yara_text import HASH_RULE_PREFIX, HEADER_TESTS, MODIFIERS, prose_literal, quoted

CODE = "FG320"
"""Of every finding about a curated rule."""

MIN_BYTES = 4
"""Of one string of a curated rule: anything shorter occurs everywhere and slows a scan down."""
MAX_DEPTH = 16
"""Of parentheses, far below what any parser's stack holds."""

_WORDS = frozenset((
    "and", "or", "not", "all", "any", "none", "of", "them", "at", "in", "filesize",
    "uint8", "uint16", "uint32", "uint8be", "uint16be", "uint32be",
))  # fmt: skip
"""Of the language, those that a curated condition may use."""
_KEYWORDS = _WORDS | {
    "ascii", "base64", "base64wide", "condition", "contains", "defined", "endswith", "entrypoint",
    "equals", "false", "for", "fullword", "global", "icontains", "iendswith", "iequals", "import",
    "include", "int16", "int16be", "int32", "int32be", "int8", "int8be", "istartswith", "matches",
    "meta", "nocase", "private", "rule", "startswith", "strings", "true", "wide", "with", "xor",
}  # fmt: skip
_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<string>[$\#@][A-Za-z0-9_]+\*?)
      | (?P<number>(?:0x[0-9a-fA-F]{1,15}|[0-9]{1,12}(?:KB|MB)?)(?![A-Za-z0-9_]))
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<mark>\.\.|[=!<>]=|[<>()\[\],+-])""",
    re.VERBOSE | re.ASCII,
)
_CONDITION_REMEDY = (
    "use the rule's strings with and, or, not, of, at, in, filesize, uint8 to uint32be, numbers,"
    " comparisons and parentheses"
)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}", re.ASCII)
_IDENTIFIER = re.compile(r"\$[A-Za-z0-9_]{1,100}", re.ASCII)
_MAX_SIZE = re.compile(r"[1-9][0-9]{0,8}(?:KB|MB)?", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)

Problem = tuple[str, str]
"""What is wrong, and what to do."""


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
            prose_literal(text)
    except UnencodableError as error:
        yield f"a text of the rule cannot be written: {error.reason}", "shorten or correct it"


def _string_problems(string: YaraString) -> Iterator[Problem]:
    name = string.identifier
    if not _IDENTIFIER.fullmatch(name):
        yield f'"{name}" is no name for a string', "write $ and letters, digits or _"
        return
    if set(string.modifiers) - set(MODIFIERS) or len(set(string.modifiers)) < len(string.modifiers):
        yield (
            f"{name} has unknown or repeated modifiers",
            f"use each of {', '.join(MODIFIERS)} at most once",
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
            yield f'the condition uses "{token}"', _CONDITION_REMEDY
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
