"""The public suffix list (https://publicsuffix.org): under which names anybody can get a name.

Only the data of the `publicsuffixlist` package is used; its look-up splits and joins every name
several times, which is too slow for a million domains. The tests hold both against each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources


class Section(StrEnum):
    """Who made a suffix public."""

    ICANN = "icann"
    """The registry of a top-level domain."""
    PRIVATE = "private"
    """A company that gives names below its own domain to its customers."""


_REMEMBERED = 65_536
"""Names whose suffix is kept."""


@dataclass(frozen=True, slots=True)
class PublicSuffixes:
    """The rules, by the names they stand for in ASCII."""

    rules: dict[str, Section]
    """Suffixes. The name a wildcard stands below is one too, as browsers take it."""
    wildcards: dict[str, Section]
    """Names of which every direct child is a suffix."""
    exceptions: frozenset[str]
    """Children of wildcards that are no suffixes."""
    known: dict[str, tuple[str, Section] | None] = field(default_factory=dict, repr=False)
    """Suffixes of names that were asked for."""

    def suffix(self, host: str) -> tuple[str, Section] | None:
        """The longest public suffix of a host, itself included; None below no known top level."""
        section = self.rules.get(host)
        if section is not None:
            return host, section
        parent = host.partition(".")[2]
        section = self.wildcards.get(parent)
        if section is not None:
            return (parent, section) if host in self.exceptions else (host, section)
        if not parent:
            return None
        # The hosts of a list lie below few names.
        if parent not in self.known:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[parent] = self.suffix(parent)
        return self.known[parent]

    def is_delegated(self, host: str) -> bool:
        """Whether the list knows the host's top-level domain."""
        return host.rpartition(".")[2] in self.rules


@cache
def public_suffixes() -> PublicSuffixes:
    """The list that is installed, read once."""
    text = resources.files("publicsuffixlist").joinpath("public_suffix_list.dat").read_text("utf-8")
    rules: dict[str, Section] = {}
    wildcards: dict[str, Section] = {}
    exceptions: set[str] = set()
    section = Section.ICANN
    for line in text.splitlines():
        if "===BEGIN PRIVATE DOMAINS===" in line:
            section = Section.PRIVATE
        rule = line.split(maxsplit=1)[0] if line.strip() else "//"
        if rule.startswith("//"):
            continue
        if rule.startswith("!"):
            exceptions.add(_ascii(rule[1:]))
            continue
        name = _ascii(rule.removeprefix("*."))
        rules.setdefault(name, section)
        if rule.startswith("*."):
            wildcards[name] = section
    return PublicSuffixes(rules, wildcards, frozenset(exceptions))


def _ascii(rule: str) -> str:
    return rule.lower().encode("idna").decode("ascii")
