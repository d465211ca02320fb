"""How the pages call things: types, actions, grades, in the order in which they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from feedgen.model.observables import OBSERVABLE_TYPES, by_family
from feedgen.release.tables import IncidentRow, NamedRow
from feedgen.site.reading import Indicator

_UNSEEN = re.compile(
    "([\\x00-\\x1f\\x7f-\\x9f\\xad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff])"
)
"""Control, format and bidirectional characters."""

ACTIONS = {
    "block": "may be blocked",
    "detect": "may raise an alert, not be blocked",
    "hunt": "to look at; ordinary work has it too",
}


def type_name(name: str) -> str:
    """What values of a type are called; a newer release may have types that are unknown here."""
    cls = OBSERVABLE_TYPES.get(name)
    return cls.heading if cls else name.replace("_", " ")


def in_order(names: Iterable[str]) -> list[str]:
    """Types as people ask for them."""
    order = {cls.type: number for number, cls in enumerate(by_family())}
    return sorted(names, key=lambda name: (order.get(name, len(order)), name))


def exact(value: str) -> Markup:
    """A value as it is; what cannot be seen, or would turn the text around, shows its number."""
    return Markup("").join(
        Markup('<span class="unseen" title="U+{:04X}">{}</span>').format(ord(part), part)
        if _UNSEEN.fullmatch(part)
        else part
        for part in _UNSEEN.split(value)
    )


def described(indicator: Indicator, incident: str) -> list[str]:
    """What an incident says of a value beyond the value, in short phrases."""
    said = indicator.of(incident)
    found = [said["role"]] if said["role"] else []
    for kind, phrase in _PHRASES.items():
        if kind in said:
            found += phrase(said[kind])
    if indicator.match == "subdomains":
        found.append("with everything below it")
    if said["note"]:
        found.append(said["note"])
    return found


def _image(detail: dict[str, Any]) -> list[str]:
    found = [", ".join(detail["repositories"])] if detail["repositories"] else []
    kind = " ".join(part for part in (detail["platform"], detail["kind"]) if part)
    found += [kind] if kind and kind != "unknown" else []
    if detail["tags_created"]:
        found.append(f"tags created: {', '.join(detail['tags_created'])}")
    if detail["tags_overwritten"]:
        found.append(f"tags overwritten: {', '.join(detail['tags_overwritten'])}")
    return found


def _tag(detail: dict[str, Any]) -> list[str]:
    if detail["standing"] == "overwritten":
        return ["legitimate before and after: a hit only inside its windows"]
    if detail["reissued"]:
        return [f"made by the attacker; legitimate again since {detail['reissued']}"]
    return ["made by the attacker: always a hit"]


def _commit(detail: dict[str, Any]) -> list[str]:
    found = [", ".join(detail["repositories"])] if detail["repositories"] else []
    return found + ([f"refs: {', '.join(detail['refs'])}"] if detail["refs"] else [])


def _file(detail: dict[str, Any]) -> list[str]:
    found = [detail["name"]] if detail["name"] else []
    return found + ([f"{detail['size']:,} bytes"] if detail["size"] else [])


def _carrier(detail: dict[str, Any]) -> list[str]:
    return [part for part in (detail["refs"], detail["because"]) if part]


def _address(detail: dict[str, Any]) -> list[str]:
    return [f"ports: {', '.join(map(str, detail['ports']))}"] if detail["ports"] else []


def _repository(detail: dict[str, Any]) -> list[str]:
    return [f"described as: {detail['description']}"] if detail["description"] else []


_PHRASES = {
    "image": _image,
    "tag": _tag,
    "commit": _commit,
    "file": _file,
    "carrier": _carrier,
    "address": _address,
    "repository": _repository,
}


def facts(incident: IncidentRow) -> dict[str, str]:
    """Who and what an incident names, by what the page calls it; without what nobody names."""
    said = {
        "Actors": _named(incident.actors),
        "Campaign": _named(incident.campaigns),
        "Malware": _named(incident.malware),
        "Ids": ", ".join(incident.vulnerabilities),
        "ATT&CK": ", ".join(incident.techniques),
    }
    return {name: text for name, text in said.items() if text}


def _named(rows: Iterable[NamedRow]) -> str:
    return "; ".join(
        f"{row.name} (also {', '.join(row.aliases)})" if row.aliases else row.name for row in rows
    )
