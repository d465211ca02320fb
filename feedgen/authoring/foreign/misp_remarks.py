"""Reads what our own MISP events say of a value in their comments (feedgen.emitters.misp)."""

from __future__ import annotations

import re
from typing import Any

from feedgen.authoring.foreign.foreign_values import member_of, moment
from feedgen.authoring.reading import Served
from feedgen.model.incident import Grade
from feedgen.model.indicator import TagStanding

_LISTS = {
    "Repositories: ": "repositories",
    "In ": "repositories",
    "Mirrors: ": "mirrors",
    "Tags created: ": "tags_created",
    "Tags overwritten: ": "tags_overwritten",
    "Labels: ": "labels",
}
_EXPOSURE = re.compile(
    r"Exposure of (?P<what>[^ ]+): (?P<windows>.*?)(?:, in caches (?P<tail>\d{1,5}[hdy]) longer)?"
)
_WINDOW = re.compile(r"(\S+) to (\S+) \((\w+)\)(?:, |$)")
_TOLD_ELSEWHERE = ("Indicator ", "Refs: ", "It pointed to ", "Given out anew ")


def said_by(comment: str) -> dict[str, Any]:
    """Fields of a candidate; what is not understood is the note."""
    said: dict[str, Any] = {}
    served: list[Served] = []
    note = [
        part
        for part in comment.split("; ")
        if not _field(part, said, served) and not part.startswith(_TOLD_ELSEWHERE)
    ]
    said["served"] = tuple(served)
    said["note"] = "; ".join(note) or None
    return said


def _field(part: str, said: dict[str, Any], served: list[Served]) -> bool:
    for lead, name in _LISTS.items():
        if part.startswith(lead):
            said[name] = tuple(part.removeprefix(lead).split(", "))
            return True
    simple = re.fullmatch(r"(Confidence|Role|Ports|Of the index|The name was|Refs):? (.+)", part)
    if simple:
        return _simple(simple[1], simple[2], said)
    if part.startswith("Description of such repositories: "):
        said["description"] = part.partition(": ")[2]
        return True
    exposure = _EXPOSURE.fullmatch(part)
    windows = tuple(_windows(exposure["windows"])) if exposure else ()
    if exposure and windows:
        served.append(
            Served(component=exposure["what"], windows=windows, cache_tail=exposure["tail"])
        )
    return bool(windows)


def _simple(name: str, text: str, said: dict[str, Any]) -> bool:
    if name == "Confidence" and text.isascii() and text.isdigit():
        said["confidence"] = min(int(text), 100)
    elif name == "Role":
        said["role"] = text
    elif name == "Ports":
        said["ports"] = tuple(int(port) for port in re.findall(r"\d{1,5}", text))
    elif name == "Of the index":
        said["index"] = text
    elif name == "The name was":
        said["standing"] = member_of(TagStanding, text)
    elif name == "Refs" and ": " in text:
        said["refs"], _, said["because"] = text.partition(": ")
    else:
        return False
    return True


def _windows(text: str) -> Any:  # noqa: ANN401 - a generator of windows
    for start, end, grade in _WINDOW.findall(text):
        begin, known = moment(start), member_of(Grade, grade)
        if begin and known:
            yield begin, moment(end), known.value
