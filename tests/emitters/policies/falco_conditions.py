"""A strict reader of Falco's rules and conditions, and what they say of an event.

The grammar is the one in falcosecurity/libs, userspace/libsinsp/filter/parser.h, as far as the
rules use it: `and`, `or`, `not`, brackets, `=`, `!=`, `in`, macros and lists.
"""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from typing import Any

Event = dict[str, str]
FIELDS = {
    "evt.type", "container.id", "container.image", "container.image.digest",
    "fd.sip", "fd.snet", "fd.sport", "fd.typechar",
}  # fmt: skip
OUTPUT_FIELDS = FIELDS | {
    "container.name", "k8s.ns.name", "k8s.pod.name", "proc.cmdline", "proc.pname", "user.name", "fd.name",
}  # fmt: skip
_TOKEN = re.compile(r"""\s*(?:([()=,]|!=)|'([^']*)'|"([^"]*)"|([^\s(),="'!]+))""")


class Rules:
    """A rules file, read in order: names are used after they are defined."""

    def __init__(self, document: list[dict[str, Any]]) -> None:
        self.lists: dict[str, list[str]] = {}
        self.macros: dict[str, str] = {}
        self.rules: dict[str, str] = {}
        for entry in document:
            if "list" in entry:
                assert re.fullmatch(r"[a-z][a-z0-9_]*", entry["list"])
                assert entry["list"] not in self.lists
                self.lists[entry["list"]] = entry["items"]
            elif "macro" in entry:
                assert re.fullmatch(r"[a-z][a-z0-9_]*", entry["macro"])
                self.macros[entry["macro"]] = entry["condition"]
                _Condition(self, entry["condition"], {}).value()
            elif "rule" in entry:
                self.rules[entry["rule"]] = entry["condition"]
                _Condition(self, entry["condition"], {}).value()
                fields = set(re.findall(r"%([a-z0-9.]+[a-z0-9])", entry["output"]))
                assert fields <= OUTPUT_FIELDS, fields - OUTPUT_FIELDS

    def alerts(self, event: Event) -> list[str]:
        """Names of the rules that this event sets off."""
        return [
            n for n, condition in self.rules.items() if _Condition(self, condition, event).value()
        ]

    def filters(self) -> list[str]:
        """Every rule's condition with macros and lists written out, as Falco compiles it."""
        return [self._expanded(condition) for condition in self.rules.values()]

    def _expanded(self, condition: str) -> str:
        for name, text in self.macros.items():
            condition = condition.replace(name, text)
        for name, items in self.lists.items():
            condition = condition.replace(f"({name})", "(" + ", ".join(items) + ")")
        return " ".join(condition.split())


class _Condition:
    def __init__(self, rules: Rules, text: str, event: Event) -> None:
        self.rules, self.event, self.tokens = rules, event, []
        position = 0
        text = text.strip()
        while position < len(text):
            match = _TOKEN.match(text, position)
            assert match, f"no token at {text[position:]!r}"
            self.tokens.append(match[0].strip())
            position = match.end()

    def value(self) -> bool:
        result = self._or()
        assert not self.tokens, f"left over: {self.tokens}"
        return result

    def _take(self, expected: str | None = None) -> str:
        token = self.tokens.pop(0)
        assert expected is None or token == expected, f"{token} instead of {expected}"
        return token

    def _next(self, *tokens: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in tokens

    def _or(self) -> bool:
        result = self._and()
        while self._next("or"):
            self._take()
            result = self._and() or result
        return result

    def _and(self) -> bool:
        result = self._check()
        while self._next("and"):
            self._take()
            result = self._check() and result
        return result

    def _check(self) -> bool:
        if self._next("("):
            self._take()
            result = self._or()
            self._take(")")
            return result
        name = self._take()
        if not self._next("=", "!=", "in"):
            return _Condition(self.rules, self.rules.macros[name], self.event).value()
        assert name in FIELDS, name
        operator, there = self._take(), self.event.get(name)
        if operator != "in":
            return (there == self._take()) == (operator == "=")
        return any(_equal(name, there, item) for item in self._items())

    def _items(self) -> list[str]:
        self._take("(")
        items: list[str] = []
        while not self._next(")"):
            item = self._take().strip("'\"")
            items += self.rules.lists.get(item, [item])
            if not self._next(")"):
                self._take(",")
        self._take(")")
        return items


def _equal(field: str, there: str | None, item: str) -> bool:
    if field == "fd.sip":
        return there is not None and ip_address(there) == ip_address(item)
    if field == "fd.snet":
        return there is not None and ip_address(there) in ip_network(item)
    return there == item
