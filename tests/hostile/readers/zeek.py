"""Zeek's intelligence file and signatures, by a strict reader of our own: no package brings Zeek.

Where there is one, tests/emitters/test_zeek_engine.py has it read the same values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote_to_bytes

import tree_sitter
import tree_sitter_zeek
from zeekscript import Script

from feedgen.model.indicator import Indicator, Match
from tests.engines.zeek_grammar import ReadSignature, read_intel, read_signatures

JUDGES = ("own Zeek reader",)
ARTIFACTS = ("zeek/*.intel", "zeek/*.sig")
_LANGUAGE = tree_sitter.Language(tree_sitter_zeek.language())
_LONGEST = 1000
"""Bytes that a signature compares: Zeek looks at the first 1,024 of a stream."""
_TEXT = rb"((?:\\x[0-9a-f]{2}|\[[A-Za-z]{2}\]|[A-Za-z0-9])*)"
_ONE = re.compile(rb"\\x([0-9a-f]{2})|\[[A-Z]([a-z])\]|([A-Za-z0-9])")
_FORMS: Mapping[str, tuple[tuple[str, bytes], ...]] = {
    "dns": (("payload", rb"\[\\x00-\\xff\]\*" + _TEXT),),
    "tls": (("payload", rb"\\x16\\x03\[\\x00-\\xff\]\*\(\\x00\\x[0-9a-f]{2}" + _TEXT + rb"\|\\x2e\1\(.*\)\)"),),
    "http-host": (("http-request-header", rb"host\\x3a\\x20.*\\x2e\)\?" + _TEXT + rb"\\x2e\?\(.*"),),
    "url": (
        ("http-request-header", rb".*\\x3a\\x20\[\\x09\\x20\]\*" + _TEXT + rb"\\x2e\?"
         rb"(?:\(\\x3a80\)\?|(\\x3a[0-9]+))\[\\x09\\x20\]\*"),
        ("http-request", rb"\(.*\\x2f\]\*\)\?" + _TEXT),
    ),
    "http-header": (
        ("http-request-header", _TEXT + rb"\\x3a\\x20\[\\x09\\x20\]\*.*"),
        ("http-request-header", rb".*?\\x3a\\x20\[\\x09\\x20\]\*" + _TEXT + rb"\[\\x09\\x20\]\*"),
    ),
    "image-request": (("http-request", rb".*\\x2f\(manifests\|blobs\)\\x2f" + _TEXT + rb"\(.*"),),
    "image-answer": (("http-reply-header", rb".*\\x3a\\x20\[\\x09\\x20\]\*" + _TEXT + rb"\[\\x09\\x20\]\*"),),
}  # fmt: skip
"""By the end of a signature's id: the patterns that its values are read out of."""


def accept(folder: Path) -> None:
    """Our reader takes both files, and two parsers the scripts that load them."""
    read_signatures((folder / "zeek/feedgen.sig").read_bytes())
    read_intel((folder / "zeek/feedgen.intel").read_bytes())
    parser = tree_sitter.Parser(_LANGUAGE)
    for path in folder.glob("zeek/**/*.zeek"):
        data = path.read_bytes()
        assert not parser.parse(data).root_node.has_error, data
        assert Script(BytesIO(data)).parse(), data


def read_back(folder: Path) -> set[str]:
    """Rows by their type, signatures by their form."""
    rows = read_intel((folder / "zeek/feedgen.intel").read_bytes())
    signatures = read_signatures((folder / "zeek/feedgen.sig").read_bytes())
    return {
        *(f"{row.type} {row.indicator.decode()}" for row in rows),
        *(f"{form} {value}" for one in signatures for form, value in _compared(one)),
    }


def _compared(one: ReadSignature) -> Iterator[tuple[str, str]]:
    if one.id.endswith("-address"):
        yield "address", re.sub(r"[\[\]]", "", one.attributes["dst-ip"])
        return
    (form,) = (form for form in _FORMS if one.id.endswith(f"-{form}") and _is_whole(one.id, form))
    texts = []
    for kind, shape in _FORMS[form]:
        pattern = one.patterns[kind].pattern.removesuffix(rb"\Z")
        pattern = re.sub(rb"\(\?-i:(\\x..)\)", rb"\1", pattern)
        found = re.fullmatch(rb"\(\?:" + shape + rb"\)", pattern, re.DOTALL)
        assert found, f"{one.id} has another form: {pattern!r}"
        texts.append(b"".join(_spelled(text) for text in found.groups() if text))
    yield form, _name(texts[0]) if form == "dns" else b" ".join(texts).decode()


def _is_whole(id_: str, form: str) -> bool:
    return re.search(rf"[0-9a-f]{{12}}-{form}$", id_) is not None


def _spelled(pattern: bytes) -> bytes:
    return b"".join(
        bytes([int(code, 16)]) if code else folded or plain
        for code, folded, plain in _ONE.findall(pattern)
    )


def _name(wire: bytes) -> str:
    """The name of a question: each label after its length, and an empty one."""
    labels = []
    while wire[0]:
        labels.append(wire[1 : 1 + wire[0]])
        wire = wire[1 + wire[0] :]
    assert wire == b"\x00", wire
    return b".".join(labels).decode()


def wanted(indicator: Indicator) -> set[str]:
    """The row and the signatures of each type; without the latter where nothing so long is compared."""
    return {f"{what} {value}" for what, value in _WANTED[indicator.type](indicator)}


Wanted = Iterator[tuple[str, str]]


def _domain(indicator: Indicator) -> Wanted:
    name = indicator.value
    yield "DOMAIN", name
    labels = name.encode().split(b".")
    if (
        indicator.match is Match.SUBDOMAINS
        and len(name) <= 253
        and all(0 < len(x) < 64 for x in labels)
    ):
        yield from ((form, name) for form in ("dns", "tls", "http-host"))


def _ip(indicator: Indicator) -> Wanted:
    yield ("SUBNET" if "/" in indicator.value else "ADDR"), indicator.value
    yield "address", indicator.value


def _url(indicator: Indicator) -> Wanted:
    host, slash, rest = indicator.value.partition("://")[2].partition("/")
    target = unquote_to_bytes(slash + rest)
    yield "URL", host + target.decode()
    if len(target) <= _LONGEST and host.isascii():
        yield "url", f"{host.lower()} {target.decode()}"


def _user_agent(indicator: Indicator) -> Wanted:
    yield "SOFTWARE", indicator.value
    if len(indicator.value.encode()) <= _LONGEST:
        yield "http-header", f"user-agent {indicator.value}"


def _http_header(indicator: Indicator) -> Wanted:
    name, _, value = indicator.value.partition(": ")
    yield "http-header", f"{name.lower()} {value}"


def _image_digest(indicator: Indicator) -> Wanted:
    algorithm, _, digits = indicator.value.partition(":")
    if algorithm == "sha256":
        yield "FILE_HASH", digits
    if len(indicator.value.encode()) <= _LONGEST:
        yield from ((form, indicator.value) for form in ("image-request", "image-answer"))


def _row(type_: str) -> Callable[[Indicator], Wanted]:
    return lambda indicator: iter([(type_, indicator.value)])


_WANTED: Mapping[str, Callable[[Indicator], Wanted]] = {
    "domain": _domain, "ip": _ip, "url": _url, "user_agent": _user_agent,
    "http_header": _http_header, "image_digest": _image_digest, "email": _row("EMAIL"),
    "sha256": _row("FILE_HASH"), "sha1": _row("FILE_HASH"), "md5": _row("FILE_HASH"),
    "certificate": lambda indicator: iter([("CERT_HASH", indicator.value.partition(":")[2])]),
}  # fmt: skip
