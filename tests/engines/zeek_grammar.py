"""A strict reader of Zeek's signature and intelligence files, and what they do with traffic.

There is no Zeek where the tests run, so this is made after Zeek's own scanners and parsers
(rule-scan.l, rule-parse.y, re-scan.l, Ascii.cc). It takes less than Zeek does: whatever Zeek might
read in two ways is an error here.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field

from tests.engines.suricata_traffic import Conversation, Side

COLUMNS = [
    "indicator",
    "indicator_type",
    "meta.source",
    "meta.desc",
    "meta.url",
    "meta.do_notice",
    "meta.if_in",
]
TYPES = {"ADDR", "CERT_HASH", "SUBNET", "URL", "SOFTWARE", "EMAIL", "DOMAIN", "FILE_HASH"}
STREAM = 1024
"""Bytes of a stream that Zeek looks at, dpd_buffer_size."""
_TOKEN = re.compile(
    r'(?P<pattern>/[^/\n]*/i?)|(?P<string>"[ !#-\[\]-~]*")|(?P<punctuation>[{}]|==|,)'
    r"|(?P<address>\[[0-9a-f:]+\](?:/\d+)?|\d+(?:\.\d+){3}(?:/\d+)?)"
    r"|(?P<number>\d+(?:,\d+)*)|(?P<word>[A-Za-z_][0-9A-Za-z_-]*)",
    re.ASCII,
)
_ATTRIBUTES = {
    "ip-proto": ("==", "word"), "dst-port": ("==", "number"), "dst-ip": ("==", "address"),
    "tcp-state": ("word",), "payload": ("pattern",), "http-request": ("pattern",),
    "http-request-header": ("pattern",), "http-reply-header": ("pattern",), "event": ("string",),
}  # fmt: skip
"""What follows each keyword."""


class GrammarError(Exception):
    """What Zeek would refuse, or read otherwise than we mean it."""


@dataclass(slots=True)
class ReadSignature:
    """One signature."""

    id: str
    attributes: dict[str, str] = field(default_factory=dict)
    patterns: dict[str, re.Pattern[bytes]] = field(default_factory=dict)

    @property
    def event(self) -> str:
        return self.attributes["event"]

    def fires(self, talk: Conversation) -> bool:
        """Whether Zeek would raise the event for a conversation."""
        return self._header_matches(talk) and all(
            any(pattern.match(text) for text in texts(talk, kind))
            for kind, pattern in self.patterns.items()
        )

    def _header_matches(self, talk: Conversation) -> bool:
        wanted = self.attributes
        if "dst-ip" in wanted:
            address, _, bits = wanted["dst-ip"].partition("/")
            network = ipaddress.ip_network(
                f"{address.strip('[]')}/{bits}" if bits else address.strip("[]")
            )
            if ipaddress.ip_address(talk.server) not in network:
                return False
        ports = wanted.get("dst-port", str(talk.port)).split(",")
        return wanted.get("ip-proto", talk.transport) == talk.transport and str(talk.port) in ports


def read_signatures(data: bytes) -> list[ReadSignature]:
    """Every signature of a file.

    Raises:
        GrammarError: for anything that is not one, and for an id that stands twice.
    """
    found = _Reader(_tokens(data.decode("latin-1"))).signatures()
    if len({one.id for one in found}) != len(found):
        raise GrammarError("an id stands twice")
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens = []
    for line in text.split("\n"):
        position = 0
        while position < len(line):
            if line[position] == " ":
                position += 1
                continue
            if line[position] == "#":
                break
            match = _TOKEN.match(line, position)
            if match is None:
                raise GrammarError(line)
            assert match.lastgroup
            tokens.append((match.lastgroup, match[0]))
            position = match.end()
    return tokens


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = iter(tokens)

    def signatures(self) -> list[ReadSignature]:
        found = []
        while (first := next(self.tokens, None)) is not None:
            if first != ("word", "signature"):
                raise GrammarError(f"{first} stands outside a signature")
            signature = ReadSignature(self.expect("word"))
            self.expect("punctuation", "{")
            while (token := next(self.tokens)) != ("punctuation", "}"):
                self.attribute(signature, token[1])
            if "event" not in signature.attributes:
                raise GrammarError(f"{signature.id} has no event")
            found.append(signature)
        return found

    def attribute(self, signature: ReadSignature, name: str) -> None:
        if name not in _ATTRIBUTES or name in {*signature.attributes, *signature.patterns}:
            raise GrammarError(f"{signature.id}: {name}")
        value = ""
        for kind in _ATTRIBUTES[name]:
            value = self.expect("punctuation", "==") if kind == "==" else self.expect(kind)
        if _ATTRIBUTES[name] == ("pattern",):
            signature.patterns[name] = compile_pattern(value)
        else:
            signature.attributes[name] = value.strip('"')

    def expect(self, kind: str, text: str | None = None) -> str:
        token = next(self.tokens)
        if token[0] != kind or (text is not None and token[1] != text):
            raise GrammarError(f"{token[1]} instead of {text or kind}")
        return token[1]


_IN_CLASS = r"(?:\\x(?!4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])[0-9a-f]{2}|[A-Za-z0-9])"
_ATOM = rf"[A-Za-z0-9]|\\x[0-9a-f]{{2}}|\[\^?{_IN_CLASS}(?:-{_IN_CLASS}|{_IN_CLASS})*\]"
"""A letter or digit, any byte in hex, or a class of those. No dot: it leaves out newlines."""
_LETTER_IN_HEX = re.compile(r"\[[^\]]*\]|(\\x(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]))")
"""Outside a class, where Zeek's `i` does not reach it."""
_PIECE = re.compile(rf"(?:(?:{_ATOM}|\))[*+?]?|[(|])", re.ASCII)


def compile_pattern(quoted: str) -> re.Pattern[bytes]:
    """A pattern as Python's, if it is one of those that both read alike.

    Raises:
        GrammarError: for what only one of them has.
    """
    body, _, flag = quoted[1:].rpartition("/")
    inner = body.removeprefix("^").removesuffix("$")
    position, depth = 0, 0
    while position < len(inner):
        piece = _PIECE.match(inner, position)
        if piece is None:
            raise GrammarError(inner[position:])
        depth += (piece[0] == "(") - piece[0].startswith(")")
        if depth < 0:
            raise GrammarError(quoted)
        position = piece.end()
    if depth:
        raise GrammarError(quoted)
    end = r"\Z" if body.endswith("$") else ""
    exact = _LETTER_IN_HEX.sub(lambda m: f"(?-i:{m[1]})" if m[1] else m[0], inner)
    return re.compile(f"(?:{exact}){end}".encode(), re.IGNORECASE if flag else re.NOFLAG)


def texts(talk: Conversation, kind: str) -> list[bytes]:
    """What Zeek compares a pattern of this kind with."""
    sent = b"".join(one.data for one in talk.flights if one.sender is Side.CLIENT)
    answered = b"".join(one.data for one in talk.flights if one.sender is Side.SERVER)
    if kind == "payload":
        return [sent[:STREAM]]
    if talk.port in (53, 443) or talk.transport != "tcp" or b" HTTP/1.1\r\n" not in sent:
        return []
    if kind == "http-request":
        return [_unescaped(sent.split(b" ")[1])]
    head = (answered if kind == "http-reply-header" else sent).partition(b"\r\n\r\n")[0]
    lines = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    return [name + b": " + value.strip(b" \t") for name, _, value in lines]


def _unescaped(target: bytes) -> bytes:
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), target)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """One line of an intelligence file."""

    indicator: bytes
    type: str
    source: bytes
    description: bytes
    url: bytes | None


def read_intel(data: bytes) -> list[ReadRow]:
    """Every row of a file.

    Raises:
        GrammarError: for a line that Zeek skips or reads otherwise, and for two rows that would
            overwrite each other.
    """
    lines = data.decode("ascii").removesuffix("\n").split("\n")
    if lines[0] != "#fields\t" + "\t".join(COLUMNS):
        raise GrammarError(lines[0])
    rows = [_row(line) for line in lines[1:] if not line.startswith("#")]
    keys = {(row.type, row.indicator.lower(), row.source) for row in rows}
    if len(keys) != len(rows):
        raise GrammarError("two rows of one source are the same to Zeek")
    return rows


def _row(line: str) -> ReadRow:
    fields = line.split("\t")
    if len(fields) != len(COLUMNS):
        raise GrammarError(line)
    values = [None if text == "-" else _field(text) for text in fields]
    indicator, type_, source, description, url, notice, where = values
    name = (type_ or b"").decode().removeprefix("Intel::")
    if not indicator or not source or not description or name not in TYPES:
        raise GrammarError(line)
    if (notice, where) != (b"T", None):
        raise GrammarError(line)
    if name in ("ADDR", "SUBNET"):
        ipaddress.ip_network(indicator.decode())
        if (name == "SUBNET") != (b"/" in indicator):
            raise GrammarError(line)
    return ReadRow(indicator=indicator, type=name, source=source, description=description, url=url)


def _field(text: str) -> bytes:
    if not re.fullmatch(r"(?:[ -\[\]-~]|\\x[0-9a-f]{2})+", text):
        raise GrammarError(text)
    return re.sub(rb"\\x(..)", lambda match: bytes([int(match[1], 16)]), text.encode())
