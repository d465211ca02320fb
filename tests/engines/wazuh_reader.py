"""Reads Wazuh's CDB lists and rules as its analysis engine does, and looks events up in them.

Written from Wazuh's documentation ("Using CDB lists", "Rules syntax") and from what analysisd does when
it loads a rule: an unknown element, a `list` without a field or with an unknown look-up, and a rule
without id, level or description are errors; a rule whose list is not loaded is left out. A rule
without a parent is tried on every event. No package brings the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

_LINE = re.compile(r'(?:"([^"\\]+)"|([^":\\]+)):([^":\\]*)')
_MAX_LINE = 65_536
"""analysisd reads a line into a buffer of this size."""
LOOKUPS = frozenset({"match_key", "address_match_key"})
"""Those of Wazuh's six that rules of this feed may use."""
PARENTS = frozenset({
    # Rules: integrity changed, file added (0015-ossec_rules.xml); Suricata (0475-suricata_rules.xml).
    "550", "554", "86600",
    # Groups: Sysmon (0595-win-sysmon_rules.xml), firewalls, web servers and attacks, Squid.
    "sysmon_event3", "sysmon_event_22", "firewall", "web", "attack", "attacks", "squid",
})  # fmt: skip
"""Rules and groups of Wazuh 4's own ruleset that a rule here may build on."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that looks a field up in a list."""

    id: int
    level: int
    parents: frozenset[str]
    field: str
    lookup: str
    list: str
    """The file, below Wazuh's own directory."""
    description: str


def cdb_keys(content: bytes) -> Mapping[str, str]:
    """A list's keys with their values. Each is there once; a key with a colon is quoted."""
    text = content.decode("ascii")
    assert text.endswith("\n"), "the last line has no end"
    keys: dict[str, str] = {}
    for line in text.removesuffix("\n").split("\n"):
        match = _LINE.fullmatch(line)
        assert match, f"no key:value line: {line!r}"
        assert len(line) < _MAX_LINE, "a line longer than analysisd reads"
        assert not re.search(r"[\x00-\x1f\x7f]", line), f"a control character: {line!r}"
        key = match[1] or match[2]
        assert key not in keys, f"twice: {key}"
        keys[key] = match[3]
    return keys


def rules(content: bytes) -> list[Rule]:
    """The rules of a file: groups of rules, and nothing else."""
    # analysisd reads a file as a sequence of groups, without one root.
    root = ET.fromstring(b"<file>" + content + b"</file>")  # noqa: S314 - our own output
    found = []
    for group in root:
        assert group.tag == "group", f"a root {group.tag}"
        assert group.attrib.keys() == {"name"}, f"a group with {group.attrib}"
        assert group.attrib["name"].endswith(","), "a group's names end with a comma"
        found += list(map(_rule, group))
    ids = [rule.id for rule in found]
    assert len(set(ids)) == len(ids), "an id twice: the second rule would be left out"
    return found


def _rule(element: ET.Element) -> Rule:
    assert element.tag == "rule", element.tag
    assert element.attrib.keys() == {"id", "level"}, element.attrib
    children = {child.tag: child for child in element}
    assert len(children) == len(element), "an element twice"
    known = {"if_sid", "if_group", "list", "description"}
    assert children.keys() <= known, f"no element of a rule here: {children.keys() - known}"
    looked = children["list"]
    assert looked.attrib.keys() == {"field", "lookup"}, looked.attrib
    assert looked.attrib["lookup"] in LOOKUPS, looked.attrib["lookup"]
    level = int(element.attrib["level"])
    assert 0 <= level <= 16, f"no level: {level}"
    return Rule(
        id=int(element.attrib["id"]), level=level, parents=frozenset(_parents(children)),
        field=looked.attrib["field"], lookup=looked.attrib["lookup"], list=looked.text or "",
        description=_description(children["description"].text or ""),
    )  # fmt: skip


def _parents(children: Mapping[str, ET.Element]) -> Iterator[str]:
    if "if_sid" in children:
        numbers = re.split(r",\s*", children["if_sid"].text or "")
        assert all(number.isdigit() for number in numbers), numbers
        yield from numbers
    if "if_group" in children:
        yield from (children["if_group"].text or "").split("|")


def _description(text: str) -> str:
    """Fields of the event stand in `$(…)`."""
    assert text.strip(), "a rule without a description"
    assert not re.search(r"\$\((?![A-Za-z][\w.]*\))", text), f"no field: {text}"
    return text


def finds(rule: Rule, keys: Mapping[str, str], event: Mapping[str, str]) -> bool:
    """Whether the event's field is in the list. The event has passed one of the rule's parents.

    Look-ups compare with case. An address is looked for as it is, then by its beginnings that end at
    a dot, the longest first.
    """
    value = event.get(rule.field)
    if value is None:
        return False
    if rule.lookup == "match_key" or value in keys:
        return value in keys
    return any(value[: at + 1] in keys for at, sign in enumerate(value) if sign == ".")
