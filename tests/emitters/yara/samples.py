"""Harmless files with what a curated YARA rule looks for, and their look-alikes.

They hold a rule's strings and nothing of the malware: no rule is tested without a file, and no
malware is needed for it.
"""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace

from feedgen.model.incident import YaraRule, YaraString
from tests.emitters.yara.engines import elf

_UNITS = {"": 1, "KB": 1 << 10, "MB": 1 << 20}
_SIZE = r"(\d+)(KB|MB|)"


def sample(rule: YaraRule) -> bytes:
    """A file for which the rule has been written: its format, its size, its strings often enough.

    Exclusions (`$fp…`) are left out. A string that has to stand at the beginning does.
    """
    counts = [int(count) for count in re.findall(r"#\w+\s*>=?\s*(\d+)", rule.condition)]
    needed = [s for s in rule.strings if not s.identifier.startswith("$fp")]
    texts = [_written(string) for string in needed]
    first = [
        text for string, text in zip(needed, texts, strict=True)
        if re.search(rf"{re.escape(string.identifier)} (?:at 0|in \(0)", rule.condition)
    ][:1]  # fmt: skip
    begin = [bytes([int(byte, 0)]) for byte in re.findall(r"uint8\(0\) == (\w+)", rule.condition)]
    lines = [b"".join(begin + first), *(texts * (max(counts, default=0) + 1))]
    if rule.format == "elf":
        data = elf(*lines)
    else:
        assert rule.format in {"script", "any"}, f"{rule.name}: there are no samples for its format"
        data = b"\n".join(lines) + b"\n"
    smallest = [_bytes(*size) for size in re.findall(rf"filesize > {_SIZE}", rule.condition)]
    return data.ljust(max(smallest, default=0) + 1, b"\n")


def lookalike(rule: YaraRule) -> bytes:
    """The same file, but one letter of each telling string (`$x…`, `$s…`) is another one."""
    strings = tuple(
        replace(string, text=_misspelt(string.text)) if string.identifier[1] in "xs" else string
        for string in rule.strings
    )
    return sample(replace(rule, strings=strings))


def size_limit(rule: YaraRule) -> int:
    """The rule's `max_size` in bytes."""
    found = re.fullmatch(_SIZE, rule.max_size or "")
    assert found, f"{rule.name} has no size limit"
    return _bytes(found[1], found[2])


def _bytes(number: str, unit: str) -> int:
    return int(number) * _UNITS[unit]


def _written(string: YaraString) -> bytes:
    return string.text.encode("utf-16-le" if string.modifiers == ("wide",) else "utf-8")


def _misspelt(text: str) -> str:
    places = [place for place, letter in enumerate(text) if letter.isalnum()]
    place = places[len(places) // 2]
    return text[:place] + ("7" if text[place] != "7" else "8") + text[place + 1 :]


PYTHON = b"#!/usr/bin/env python3\nimport os\n\nMARKS = ['first-string', 'second-string']\n"
JAVASCRIPT = b"const marks = ['first-string', 'second-string'];\nmodule.exports = marks;\n"


def _zip(name: str, content: bytes, compression: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), content, compression)
    return buffer.getvalue()


def _tar(name: str, content: bytes, mode: str) -> bytes:
    buffer = io.BytesIO()
    member = tarfile.TarInfo(name)
    member.size = len(content)
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload] # a str
        archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


KINDS: Mapping[str, Callable[[], bytes]] = {
    "program": lambda: elf(b"first-string", b"second-string"),
    "setup.py": lambda: PYTHON,
    "index.js": lambda: JAVASCRIPT,
    "package.whl": lambda: _zip("package/__init__.py", PYTHON, zipfile.ZIP_DEFLATED),
    "stored.zip": lambda: _zip("index.js", JAVASCRIPT, zipfile.ZIP_STORED),
    "package.tgz": lambda: _tar("package/index.js", JAVASCRIPT, "w:gz"),
    "layer.tar": lambda: _tar("usr/bin/program", elf(b"first-string", b"second-string"), "w"),
}
"""Files of every kind that incidents list, each with the same two strings in it."""
