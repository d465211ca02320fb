"""What forges and package registries hold: commits, packages, repositories, accounts."""

from __future__ import annotations

import re
import warnings

from feedgen.errors import InvalidValueError
from feedgen.model import netvalues
from feedgen.model.observables.base import Family, Observable


class Commit(Observable):
    """A git object id. Never a file hash."""

    __slots__ = ()
    type = "commit"
    title = "commit"
    plural = "commits"
    key = "actions"
    family = Family.ACTION

    @classmethod
    def _canonical(cls, text: str) -> str:
        lowered = text.lower()
        if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", lowered):
            raise InvalidValueError(
                f'"{text}" is not a full git commit id', "write all 40 (SHA-1) or 64 hex digits"
            )
        return lowered


class ActionRef(Observable):
    """A movable ref of a GitHub Action, `github.com/owner/repository@ref`."""

    __slots__ = ()
    type = "action_ref"
    title = "Action ref"
    plural = "refs of Actions"
    heading = "GitHub Actions, by tag or branch"
    key = "actions"
    family = Family.ACTION

    @classmethod
    def _canonical(cls, text: str) -> str:
        repository, separator, ref = text.partition("@")
        if not separator:
            raise InvalidValueError(f'"{text}" names no ref', "write github.com/owner/name@ref")
        return f"{netvalues.parse_forge_repository(repository)}@{netvalues.parse_git_ref(ref)}"

    @property
    def repository(self) -> str:
        """`github.com/owner/repository`, lower case: the forge compares it without case."""
        return self.value.partition("@")[0]

    @property
    def ref(self) -> str:
        """The tag or branch, in its own case."""
        return self.value.partition("@")[2]


class Carrier(Observable):
    """A repository whose use pulls the bad thing in without naming it."""

    __slots__ = ()
    type = "carrier"
    title = "carrier"
    plural = "carriers"
    heading = "What brings it along"
    key = "carriers"
    family = Family.ACTION

    @classmethod
    def _canonical(cls, text: str) -> str:
        return netvalues.parse_forge_repository(text)


class Package(Observable):
    """A package URL, canonical; without a version it means every version."""

    __slots__ = ()
    type = "package"
    title = "package"
    plural = "packages"
    key = "packages"
    family = Family.PACKAGE

    @classmethod
    def _canonical(cls, text: str) -> str:
        return netvalues.parse_purl(text)


class Extension(Observable):
    """An editor extension, `registry:publisher.name@version`."""

    __slots__ = ()
    type = "extension"
    title = "extension"
    plural = "editor extensions"
    key = "extensions"
    family = Family.PACKAGE

    @classmethod
    def _canonical(cls, text: str) -> str:
        lowered = text.lower()
        if not re.fullmatch(r"[a-z][a-z0-9-]*:[a-z0-9_-]+\.[a-z0-9_-]+@[a-z0-9.+_-]+", lowered):
            raise InvalidValueError(
                f'"{text}" is not an extension version', "write registry:publisher.name@version"
            )
        return lowered


class Plugin(Observable):
    """A plugin of a build server, `jenkins:checkmarx-ast-scanner@2026.5.09`."""

    __slots__ = ()
    type = "plugin"
    title = "plugin"
    plural = "plugins of build servers"
    heading = "Plugins"
    key = "plugins"
    family = Family.PACKAGE

    @classmethod
    def _canonical(cls, text: str) -> str:
        service, _, rest = text.partition(":")
        if not re.fullmatch(r"[a-z][a-z0-9-]*", service.lower()) or not re.fullmatch(
            r"[A-Za-z0-9_.-]+@[A-Za-z0-9.+_-]+", rest
        ):
            raise InvalidValueError(f'"{text}" is not a plugin version', "write service:id@version")
        return f"{service.lower()}:{rest}"

    @property
    def service(self) -> str:
        """Whose plugin it is, `jenkins`."""
        return self.value.partition(":")[0]

    @property
    def id(self) -> str:
        """Its short name."""
        return self.value.partition(":")[2].partition("@")[0]

    @property
    def version(self) -> str:
        """As the build server writes it."""
        return self.value.partition("@")[2]


class Repository(Observable):
    """A repository's name without its owner, as attackers create them in victims' accounts."""

    __slots__ = ()
    type = "repository"
    title = "repository name"
    plural = "repository names"
    heading = "Repositories"
    key = "repositories"
    family = Family.FORGE

    @classmethod
    def _canonical(cls, text: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9._-]{1,100}", text):
            raise InvalidValueError(
                f'"{text}" is not a repository name', "write the name alone, letters, digits, ._-"
            )
        return text.lower()


_NESTED = re.compile(r"\([^)]*[*+{?|][^)]*\)[*+{]|\([^)]*\(")
"""A repeated group that holds a repetition or a choice, and any group in a group."""
_CLASS = r"\[-?(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9_.]|\\[d.])+-?\]"
_TIMES = r"(?:[?*+]|\{[0-9]{1,3}(?:,[0-9]{0,3})?\})?"
_RUN = rf"(?:(?:[A-Za-z0-9_,.-]|\\[d.]|{_CLASS}){_TIMES})"
_GROUP = rf"\({_RUN}+(?:\|{_RUN}+)*\){_TIMES}"
_ALIKE = re.compile(rf"(?:{_RUN}|{_GROUP})+(?:\|(?:{_RUN}|{_GROUP})+)*")
"""No class in a class, which Java joins; no `a++` and `a*?`, of which each engine has its own; no
`{,n}`, which RE2 takes word for word; no empty choice."""


class RepositoryPattern(Observable):
    r"""A regular expression that a whole repository name matches, without its owner.

    Only what every engine reads alike (RE2, and Python's `re`): letters, digits, `._-`, classes,
    groups, `|`, `?`, `*`, `+`, `{m,n}` and `\d`. Compared without case, from end to end.
    """

    __slots__ = ()
    type = "repository_pattern"
    title = "repository name pattern"
    plural = "repository name patterns"
    heading = "Repositories, by pattern"
    key = "repositories"
    family = Family.FORGE

    @classmethod
    def _canonical(cls, text: str) -> str:
        pattern = text.removeprefix("^").removesuffix("$")
        if not re.fullmatch(r"(?:[A-Za-z0-9_\[\](){},|?*+.-]|\\[d.])+", pattern) or "(?" in pattern:
            raise InvalidValueError(
                f'"{text}" is no pattern that every engine reads alike',
                r"use letters, digits, classes, groups, | ? * + {m,n} and \d",
            )
        if _NESTED.search(pattern):
            raise InvalidValueError(
                f'"{text}" repeats what repeats, which some engines never finish', "write it flat"
            )
        try:
            with warnings.catch_warnings(action="ignore"):  # of what is refused below
                re.compile(pattern)
        except (re.error, OverflowError) as error:
            raise InvalidValueError(
                f'"{text}" is no regular expression: {error}', "correct it"
            ) from error
        if not _ALIKE.fullmatch(pattern):
            raise InvalidValueError(
                f'"{text}" is no pattern that every engine reads alike',
                "write no class in a class, nothing repeated twice, and no empty choice",
            )
        return pattern


class Account(Observable):
    """An account that the attacker made, `service:name`. Abused ones are never observables."""

    __slots__ = ()
    type = "account"
    title = "account"
    plural = "accounts"
    key = "accounts"
    family = Family.FORGE

    @classmethod
    def _canonical(cls, text: str) -> str:
        lowered = text.lower()
        if not re.fullmatch(r"[a-z0-9.-]+:[a-z0-9._@-]+", lowered):
            raise InvalidValueError(f'"{text}" is not an account', "write service:name")
        return lowered

    @property
    def service(self) -> str:
        """Where it is an account, `github`."""
        return self.value.partition(":")[0]

    @property
    def name(self) -> str:
        """Its name there, in lower case."""
        return self.value.partition(":")[2]
