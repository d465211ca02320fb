"""What three makers' appliances read in an external list, by their documentation: none can be run here.

PAN-OS: "Formatting Guidelines for an External Dynamic List" and "Guidelines for URL Category
Exceptions" (docs.paloaltonetworks.com). FortiGate: "Threat feeds", with the file formats that
FortiMail's guide spells out (docs.fortinet.com). Cisco Secure Firewall: "Custom Security
Intelligence Lists" and "URL Lists and Feeds" (docs.defenseorchestrator.com). Each reader refuses
whatever its page does not describe; a line that an appliance would skip is an error here.
"""

from __future__ import annotations

import ipaddress
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path

_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
_NAME = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})+", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}", re.IGNORECASE)
_PRINTABLE = re.compile(r"[!-~]+")
_MOST_BYTES, _MOST_LINES = 10_000_000, 131_072
"""What FortiOS before 7.4.4 loads of a file, which is less than the other two do."""


class ApplianceList(ABC):
    """One list as an appliance has loaded it."""

    def __init__(self, path: Path) -> None:
        data = path.read_bytes()
        assert data, f"{path.name} is empty, which an appliance takes for a failed download"
        assert len(data) <= _MOST_BYTES, f"{path.name} has {len(data)} bytes"
        assert data.endswith(b"\n"), f"{path.name} ends within a line"
        lines = data.decode().split("\n")[:-1]
        assert len(lines) <= _MOST_LINES, f"{path.name} has {len(lines)} lines"
        self.entries = tuple(entry for line in lines if (entry := self._entry(line)))
        for entry in self.entries:
            assert self.is_entry(entry), (
                f"{path.name} has {entry!r}, which the maker takes for none"
            )

    def _entry(self, line: str) -> str:
        """The entry on a line; none on a comment's. All three: one entry a line."""
        return "" if line.startswith("#") else line

    @abstractmethod
    def is_entry(self, entry: str) -> bool:
        """Whether the documentation describes it."""

    @abstractmethod
    def blocks(self, value: str) -> bool:
        """Whether a connection, a name, a page or a file of this value is stopped."""


class Networks(ApplianceList):
    """Addresses and networks, which all three makers read alike; ranges are never written."""

    def is_entry(self, entry: str) -> bool:
        try:
            # Cisco refuses a netmask of no bits; the others would block everything with it.
            return ipaddress.ip_network(entry).prefixlen > 0
        except ValueError:
            return False

    def blocks(self, value: str) -> bool:
        address = ipaddress.ip_address(value)
        return any(address in ipaddress.ip_network(entry) for entry in self.entries)


class PanOsNetworks(Networks):
    """A comment stands behind an entry and a space, so a line of its own is none."""

    def _entry(self, line: str) -> str:
        return "" if line == "# no entries" else line.partition(" ")[0]


class PanOsDomains(ApplianceList):
    """`name`, `*.name` for what is below it, `^name` for exactly that; up to 255 characters."""

    def _entry(self, line: str) -> str:
        return "" if line == "# no entries" else line

    def is_entry(self, entry: str) -> bool:
        # A wildcard is a token of its own and is prepended only.
        return len(entry) <= 255 and bool(_NAME.fullmatch(re.sub(r"^(?:\*\.|\^)", "", entry)))

    def blocks(self, value: str) -> bool:
        return any(
            value.endswith(entry[1:]) if entry.startswith("*.") else value == entry.lstrip("^")
            for entry in self.entries
        )


class PanOsUrls(ApplianceList):
    """Host and path without scheme, any case; what is below the path may be meant too."""

    def _entry(self, line: str) -> str:
        return "" if line == "# no entries" else line

    def is_entry(self, entry: str) -> bool:
        wild = "*" in entry or "^" in entry
        return len(entry) <= 255 and not wild and _host_and_path(entry)

    def blocks(self, value: str) -> bool:
        url = _without_scheme(value).lower()
        return any(
            url == entry or url.startswith(f"{entry.removesuffix('/')}/")
            for entry in map(str.lower, self.entries)
        )


class FortiGateDomains(ApplianceList):
    """A domain a line, simple wildcards; of a plain one, nothing is said of the names below it."""

    def is_entry(self, entry: str) -> bool:
        return bool(_NAME.fullmatch(entry.removeprefix("*.")))

    def blocks(self, value: str) -> bool:
        return any(
            value.endswith(entry[1:]) if entry.startswith("*.") else value == entry
            for entry in self.entries
        )


class FortiGateHashes(ApplianceList):
    """A hash and perhaps a description; one kind of hash a list, for its speed."""

    def is_entry(self, entry: str) -> bool:
        return bool(_HASH.fullmatch(entry)) and len(entry) == len(self.entries[0])

    def blocks(self, value: str) -> bool:
        return value.lower() in {entry.lower() for entry in self.entries}


class CiscoDomains(ApplianceList):
    """A name means all below it."""

    def is_entry(self, entry: str) -> bool:
        return bool(_NAME.fullmatch(entry))

    def blocks(self, value: str) -> bool:
        return any(f".{value}".endswith(f".{entry}") for entry in self.entries)


class CiscoUrls(ApplianceList):
    """A URL, also on the names below its host; a slash at the end of a bare host means it alone."""

    def is_entry(self, entry: str) -> bool:
        return not re.search(r"[*?]|^\[", entry) and _host_and_path(entry)

    def blocks(self, value: str) -> bool:
        url = _without_scheme(value).partition("?")[0]
        host, _, path = url.partition("/")
        return any(
            f".{host.lower()}".endswith(f".{entry.partition('/')[0].lower()}")
            and path == entry.partition("/")[2]
            for entry in self.entries
        )


def _without_scheme(url: str) -> str:
    return url.partition("://")[2] or url


def _host_and_path(entry: str) -> bool:
    """Whether it is a host without a port, then a path or a query: a bare host means more than a URL."""
    parts = re.fullmatch(r"([^/?]+)[/?].*", entry)
    if (
        not parts
        or (entry.endswith("/") and entry.count("/") == 1)
        or not _PRINTABLE.fullmatch(entry)
    ):
        return False
    host = parts[1]
    if host.startswith("["):
        return _is_address(host.strip("[]"))
    return bool(_NAME.fullmatch(host)) or _is_address(host)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


READERS: dict[str, Callable[[Path], ApplianceList]] = {
    "cisco-dns.txt": CiscoDomains,
    "cisco-networks.txt": Networks,
    "cisco-urls.txt": CiscoUrls,
    "fortigate-domains.txt": FortiGateDomains,
    "fortigate-ips.txt": Networks,
    "fortigate-md5.txt": FortiGateHashes,
    "fortigate-sha1.txt": FortiGateHashes,
    "fortigate-sha256.txt": FortiGateHashes,
    "panos-domains.txt": PanOsDomains,
    "panos-ips.txt": PanOsNetworks,
    "panos-urls.txt": PanOsUrls,
}
"""By the name of the file in blocklists/firewall/."""
