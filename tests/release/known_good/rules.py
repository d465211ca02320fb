"""What rules in a language of their own act upon: Sigma, Suricata, Zeek, YARA."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

import yaml

from tests.engines.suricata_reader import read_dataset, read_rules
from tests.release.known_good.views import readings, unpacked

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTED = re.compile(r""""((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'""")


class Unit(NamedTuple):
    """One thing that is compared."""

    value: str
    restricted: bool = False
    """Something else has to hold as well, as the path beside a host."""


Units = Iterator[Unit]


def quoted(data: bytes) -> Units:
    """Texts in quotation marks, in lines that are no comments."""
    for line in data.decode().splitlines():
        if not line.lstrip().startswith(("#", "--", "//", "description", "reference")):
            for match in _QUOTED.finditer(line):
                text = match[1] if match[1] is not None else match[2]
                yield Unit(re.sub(r"\\(.)", r"\1", text).strip("*%"))


def sigma(data: bytes) -> Units:
    """The items of selections. What a condition takes away is a filter, and acts on nothing."""
    detection = yaml.load(data, Loader=LOADER)["detection"]  # noqa: S506 - a safe one
    condition = detection.pop("condition")
    assert isinstance(condition, str)
    away = re.findall(r"\bnot (?:1 of |all of )?\(?([\w*]+)", condition)
    for name, node in detection.items():
        if not any(fnmatchcase(name, pattern) for pattern in away):
            yield from _items(node)


def _items(node: Any) -> Units:
    for each in node if isinstance(node, list) else [node]:
        assert isinstance(each, dict), "a search for words"
        for values in each.values():
            for value in values if isinstance(values, list) else [values]:
                text = re.sub(r"\\([*?\\])", r"\1", str(value))
                yield Unit(text.strip("* "), restricted=len(each) > 1)


def suricata(data: bytes) -> Units:
    for rule in read_rules(data):
        contents = [content.decode(errors="replace") for content in rule.contents]
        yield from (Unit(content, restricted=len(contents) > 1) for content in contents)
        yield from (Unit(end) for end in (rule.source, rule.destination))


def dataset(data: bytes) -> Units:
    try:
        yield from (Unit(value) for value in read_dataset(data))
    except ValueError:
        # Hashes of files are in no encoding.
        yield from (Unit(line) for line in data.decode().splitlines())


def archive(data: bytes) -> Units:
    for member in unpacked(data):
        if b"alert " in member:
            yield from suricata(member)
        elif member and b"\0" not in member and b" " not in member:
            yield from dataset(member)


def zeek_intel(data: bytes) -> Units:
    for line in data.decode().splitlines():
        if line and not line.startswith("#"):
            yield Unit(line.split("\t")[0])


def zeek_signatures(data: bytes) -> Units:
    r"""Names and addresses that a signature's patterns spell, escaped or with the lengths of labels."""
    for body in re.findall(r"^signature [^{]*\{\n(.*?)^}", data.decode(), re.DOTALL | re.MULTILINE):
        patterns = [line for line in body.splitlines() if not line.startswith("  event ")]
        is_restricted = sum("http-request" in line and "/" in line for line in patterns) > 1
        for line in patterns:
            for reading in readings(line.encode()):
                for name in re.findall(
                    r"[a-z0-9_:-]+(?:\.[a-z0-9_-]+)+|[0-9a-f]{32,}", reading.decode("latin-1")
                ):
                    yield Unit(name, restricted=is_restricted)
            yield Unit(_unescaped(line))


def _unescaped(line: str) -> str:
    return re.sub(r"\\x([0-9a-f]{2})", lambda m: chr(int(m[1], 16)), line.partition(" ")[2]).strip(
        "/i^$ "
    )


def yara(data: bytes) -> Units:
    """Strings and hashes; metadata is for people."""
    for rule in re.split(r"^rule ", data.decode(), flags=re.MULTILINE)[1:]:
        body = re.sub(
            r"^\s+meta:\n.*?(?=^\s+(?:strings|condition):)",
            "",
            rule,
            flags=re.DOTALL | re.MULTILINE,
        )
        yield from quoted(body.partition("{")[2].encode())
