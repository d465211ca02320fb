"""What the words around a value say about its type."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from feedgen.authoring.prose.defanging import Refanged
from feedgen.authoring.prose.pages import Line
from feedgen.errors import InvalidValueError
from feedgen.model.netvalues import parse_forge_repository
from feedgen.model.oci import parse_repository

_REACH = 120
"""Characters around a value that are looked at, whatever the length of the line."""
_MEMORY = 12
"""Lines for which an image or repository that was named is still the subject."""

COMMIT = re.compile(
    r"\bcommits?\b|\brevision\b|\bgit (?:sha|hash|object)\b|github\.com/", re.IGNORECASE
)
SHA1 = re.compile(r"\bsha-?1\b", re.IGNORECASE)
MD5 = re.compile(r"\bmd-?5\b|\bhash", re.IGNORECASE)
OTHER_HASH = re.compile(r"\bsha-?256\b|\bmd-?5\b|\b[0-9a-f]{64}\b|\b[0-9a-f]{32}\b", re.IGNORECASE)
IMAGE = re.compile(
    r"\bimages?\b|\bdocker\b|\bcontainers?\b|\bmanifest\b|\bregistry\b|\btags?\b", re.IGNORECASE
)
DIGEST = re.compile(r"\bdigests?\b|\bimage index\b|\bmanifest\b", re.IGNORECASE)
ACTION = re.compile(r"\bactions?\b|\buses:|\bworkflows?\b|\bgithub\.com/", re.IGNORECASE)
ADDRESS = re.compile(
    r"\bips?\b|\bipv[46]\b|\baddress(?:es)?\b|\bservers?\b|\bc2\b|\bc&c\b|\bhosts?\b|\bport\b",
    re.IGNORECASE,
)
EXTENSION = re.compile(r"\bextensions?\b|\bvsix\b|\bopen ?-?vsx\b|\bmarketplace\b", re.IGNORECASE)
VERSION = re.compile(
    r"(?:\bv|\bversions?|\brelease|\bbuild|==|@|/|\bfrom|\bto|\bbefore)[\s:`*]*$", re.IGNORECASE
)
_REGISTRIES = (
    ("open-vsx", re.compile(r"open ?-?vsx", re.IGNORECASE)),
    ("vs-marketplace", re.compile(r"marketplace|vs ?code|visual studio", re.IGNORECASE)),
)
ECOSYSTEMS = (
    ("npm", re.compile(r"\bnpm(?:js)?\b|\bnode(?:\.js)?\b|\byarn\b|\bpnpm\b", re.IGNORECASE)),
    ("pypi", re.compile(r"\bpypi\b|\bpip3?\b|\bpython\b", re.IGNORECASE)),
    ("cargo", re.compile(r"\bcrates?(?:\.io)?\b|\bcargo\b", re.IGNORECASE)),
    ("gem", re.compile(r"\brubygems?\b|\bgems?\b", re.IGNORECASE)),
    ("nuget", re.compile(r"\bnuget\b", re.IGNORECASE)),
    ("composer", re.compile(r"\bpackagist\b|\bcomposer\b", re.IGNORECASE)),
)
_IMAGE_HOSTS = (
    r"(?:docker\.io|index\.docker\.io|ghcr\.io|quay\.io|(?:[a-z]+\.)?gcr\.io|public\.ecr\.aws|"
    r"mcr\.microsoft\.com|registry\.[a-z0-9.-]+|[a-z0-9-]+\.azurecr\.io|[a-z0-9-]+-docker\.pkg\.dev)"
)
HOSTED_IMAGE = re.compile(rf"{_IMAGE_HOSTS}(?:/[a-z0-9._-]+)+", re.IGNORECASE)
_FORGE = re.compile(r"github\.com/([A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100})")
_OWNED = re.compile(r"(?<![\w./-])([A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100})(?![\w/-])")
_LABEL = re.compile(r"[A-Za-z][\w /&().-]{0,40}[:=]")
_BULLET = re.compile(
    r"^(?:[\s\-*+•·>|,;\"'`()\[\]\u201c\u201d\u2013\u2014]|\d{1,3}[.)](?=\s)|and\b|or\b)+"
)
_AFTER = re.compile(r"[`\"'*\u201d)\].,;:]*(?:$|\s+(?:[-\u2013\u2014(|#]|//|and\b|or\b|$)|[,;|])")


@dataclass(slots=True)
class Surroundings:
    """One line or cell, refanged, with what stands around it."""

    line: Line
    refanged: Refanged
    taken: list[tuple[int, int]] = field(default_factory=list)
    """Where in the line values were found before."""

    @property
    def place(self) -> str:
        """For people."""
        return f"line {self.line.number}"

    def near(self, start: int, end: int) -> str:
        """The words around a value: in its line, its row, its column's name and its headings."""
        text = self.refanged.text[max(0, start - _REACH) : end + _REACH]
        row = self.line.row_text
        return f"{self.line.context} | {row} | {text}"

    def before(self, start: int) -> str:
        """The words right in front of it."""
        return self.refanged.text[max(0, start - _REACH) : start]

    def stands_alone(self, start: int, end: int) -> bool:
        """Whether it is an item of a list, a cell, or the value of a label, not in a sentence."""
        text = self.refanged.text
        if not _AFTER.match(text[end : end + 8]):
            return False
        low = max(0, start - _REACH)
        lead = text[low:start]
        for first, last in reversed(self.taken):
            if last <= low:
                break
            lead = lead[: max(0, first - low)] + lead[max(0, last - low) :]
        if low and not self.taken:
            return False
        rest = _BULLET.sub("", lead).strip("`\"'* \t")
        return not rest or _LABEL.fullmatch(rest) is not None


def ecosystem_of(text: str) -> str | None:
    """The one package ecosystem that a text speaks of; None where it is none, or several."""
    found = [name for name, words in ECOSYSTEMS if words.search(text)]
    return found[0] if len(found) == 1 else None


def extension_registries(text: str) -> tuple[str, ...]:
    """Registries of editor extensions that a text speaks of."""
    return tuple(name for name, words in _REGISTRIES if words.search(text))


class Subjects:
    """The image and the repository that a page speaks of at the moment."""

    def __init__(self) -> None:
        self._image: tuple[str, int] | None = None
        self._forge: tuple[str, int] | None = None

    def saw_image(self, repository: str, line: int) -> None:
        """Remember an image repository."""
        self._image = (repository, line)

    def saw_forge(self, repository: str, line: int) -> None:
        """Remember a repository of a forge."""
        self._forge = (repository, line)

    def image(self, near: str, line: int) -> str | None:
        """The image repository that a digest belongs to."""
        hosted = HOSTED_IMAGE.search(near)
        if hosted:
            return image_repository(hosted[0])
        if self._image and line - self._image[1] <= _MEMORY:
            return self._image[0]
        owned = _OWNED.search(near) if IMAGE.search(near) else None
        return image_repository(owned[1]) if owned else None

    def forge(self, near: str, line: int) -> str | None:
        """The repository that a commit belongs to."""
        hosted = _FORGE.search(near)
        if hosted:
            return forge_repository(hosted[1])
        if self._forge and line - self._forge[1] <= _MEMORY:
            return self._forge[0]
        owned = _OWNED.search(near) if COMMIT.search(near) else None
        return forge_repository(owned[1]) if owned else None


def image_repository(text: str) -> str | None:
    """Its canonical name; None when it is none."""
    try:
        return parse_repository(text.rstrip(".").lower())
    except InvalidValueError:
        return None


def forge_repository(owned: str) -> str | None:
    """`owner/name` on GitHub; None when it is none."""
    try:
        return parse_forge_repository(f"github.com/{owned.rstrip('.')}")
    except InvalidValueError:
        return None
