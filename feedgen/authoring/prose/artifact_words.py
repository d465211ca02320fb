"""Hashes, digests, commits, images, packages and extensions on a page."""

from __future__ import annotations

import re

from feedgen.authoring.prose import context
from feedgen.authoring.prose.context import Subjects, Surroundings
from feedgen.authoring.prose.taking import Taker
from feedgen.model.observables import (
    Commit,
    Extension,
    ImageDigest,
    Md5,
    Package,
    Sha1,
    Sha256,
)

_HASH = re.compile(r"(?:(sha256|sha512|sha1|md5)[:=])?([0-9a-f]{32,128})", re.IGNORECASE)
_IMAGE = re.compile(
    r"(?P<repository>(?:[a-z0-9.-]+(?::\d{1,5})?/)?[a-z0-9][a-z0-9._-]*(?:/[a-z0-9._-]+)*)"
    r"(?::(?P<tag>\w[\w.-]{0,127}))?(?:@(?P<digest>sha256:[0-9a-f]{64}))?",
    re.IGNORECASE | re.ASCII,
)
_ACTION = re.compile(
    r"(?:https?://)?(?:github\.com/)?(?P<owned>[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100})"
    r"(?:/[\w./-]{1,200})?@(?P<ref>[\w./-]{1,200})"
)
_SCOPED = re.compile(
    r"(?P<name>@[a-z0-9~][a-z0-9._~-]*/[a-z0-9._~-]+)(?:@(?P<version>v?\d[\w.+-]*))?"
)
VERSIONED = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)@(?P<version>v?\d[\w.+-]*)")
_PINNED = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)(?:\[[\w,]*\])?==(?P<version>\d[\w.+!-]*)")


class ArtifactWords:
    """Judges words; each method says whether the word was its own, taken or not."""

    def __init__(self, taker: Taker, page: str) -> None:
        self._taker = taker
        self._ecosystem = context.ecosystem_of(page)
        self._about_extensions = context.extension_registries(page)
        self._subjects = Subjects()

    def purl(self, around: Surroundings, word: str, start: int, end: int) -> bool:
        """A package URL."""
        if not word.startswith("pkg:"):
            return False
        self._taker.take(Package, word, around, start, end)
        return True

    def hash(self, around: Surroundings, word: str, start: int, end: int) -> bool:
        """A hash, a digest or a commit, by its length and its words."""
        match = _HASH.fullmatch(word)
        if match is None:
            return False
        named, digits = (match[1] or "").lower(), match[2].lower()
        near = around.near(start, end)
        if len(digits) == 64:
            self._sha256(around, digits, named, near, start, end)
        elif len(digits) == 40:
            self._forty(around, digits, named, near, start, end)
        elif len(digits) == 32 and (
            named == "md5" or context.MD5.search(near) or around.stands_alone(start, end)
        ):
            self._taker.take(Md5, digits, around, start, end, same_file=_file_of(around))
        elif len(digits) == 32:
            self._taker.reading.leave_out(
                word, "32 hex digits that nothing calls a hash", around.place
            )
        elif len(digits) == 128:
            self._taker.reading.leave_out(
                word, "there is no type for SHA-512 hashes of files", around.place
            )
        else:
            return False
        return True

    def _sha256(
        self, around: Surroundings, digits: str, named: str, near: str, start: int, end: int
    ) -> None:
        is_digest = bool(named) and around.refanged.text[start + 6 : start + 7] == ":"
        if not is_digest and not context.DIGEST.search(near):
            self._taker.take(Sha256, digits, around, start, end, same_file=_file_of(around))
            return
        repository = self._subjects.image(near, around.line.number)
        if repository:
            digest = f"sha256:{digits}"
            self._taker.take(ImageDigest, digest, around, start, end, repositories=(repository,))
        elif is_digest:
            self._taker.reading.ask(
                f"sha256:{digits} ({around.place}): an image digest, of which repository? "
                "or a file's hash?"
            )
        else:
            self._taker.take(Sha256, digits, around, start, end, same_file=_file_of(around))

    def _forty(
        self, around: Surroundings, digits: str, named: str, near: str, start: int, end: int
    ) -> None:
        label = around.before(start)[-40:] + " " + around.line.context[-40:]
        is_commit, is_sha1 = bool(context.COMMIT.search(near)), bool(context.SHA1.search(near))
        if is_commit and is_sha1:
            is_commit, is_sha1 = (
                bool(context.COMMIT.search(label)),
                bool(context.SHA1.search(label)),
            )
        if named == "sha1" or (is_sha1 and not is_commit):
            self._taker.take(Sha1, digits, around, start, end, same_file=_file_of(around))
        elif is_commit and not is_sha1:
            self.take_commit(around, digits, start, end)
        elif not is_commit and context.OTHER_HASH.search(near.replace(digits, "")):
            self._taker.take(Sha1, digits, around, start, end, same_file=_file_of(around))
        else:
            self._taker.reading.ask(
                f"{digits} ({around.place}): a git commit, or the SHA-1 of a file?"
            )

    def take_commit(
        self, around: Surroundings, digits: str, start: int, end: int, owned: str | None = None
    ) -> None:
        """Add a commit, if its repository is known."""
        near = around.near(start, end)
        repository = (
            context.forge_repository(owned)
            if owned
            else self._subjects.forge(near, around.line.number)
        )
        if repository is None:
            self._taker.reading.ask(f"commit {digits} ({around.place}): of which repository?")
            return
        self._taker.take(Commit, digits.lower(), around, start, end, repositories=(repository,))

    def scoped(self, around: Surroundings, word: str, start: int, end: int) -> bool:
        """An npm package with a scope."""
        match = _SCOPED.fullmatch(word)
        if match is None:
            return False
        if match["version"]:
            purl = f"pkg:npm/{match['name']}@{match['version'].removeprefix('v')}"
            self._taker.take(Package, purl, around, start, end)
        elif around.stands_alone(start, end):
            self._taker.reading.ask(
                f"npm package {match['name']} ({around.place}): which versions?"
            )
        return True

    def image(self, around: Surroundings, word: str, start: int, end: int) -> bool:
        """A container image by tag or digest."""
        match = _IMAGE.fullmatch(word)
        if match is None or not (match["digest"] or "/" in match["repository"]):
            return False
        hosted = context.HOSTED_IMAGE.fullmatch(match["repository"])
        if not match["digest"] and not hosted:
            known = match["tag"] and not match["tag"].isdigit()
            if not known or not context.IMAGE.search(around.near(start, end)):
                return False
        repository = context.image_repository(match["repository"])
        if repository is None:
            return False
        self._subjects.saw_image(repository, around.line.number)
        if match["digest"]:
            self._taker.take(
                ImageDigest, match["digest"], around, start, end, repositories=(repository,)
            )
        if match["tag"]:
            self._taker.reading.ask(
                f"{repository}:{match['tag']} ({around.place}): was the tag overwritten, or "
                "created by the attacker? add it to tags of the image, with its exposure"
            )
        return True

    def action(self, around: Surroundings, word: str, start: int, end: int) -> bool:
        """A GitHub Action by ref or commit."""
        match = _ACTION.fullmatch(word)
        repository = context.forge_repository(match["owned"]) if match else None
        if match is None or repository is None:
            return False
        self._subjects.saw_forge(repository, around.line.number)
        if re.fullmatch(r"[0-9a-fA-F]{40}", match["ref"]):
            self.take_commit(around, match["ref"], start, end, match["owned"])
        else:
            self._taker.reading.ask(
                f"{repository}@{match['ref']} ({around.place}): was the ref overwritten, or "
                "created by the attacker? add it to refs of the action, with its exposure"
            )
        return True

    def pinned(self, around: Surroundings, word: str, start: int, end: int) -> bool:
        """A Python package, pinned."""
        match = _PINNED.fullmatch(word)
        if match is None:
            return False
        self._taker.take(
            Package, f"pkg:pypi/{match['name']}@{match['version']}", around, start, end
        )
        return True

    def versioned(self, around: Surroundings, word: str, start: int, end: int) -> bool:
        """A package or an extension with a version."""
        match = VERSIONED.fullmatch(word)
        if match is None:
            return False
        name, version = match["name"], match["version"].removeprefix("v")
        near = around.near(start, end)
        is_extension = re.fullmatch(r"[\w-]+\.[\w-]+", name) and (
            context.EXTENSION.search(near) or self._about_extensions
        )
        registries = context.extension_registries(near) or self._about_extensions
        ecosystem = context.ecosystem_of(near) or self._ecosystem
        if is_extension and registries:
            for registry in registries:
                self._taker.take(Extension, f"{registry}:{name}@{version}", around, start, end)
        elif ecosystem and not is_extension:
            self._taker.take(Package, f"pkg:{ecosystem}/{name}@{version}", around, start, end)
        else:
            self._taker.reading.ask(
                f"{name}@{version} ({around.place}): a package of which ecosystem?"
            )
        return True

    def package_row(self, name: str, versions: str, around: Surroundings, ecosystem: str) -> None:
        """A row of a table of packages: its name and its versions."""
        found = re.findall(r"(?<![\w.])v?(\d[\w.+-]*)", versions)
        for version in found:
            self._taker.take(Package, f"pkg:{ecosystem}/{name}@{version.rstrip('.')}", around, 0, 0)
        if not found:
            self._taker.reading.ask(f"{ecosystem} package {name} ({around.place}): which versions?")

    def package_ecosystem(self, text: str) -> str | None:
        """The ecosystem that a text, or else the page, is about."""
        return context.ecosystem_of(text) or self._ecosystem


def _file_of(around: Surroundings) -> str:
    """Hashes on one line or in one row are taken as those of one file."""
    return str(around.line.number)
