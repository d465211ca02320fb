"""A strict reader of the rules we write: refuses what Suricata might read in two ways."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass

_RULE = re.compile(
    r"alert (dns|tls|quic|http|ip|tcp) (\S+) any -> (\S+) (?:any|\[\d+(?:,\d+)*\]) \((.*)\)",
    re.ASCII,
)
_OPTION = re.compile(r' ?([a-z0-9._]+)(?::("[^";]*"|[^";]*))?;', re.ASCII)
_CONTENT = re.compile(r"(?:[A-Za-z0-9._/-]|\|[0-9a-f]{2}(?: [0-9a-f]{2})*\|)+", re.ASCII)
_PATTERNS = {
    r'"^(.*?)\.?$"',
    r'"\/(?:manifests|blobs)\/(sha(?:256|512):[0-9a-f]+)(?:\?|$)"',
    r'"^docker-content-digest: (sha(?:256|512):[0-9a-f]+)$"',
}
"""The only regular expressions there are: none is made of a value."""


@dataclass(frozen=True, slots=True)
class ReadRule:
    """One rule, taken apart."""

    protocol: str
    source: str
    destination: str
    options: tuple[tuple[str, str], ...]

    def all(self, name: str) -> list[str]:
        """Values of every option of this name, in order."""
        return [value for key, value in self.options if key == name]

    def one(self, name: str) -> str:
        """The value of an option that stands once."""
        (value,) = self.all(name)
        return value

    @property
    def sid(self) -> int:
        return int(self.one("sid"))

    @property
    def rev(self) -> int:
        return int(self.one("rev"))

    @property
    def message(self) -> str:
        return self.one("msg").strip('"')

    @property
    def contents(self) -> list[bytes]:
        """What the content matches compare, in order."""
        return [decode_content(value) for value in self.all("content")]

    @property
    def metadata(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for pair in self.one("metadata").split(", "):
            key, value = pair.split(" ")
            found.setdefault(key, []).append(value)
        return found


def read_rules(data: bytes) -> list[ReadRule]:
    """Every rule of a file; anything that is neither a rule nor a comment is an error."""
    text = data.decode("ascii")
    assert text.endswith("\n")
    assert "\r" not in text
    rules = [read_rule(line) for line in text[:-1].split("\n") if not line.startswith("#")]
    sids = [rule.sid for rule in rules]
    assert len(sids) == len(set(sids))
    return rules


def read_rule(line: str) -> ReadRule:
    assert len(line) < 8192, "Suricata cuts a rule off there"
    match = _RULE.fullmatch(line)
    assert match, line
    body, options, position = match[4], [], 0
    while position < len(body):
        option = _OPTION.match(body, position)
        assert option, body[position:]
        options.append((option[1], option[2] or ""))
        position = option.end()
    assert options[0][0] == "msg"
    assert [name for name, _ in options[-2:]] == ["sid", "rev"]
    for name, value in options:
        if name == "msg":
            assert re.fullmatch(r'"[A-Za-z0-9 ._/():,\[\]-]+"', value), value
        assert name == "pcrexform" or "\\" not in value
        if name == "pcrexform":
            assert value in _PATTERNS, value
        if name == "reference":
            assert re.fullmatch(r"url,[A-Za-z0-9_./?=-]+", value), value
    return ReadRule(match[1], match[2], match[3], tuple(options))


def decode_content(quoted: str) -> bytes:
    """The bytes that a content match compares."""
    text = quoted.removeprefix('"').removesuffix('"')
    assert _CONTENT.fullmatch(text), quoted
    parts = text.split("|")
    return b"".join(
        bytes.fromhex(part) if number % 2 else part.encode() for number, part in enumerate(parts)
    )


def read_dataset(data: bytes) -> list[str]:
    """The values of a string dataset, as strict as Suricata is, and stricter."""
    assert data.endswith(b"\n")
    return [b64decode(line, validate=True).decode() for line in data[:-1].split(b"\n")]
