"""Wazuh's CDB lists and rules, by a reader of our own: no package brings an engine."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path

from feedgen.model.indicator import Indicator
from tests.engines.wazuh_reader import cdb_keys, rules

JUDGES = ("own Wazuh reader",)
ARTIFACTS = ("wazuh/lists/*", "wazuh/feedgen_rules.xml")
_LISTS = {
    "domain": "domains", "ip": "ips", "md5": "md5", "sha1": "sha1", "sha256": "sha256",
    "url": "urls",
}  # fmt: skip
NOTHING = {"no entries"}
"""The only key of a list without entries."""


def accept(folder: Path) -> None:
    """The rules are rules, and every list that they name is there and compiles."""
    (path,) = folder.glob("wazuh/*.xml")
    for rule in rules(path.read_bytes()):
        assert (folder / "wazuh" / "lists" / Path(rule.list).name).is_file(), rule.list
    for found in sorted(folder.glob("wazuh/lists/*")):
        cdb_keys(found.read_bytes())


def read_back(folder: Path) -> set[str]:
    """Every key, with the name of its list."""
    return {
        f"{path.name.removeprefix('feedgen-')} {key}"
        for path in folder.glob("wazuh/lists/*")
        for key in cdb_keys(path.read_bytes()).keys() - NOTHING
    }


def wanted(indicator: Indicator) -> set[str]:
    """The value; of an IPv4 network the beginnings of its addresses that end at a dot."""
    keys = {indicator.value}
    if indicator.type == "ip" and re.fullmatch(r"[\d.]+/\d+", indicator.value):
        network = ipaddress.IPv4Network(indicator.value)
        whole = max(8, -(-network.prefixlen // 8) * 8)
        octets = [str(part.network_address).split(".")[: whole // 8]
                  for part in network.subnets(new_prefix=whole)]  # fmt: skip
        keys = {".".join(part) + ("" if whole == 32 else ".") for part in octets}
    return {f"{_LISTS[indicator.type]} {key}" for key in keys}
