"""Lists for firewalls and proxies, as nftables, Squid and the readers for appliances read them.

nftables says of each element that its sets have it, and lists what they hold in all. Squid tells
every line that it takes in, before it says whether it can use it. The makers' pages say what the
other lists can hold.
"""

from __future__ import annotations

import ipaddress
import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote_to_bytes

from feedgen.model.indicator import Indicator, Match
from tests.engines.appliance_lists import READERS
from tests.engines.network_namespace import in_a_network_of_its_own
from tests.engines.proxies import squid_configuration
from tests.engines.registry import require

JUDGED = {
    "blocklists/firewall/*": ("own appliance readers",),
    "blocklists/nftables.nft": ("nft",),
    "blocklists/squid.acl": ("squid",),
}
"""Who judges which of the files."""
ARTIFACTS = tuple(JUDGED)
JUDGES = tuple(sorted({judge for judges in JUDGED.values() for judge in judges}))
_LONGEST_EXPRESSION = 2_000
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_ADDRESS_LISTS = (
    "cisco-networks.txt",
    "fortigate-ips.txt",
    "panos-ips.txt",
    "nftables.nft",
    "squid.acl",
)


def accept(folder: Path) -> None:
    """The engines take their files without a complaint; no line of the others is without a meaning."""
    in_a_network_of_its_own("nft -c -f nftables.nft", folder / "blocklists")
    _processed(folder)
    for file, reader in READERS.items():
        reader(folder / "blocklists" / "firewall" / file)


def read_back(folder: Path) -> set[str]:
    """What each engine reads, with the file's name before it; for Squid, URLs as it decodes them."""
    found = {
        f"{file} {entry}"
        for file, reader in READERS.items()
        for entry in reader(folder / "blocklists" / "firewall" / file).entries
    }
    found |= {f"nftables.nft {element}" for element in _elements(folder)}
    found |= set(_squid(folder, [*_networks(folder, "panos-ips.txt")]))
    return found


def wanted(indicator: Indicator) -> set[str]:
    """By the page: which of the lists hold a value of this type, and as what."""
    value = indicator.value
    if indicator.type in ("md5", "sha1", "sha256"):
        return {f"fortigate-{indicator.type}.txt {value}"}
    if indicator.type == "ip":
        return {f"{file} {value}" for file in _ADDRESS_LISTS}
    if indicator.type == "url":
        return set(_url(value))
    if indicator.match is not Match.SUBDOMAINS:
        return {f"panos-domains.txt ^{value}", f"squid.acl {value}"}
    found = {f"{file} {value}" for file in
             ("cisco-dns.txt", "fortigate-domains.txt", "panos-domains.txt")}  # fmt: skip
    found |= {f"{file} *.{value}" for file in ("fortigate-domains.txt", "panos-domains.txt")}
    return {*found, f"squid.acl .{value}"}


def _url(value: str) -> Iterator[str]:
    decoded = unquote_to_bytes(value)
    escaped = 0
    for byte in decoded:
        escaped += {b" ": 11, b'"': 3, b"'": 3}.get(bytes([byte]), 1 + (byte in b".^$*+?()[]{}|\\"))
    if all(0x20 <= byte < 0x7F for byte in decoded) and escaped <= _LONGEST_EXPRESSION:
        yield f"squid.acl {decoded.decode()}"
    entry = value.partition("://")[2]
    parts = re.fullmatch(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)([/?].*)", entry)
    if not parts or parts[2] == "/":
        return
    if not re.search("[*^]", entry) and len(entry) <= 255:
        yield f"panos-urls.txt {entry}"
    if not re.search(r"[*?]", entry) and not entry.startswith("["):
        yield f"cisco-urls.txt {entry}"


def _networks(folder: Path, file: str) -> Iterator[_Network]:
    for entry in READERS[file](folder / "blocklists" / "firewall" / file).entries:
        yield ipaddress.ip_network(entry)


def _elements(folder: Path) -> list[str]:
    """The elements of the file of which nftables, having loaded it, says that its sets have them."""
    text = (folder / "blocklists" / "nftables.nft").read_text(encoding="utf-8")
    names = re.findall(r"^    set (\w+) \{", text, re.MULTILINE)
    elements: dict[str, list[str]] = {}
    for name, block in zip(
        names, re.split(r"^    set \w+ \{", text, flags=re.MULTILINE)[1:], strict=True
    ):
        listed = re.search(r"elements = \{(.*?)\}", block, re.DOTALL)
        elements[name] = [part.strip() for part in listed[1].split(",")] if listed else []
    # Many elements in one question: it fails when one of them is not there.
    script = ["nft -f nftables.nft"]
    script += [
        f"nft get element inet feedgen {name} '{{ {', '.join(chunk)} }}' >/dev/null"
        for name, values in elements.items()
        for chunk in (values[at : at + 200] for at in range(0, len(values), 200))
        if chunk
    ]
    script.append("nft -j list table inet feedgen")
    table = json.loads(in_a_network_of_its_own("\n".join(script), folder / "blocklists"))[
        "nftables"
    ]
    for item in table:
        if "set" in item and not item["set"]["name"].endswith("_ports"):
            mine = {ipaddress.ip_network(v) for v in elements[item["set"]["name"]]}
            assert _spans(mine) == set(_held(item["set"].get("elem", []))), item["set"]["name"]
    return [value for values in elements.values() for value in values]


def _spans(networks: Iterable[_Network]) -> set[tuple[int, int]]:
    """First and last addresses of what these cover, neighbours joined as nftables joins them."""
    found: list[tuple[int, int]] = []
    for network in sorted(networks, key=lambda n: (int(n.network_address), n.prefixlen)):
        first, last = int(network.network_address), int(network.broadcast_address)
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return set(found)


def _held(elements: Iterable[str | dict[str, object]]) -> Iterator[tuple[int, int]]:
    for element in elements:
        match element:
            case {"prefix": {"addr": str(address), "len": int(length)}}:
                network = ipaddress.ip_network(f"{address}/{length}")
                yield int(network.network_address), int(network.broadcast_address)
            case {"range": [str(first), str(last)]}:
                yield int(ipaddress.ip_address(first)), int(ipaddress.ip_address(last))
            case _:
                yield (int(ipaddress.ip_address(str(element))),) * 2


def _processed(folder: Path) -> list[str]:
    """The lines of the file that Squid says it processes; it must complain of none."""
    with TemporaryDirectory() as name:
        directory = Path(name)
        shutil.copy(folder / "blocklists" / "squid.acl", directory)
        (directory / "known-hosts").touch()
        configuration = squid_configuration(directory, 3128, 3129)
        done = subprocess.run(
            [require("squid"), "-k", "parse", "-f", configuration], capture_output=True, text=True,
            check=False, encoding="utf-8", errors="backslashreplace",
        )  # fmt: skip
    said = done.stderr.splitlines()
    assert done.returncode == 0, said[-5:]
    wrong = [
        line
        for line in said
        if re.search(r"\| (WARNING|ERROR|FATAL)", line) and "acl" in line.lower()
    ]
    assert not wrong, wrong[:5]
    return [line.partition("Processing: ")[2] for line in said if "Processing: acl feedgen" in line]


def _squid(folder: Path, candidates: Iterable[_Network]) -> Iterator[str]:
    """An address within a network that stands there is read with it, and has no line of its own."""
    networks: dict[int, set[_Network]] = {4: set(), 6: set()}
    for line in _processed(folder):
        words = line.split(" ")
        if words[1] in ("feedgen_domains", "feedgen_names"):
            assert words[2:4] == ["dstdomain", "-n"], line
            yield f"squid.acl {words[4]}"
        elif words[1] == "feedgen_addresses":
            network = ipaddress.ip_network(words[3])
            networks[network.version].add(network)
            yield f"squid.acl {words[3]}"
        elif words[1] == "feedgen_urls":
            yield f"squid.acl {_exactly(words[3])}"
    for one in candidates:
        if any(one.subnet_of(network) for network in networks[one.version]):  # type: ignore[arg-type]
            text = str(one.network_address) if one.prefixlen == one.max_prefixlen else str(one)
            yield f"squid.acl {text}"


_PART = re.compile(
    r"\\([.^$*+?()\[\]{}|\\])|\[\[:(blank):\]\]|\[([\"'])\]|([^.^$*+?()\[\]{}|\\ \"'])"
)


def _exactly(expression: str) -> str:
    """The one text that an extended regular expression of literals matches."""
    assert expression.startswith("^"), expression
    assert expression.endswith("$"), expression
    found, at = [], 1
    while at < len(expression) - 1:
        part = _PART.match(expression, at)
        assert part, f"{expression[at:]!r} is no literal"
        escaped, blank, quoted, plain = part.groups()
        found.append(escaped or (" " if blank else "") or quoted or plain)
        at = part.end()
    return "".join(found)
