"""Reads prose as it is pasted: refangs it, and remembers what had been defanged.

`feedgen.sources.refang` is for one value of a source, where nothing is guessed. This is for a
page that others wrote, in the many ways that are found in the wild.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

_OPEN, _CLOSE = r"[\[({<]", r"[\])}>]"
_MARK = re.compile(
    rf"""
      [ ]?{_OPEN}[ ]?(?P<dot>\.|dot|punto?|punkt)[ ]?{_CLOSE}[ ]?
    | (?P<half_dot>(?<=\w)(?:\[\.|\.\])(?=\w))
    | (?P<escaped_dot>(?<=\w)\\\.(?=\w))
    | (?P<wide_dot>(?<=\w)[\u3002\uff0e\uff61\u2024](?=\w))
    | [ ]?{_OPEN}[ ]?(?P<at>@|at)[ ]?{_CLOSE}[ ]?
    | (?P<wide_at>[\uff20\ufe6b])
    | {_OPEN}(?P<slashes>:?//){_CLOSE}
    | {_OPEN}(?P<colon>::?){_CLOSE}
    | (?<=:){_OPEN}(?P<slash>/){_CLOSE}
    | (?P<wide_colon>\uff1a)
    | (?P<wide_slash>\uff0f)
    | \b(?P<secure>http)[\[({{](?P<s>s)[\])}}](?=:|{_OPEN}:)
    | \b(?P<scheme>h(?:xx|\*\*|__|tx|xt|--)ps?|hxxps?|meows?|fxps?|f\*p)(?=:|{_OPEN}:)
    | (?P<unseen>[\u200b-\u200d\u2060\ufeff\u00ad])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN = {
    "dot": ".", "half_dot": ".", "escaped_dot": ".", "wide_dot": ".", "at": "@", "wide_at": "@",
    "wide_colon": ":", "wide_slash": "/", "slash": "/",
}  # fmt: skip
_NO_DEFANGING = frozenset({"unseen", "wide_colon", "wide_slash", "wide_at"})
"""Artefacts of copying and of typesetting, which say nothing about what the author meant."""


@dataclass(frozen=True, slots=True)
class Refanged:
    """A text as it was meant, and where it had been defanged."""

    text: str
    marks: tuple[int, ...]
    """Positions in `text`, rising."""

    def was_defanged(self, start: int, end: int) -> bool:
        """Whether anything in this part of the text had been defanged."""
        number = bisect_left(self.marks, start)
        return number < len(self.marks) and self.marks[number] < end


def refang_prose(text: str) -> Refanged:
    """`hxxps[:]//audit.checkmarx[.]cx` becomes `https://audit.checkmarx.cx`, with two marks."""
    if not _may_be_defanged(text):
        return Refanged(text, ())
    parts: list[str] = []
    marks: list[int] = []
    done, length = 0, 0
    for match in _MARK.finditer(text):
        kind = match.lastgroup or ""
        plain = _meant(kind, match)
        parts += [text[done : match.start()], plain]
        length += match.start() - done
        if kind not in _NO_DEFANGING:
            marks.append(length)
        length += len(plain)
        done = match.end()
    parts.append(text[done:])
    return Refanged("".join(parts), tuple(marks))


_HINTS = (
    *(f"{opened}{sign}" for opened in "[({<" for sign in (".", " .", ":", "/", "@", " @")),
    *(f"{opened}{word}" for opened in ("[", "(", "{", "<", "[ ", "( ", "{ ", "< ")
      for word in ("dot", "punt", "punkt", "at")),
    ".]", "\\.", "[s]", "(s)", "{s}", "hxx", "htx", "h**", "h__", "h--", "meow", "fxp", "f*p",
    *"\u3002\uff0e\uff61\u2024\uff20\ufe6b\uff1a\uff0f\u200b\u200c\u200d\u2060\ufeff\u00ad",
)  # fmt: skip
"""One of them stands in every text that `_MARK` finds something in: they are looked for faster."""


def _may_be_defanged(text: str) -> bool:
    lowered = text.lower()
    return any(hint in lowered for hint in _HINTS)


def _meant(kind: str, match: re.Match[str]) -> str:
    if kind == "scheme":
        word = match[0].lower()
        return ("ftp" if word.startswith("f") else "http") + ("s" if word.endswith("s") else "")
    if kind == "s":
        return "https"
    if kind in ("slashes", "colon"):
        return match[kind]
    return _PLAIN.get(kind, "")
