"""What a line of text names: images, actions, commits, packages, hashes, addresses.

A line is cut into words at characters that no reference contains, and a word is compared as a
whole: `scanner:v1` is not found in `scanner:v1-debian`, nor in `myscanner:v1`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from listed import Hit, Listed, parsed_purl

WORD = re.compile(r"[A-Za-z0-9_./:@+%-]{2,}")
_LONGEST = 1_000
"""Characters of a word; a longer one is no reference."""
_HEX = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{128}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32})"
    r"(?![0-9A-Za-z])"
)
_PIP = re.compile(
    r"(?<![\w./@-])([A-Za-z0-9][\w.-]*)(?:\[[^\]\n]{0,200}\])?[ \t]*===?[ \t]*([\w.!+-]+)", re.ASCII
)
_URL = re.compile(r"https?://[^\s\"'<>\\`|{}]+", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_DIGEST = re.compile(r"sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})")
_INSTALLS = re.compile(
    r"\b(?:npm|npx|pnpm|yarn|bunx?|pip3?|pipx|uvx?|poetry|pdm|gem|cargo|composer|go|corepack)\b"
)
_HUB = {"index.docker.io", "registry-1.docker.io", "registry.hub.docker.com", "hub.docker.com"}


def named(text: str, listed: Listed) -> list[tuple[int, Hit]]:
    """Listed values and where in the text each stands, as offsets."""
    hits: list[tuple[int, Hit]] = []
    known: dict[str, list[Hit]] = {}
    for match in WORD.finditer(text):
        word = match[0]
        if word not in known:
            is_one = len(word) <= _LONGEST and any(mark in word for mark in "/:@")
            known[word] = list(_of_word(word, listed)) if is_one else []
        if known[word] and not _is_composed(text, match.start(), match.end()):
            hits += [(match.start(), hit) for hit in known[word]]
    hits += [
        (match.start(), listed.hashes[match[0].lower()])
        for match in _HEX.finditer(text)
        if match[0].lower() in listed.hashes
    ]
    if "==" in text:
        for match in _PIP.finditer(text):
            hit = listed.package("pypi", match[1], match[2])
            if hit:
                hits.append((match.start(), hit))
    if "://" in text:
        hits += _addresses(text, listed)
    if listed.has_whole_packages:
        hits += _whole_packages(text, listed)
    return hits


def _is_composed(text: str, start: int, end: int) -> bool:
    """Whether a word is a part of one that a variable completes."""
    before, after = text[max(0, start - 1) : start], text[end : end + 2]
    return before in {"}", "$"} or after[:1] == "$" or after == "{{"


def _of_word(word: str, listed: Listed) -> Iterator[Hit]:
    bare = (_SCHEME.sub("", word, count=1) if "://" in word else word).rstrip(".:")
    if word.startswith("pkg:"):
        purl = parsed_purl(word)
        hit = purl and listed.package(*purl)
        if hit:
            yield hit
        return
    image = image_named(bare, listed)
    if image:
        yield image
    name, at, version = bare.rpartition("@")
    if at and name:
        yield from _at_version(name, version, listed)
    name, colon, version = bare.rpartition(":")
    if colon and name:
        hit = listed.package("maven", name, version) or listed.plugin(name, version)
        if hit:
            yield hit


def _at_version(name: str, version: str, listed: Listed) -> Iterator[Hit]:
    repository = re.sub(r"^(?:www\.)?github\.com[/:]", "", name)
    parts = repository.lower().split("/")
    if len(parts) > 1:
        owner, project = parts[0], re.sub(r"\.git$", "", parts[1])
        for ref in {version, version.lower() if len(version) == 40 else version}:
            if (f"{owner}/{project}", ref) in listed.uses:
                yield Hit("action", f"{owner}/{project}@{ref}")
    version = version.rpartition("npm:")[2]
    # An alias names two packages; the second is the one that is installed.
    name = name.rpartition("npm:")[2].lstrip("/")
    for type_ in ("npm", "golang", "gem", "cargo"):
        hit = listed.package(type_, name, version)
        if hit:
            yield hit
    extension = listed.extension(name, version)
    if extension:
        yield extension


def image_named(reference: str, listed: Listed) -> Hit | None:
    """Whether an image is listed, as a client would resolve its reference."""
    name, _, digest = reference.partition("@")
    if digest and not _DIGEST.fullmatch(digest):
        return None
    last, _, tag = name.rpartition("/")[2].partition(":")
    if last not in listed.image_names:
        return None  # most references, at little cost
    repository = resolved(name[: -len(tag) - 1] if tag else name)
    if digest:
        # The digest decides, and a tag beside it says nothing.
        spelled = f"{repository}@{digest}"
    elif tag:
        spelled = f"{repository}:{tag}"
    elif "/" in name:
        spelled = f"{repository}:latest"
    else:
        return None
    return Hit("image", spelled) if spelled in listed.images else None


def resolved(repository: str) -> str:
    """A repository with its registry; without one it is Docker Hub's."""
    registry, slash, path = repository.partition("/")
    if not slash or not ("." in registry or ":" in registry or registry == "localhost"):
        registry, path = "docker.io", repository
    registry = registry.lower()
    if registry in _HUB:
        registry = "docker.io"
    if registry == "docker.io" and "/" not in path:
        path = f"library/{path}"
    return f"{registry}/{path}"


def _addresses(text: str, listed: Listed) -> Iterator[tuple[int, Hit]]:
    for match in _URL.finditer(text):
        url = match[0].rstrip(".,;:)]")
        host = re.split(r"[/?#]", url.partition("://")[2], maxsplit=1)[0].rpartition("@")[2]
        domain = listed.host(re.sub(r":\d*$", "", host))
        if domain:
            yield match.start(), Hit("address", domain)
        elif url in listed.urls:
            yield match.start(), Hit("address", url)


def _whole_packages(text: str, listed: Listed) -> Iterator[tuple[int, Hit]]:
    """Packages of which every version is listed, where a command installs one by its bare name."""
    done = 0
    for verb in _INSTALLS.finditer(text):
        if verb.start() < done:
            continue
        done = _end_of_command(text, verb.end())
        for word in WORD.finditer(text, verb.end(), done):
            for type_ in listed.packages:
                hit = listed.package(type_, word[0], "")
                if hit:
                    yield word.start(), hit


def _end_of_command(text: str, start: int) -> int:
    """The end of the line, or of the last one that a backslash continues."""
    while True:
        end = text.find("\n", start)
        if end < 0:
            return len(text)
        if not text[start:end].rstrip("\r").endswith("\\"):
            return end
        start = end + 1
