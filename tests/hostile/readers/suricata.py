"""Suricata's rules and lists, as the engine understood them.

Matches come from `--engine-analysis`; addresses from the alert that a packet to each raises; values of
lists are looked up in the memory of a running engine. The lists of hashes are no sets to it, so that
they are read as such by rules of this reader.
"""

from __future__ import annotations

import re
import shutil
from base64 import b64decode
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote_to_bytes

from feedgen.model.indicator import Indicator, Match
from tests.engines.suricata_analysis import Understood, understood
from tests.engines.suricata_running import running
from tests.engines.suricata_traffic import connect

JUDGES = ("suricata",)
ARTIFACTS = ("suricata/rules/*.rules", "suricata/rules/datasets/*")
_RULES = "suricata/rules/feedgen.rules"
_EMPTY = "W: detect: 1 rule files specified, but no rules were loaded!"
_ADDRESS = re.compile(r"^alert ip \$HOME_NET any -> (\S+) any \(.* sid:(\d+);", re.MULTILINE)
_KIND = re.compile("-(domains|digests|hashes|addresses)-")
_NAMES = ("dns_query", "tls.sni", "quic_sni", "http_host")


@cache
def _analysed(rules: Path) -> tuple[list[Understood], str]:
    return understood(rules)


def accept(folder: Path) -> None:
    """The engine has every line as a rule, and complains of nothing."""
    rules, complaints = _analysed(folder / _RULES)
    assert complaints in ("", _EMPTY), complaints[:2000]
    lines = (folder / _RULES).read_text(encoding="ascii").splitlines()
    listed = sorted(line for line in lines if not line.startswith("#"))
    assert sorted(rule.text for rule in rules) == listed, (
        "it reads other rules than there are lines"
    )


def read_back(folder: Path) -> set[str]:
    """What the engine compares, with the buffer's name before it, or the list's kind."""
    found = {told for rule in _analysed(folder / _RULES)[0] for told in _compared(rule)}
    with TemporaryDirectory() as name:
        shutil.copytree(folder / "suricata/rules", name, dirs_exist_ok=True)
        return found | set(_seen(Path(name)))


def _compared(rule: Understood) -> Iterator[str]:
    texts = {
        buffer: data.decode(errors="surrogateescape") for buffer, data in rule.contents.items()
    }
    if "http.uri" in rule.text and "dataset:" not in rule.text:
        host = texts.get("http_host", texts.get("http_raw_host", ""))
        target = texts.get("http_uri", texts.get("http_raw_uri", ""))
        yield f"url {host} {target}"
    elif "dataset:" not in rule.text:
        yield from (f"{buffer} {text}" for buffer, text in texts.items() if text)


def _seen(folder: Path) -> Iterator[str]:
    """Addresses and the values of lists, from a copy of the rules."""
    rules = folder / "feedgen.rules"
    lists = [(path, _KIND.findall(path.stem)[0]) for path in sorted(folder.glob("datasets/*"))]
    addresses = {int(sid): address for address, sid in _ADDRESS.findall(rules.read_text())}
    with rules.open("a") as lines:
        lines.writelines(
            f"alert http any any -> any any (file.data; to_sha256; dataset:isset,{path.stem},"
            f"type sha256,load datasets/{path.name}; sid:{number}; rev:1;)\n"
            for number, (path, kind) in enumerate(lists, 1)
            if kind == "hashes"
        )
    with running(rules) as engine:
        assert engine.failed_rules() == []
        for path, kind in lists:
            for line in path.read_text(encoding="ascii").splitlines():
                if kind == "hashes":
                    value, holds = line, engine.has_hash(path.stem, line)
                else:
                    value = b64decode(line).decode(errors="surrogateescape")
                    holds = engine.has(path.stem, value)
                assert holds, f"{path.name}: {value[:200]!r}"
                yield f"{kind} {value}"
        traffic = {str(sid): connect(one.partition("/")[0]) for sid, one in addresses.items()}
        for sid, alerts in engine.alerts(traffic).items():
            if int(sid) in {alert.sid for alert in alerts}:
                yield f"ip {addresses[int(sid)]}"


def wanted(indicator: Indicator) -> set[str]:
    """Names in four buffers, or on a list; a URL as its host and what is left of it on the wire.

    What is compared in any case, as a header's name, the engine keeps in lower case.
    """
    value = indicator.value
    if indicator.type == "domain":
        wide = indicator.match is Match.SUBDOMAINS
        return {f"{buffer} .{value}" for buffer in _NAMES} if wide else {f"domains {value}"}
    if indicator.type == "url":
        return {f"url {' '.join(_on_the_wire(value))}"}
    if indicator.type == "certificate":
        digits = value.partition(":")[2]
        return {f"tls_cert_fingerprint {':'.join(re.findall('..', digits))}"}
    if indicator.type == "http_header":
        name, colon, content = value.partition(": ")
        return {f"http_request_header {name.lower()}{colon}{content}"}
    return {f"{_BY_TYPE[indicator.type]} {value}"}


_BY_TYPE = {
    "user_agent": "http_user_agent", "ip": "ip", "sha256": "hashes", "image_digest": "digests",
}  # fmt: skip


def _on_the_wire(url: str) -> tuple[str, str]:
    """Host, and path and query as libhtp normalises them, unless that would lose something."""
    host, slash, rest = url.partition("://")[2].partition("/")
    raw = (slash + rest).encode()
    path, mark, query = raw.partition(b"?")
    path = re.sub(rb"/{2,}", b"/", unquote_to_bytes(path).replace(b"\\", b"/"))
    dots = {b".", b".."} & set(path.split(b"/"))
    normal = raw if dots or not path.isascii() else path + mark + unquote_to_bytes(query)
    return host, normal.decode(errors="surrogateescape")
