"""Says whether a Sigma rule finds an event, from the text of the rule and the specification alone.

Written beside pySigma and without it: what pySigma reads wrong, it does not read wrong the same way.
It knows what feedgen's rules use and refuses everything else, so that no new part of a rule goes
unjudged (https://github.com/SigmaHQ/sigma-specification, "Detection", "Wildcards", "Modifiers").
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

Event = Mapping[str, str | int]
_AROUND = {
    "": ("", ""), "contains": (".*", ".*"), "endswith": (".*", ""), "startswith": ("", ".*"),
}  # fmt: skip
_ESCAPABLE = "\\*?"


def finds(rule: Mapping[str, Any], event: Event) -> bool:
    """Whether the event is one that the rule means; a field that is missing or empty is none."""
    detection = rule["detection"]
    searches = {name: part for name, part in detection.items() if name != "condition"}
    return _condition(detection["condition"], lambda name: _search(searches[name], event), searches)


def _condition(text: str, holds: Callable[[str], bool], names: Mapping[str, Any]) -> bool:
    """`x`, `1 of x_*`, `all of x_*`, and `and not` between these."""
    first, *filters = text.split(" and not ")
    if any(_part(each, holds, names) for each in filters):
        return False
    return _part(first, holds, names)


def _part(text: str, holds: Callable[[str], bool], names: Mapping[str, Any]) -> bool:
    match = re.fullmatch(r"(1|all) of (\w+_)\*|(\w+)", text)
    assert match, f"a condition that this reader does not know: {text}"
    if match[3]:
        return holds(match[3])
    found = [holds(name) for name in names if name.startswith(match[2])]
    assert found, f"{text} names no search"
    return any(found) if match[1] == "1" else all(found)


def _search(part: Any, event: Event) -> bool:
    if isinstance(part, list):
        assert all(isinstance(item, dict) for item in part), "a search for keywords"
        return any(_search(item, event) for item in part)
    return all(_compared(key, values, event) for key, values in part.items())


def _compared(key: str, values: Any, event: Event) -> bool:
    name, _, modifiers = key.partition("|")
    value = event.get(name)
    if value is None:
        return False
    wanted = values if isinstance(values, list) else [values]
    return any(_matcher(modifiers, each)(str(value)) for each in wanted)


@cache
def _matcher(modifiers: str, wanted: str | int) -> Callable[[str], bool]:
    if modifiers == "cidr":
        network = ipaddress.ip_network(str(wanted))
        return lambda text: _inside(text, network)
    if modifiers == "re|i":
        expression = re.compile(str(wanted), re.IGNORECASE)
        return lambda text: expression.search(text) is not None
    before, after = _AROUND[modifiers]
    parts = _parts(str(wanted))
    if len(parts) == 1:
        return _plain(modifiers, parts[0].lower())
    pattern = re.compile(
        before + "".join(_ANY.get(part) or re.escape(part) for part in parts) + after,
        re.IGNORECASE | re.DOTALL,
    )
    return lambda text: pattern.fullmatch(text) is not None


def _plain(modifiers: str, wanted: str) -> Callable[[str], bool]:
    return {
        "": lambda text: text.lower() == wanted,
        "contains": lambda text: wanted in text.lower(),
        "endswith": lambda text: text.lower().endswith(wanted),
        "startswith": lambda text: text.lower().startswith(wanted),
    }[modifiers]


def _inside(text: str, network: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    try:
        return ipaddress.ip_address(text) in network
    except ValueError:
        return False


_ANY = {"\0*": ".*", "\0?": "."}
"""Wildcards among the parts of a value, in which no NUL can stand."""


def _parts(text: str) -> list[str]:
    r"""`*` is any run of characters, `?` any one; a backslash makes `*`, `?` and `\` themselves."""
    found = [""]
    at = 0
    while at < len(text):
        character = text[at]
        if character == "\\" and text[at + 1 : at + 2] and text[at + 1] in _ESCAPABLE:
            at += 1
            found[-1] += text[at]
        elif character in "*?":
            found += ["\0" + character, ""]
        else:
            found[-1] += character
        at += 1
    return found
