"""The bare facts a feed speaks of: one class per type, each with one canonical spelling.

`parse` takes what an editor wrote (already refanged) and gives the canonical form or an
`InvalidValueError`. Parsing a canonical value gives it back unchanged. No value holds a control
character, a line break, a lone surrogate or an invisible direction mark, so a value can always be
shown; what it may do to an output's syntax is for that output's encoder to prevent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from feedgen.errors import InvalidValueError
from feedgen.model import netvalues, oci
from feedgen.model.text import plain_text


@dataclass(frozen=True, slots=True, order=True)
class Observable:
    """A type and a canonical value; the pair is what an indicator's id is made of."""

    value: str

    type: ClassVar[str]
    """The name in sources, tables and ids. Part of every indicator id, so it never changes."""
    title: ClassVar[str]
    """For people, in the singular."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """The canonical observable for what an editor wrote.

        Raises:
            InvalidValueError: when the text is not a value of this type.
        """
        return cls(cls._canonical(plain_text(text)))

    @classmethod
    def _canonical(cls, text: str) -> str:
        return text

    def __str__(self) -> str:
        return self.value


class ImageDigest(Observable):
    """The digest of an OCI document: image index, image manifest, config, layer or signature."""

    __slots__ = ()
    type = "image_digest"
    title = "image digest"

    @classmethod
    def _canonical(cls, text: str) -> str:
        return oci.parse_digest(text)

    @property
    def hex(self) -> str:
        """The digits without the algorithm."""
        return self.value.partition(":")[2]

    @property
    def algorithm(self) -> str:
        """`sha256` or `sha512`."""
        return self.value.partition(":")[0]


class ImageTag(Observable):
    """A movable name, `registry/repository:tag`. Says nothing without a time, unless created."""

    __slots__ = ()
    type = "image_tag"
    title = "image tag"

    @classmethod
    def _canonical(cls, text: str) -> str:
        repository, separator, tag = text.rpartition(":")
        if not separator or "/" in tag:
            raise InvalidValueError(f'"{text}" names no tag', "write registry/repository:tag")
        return f"{oci.parse_repository(repository)}:{oci.parse_tag(tag)}"

    @property
    def repository(self) -> str:
        """Registry and repository, `docker.io/checkmarx/kics`."""
        return self.value.rpartition(":")[0]

    @property
    def tag(self) -> str:
        """The tag alone."""
        return self.value.rpartition(":")[2]


class Commit(Observable):
    """A git object id. Never a file hash."""

    __slots__ = ()
    type = "commit"
    title = "commit"

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

    @classmethod
    def _canonical(cls, text: str) -> str:
        return netvalues.parse_forge_repository(text)


class Domain(Observable):
    """A host name: lower case, punycode, no trailing dot."""

    __slots__ = ()
    type = "domain"
    title = "domain"

    @classmethod
    def _canonical(cls, text: str) -> str:
        return netvalues.parse_domain(text)


class Ip(Observable):
    """An address or a network: IPv4 dotted, IPv6 as RFC 5952 says, networks with zero host bits."""

    __slots__ = ()
    type = "ip"
    title = "address"

    @classmethod
    def _canonical(cls, text: str) -> str:
        return netvalues.parse_ip(text)

    @property
    def version(self) -> int:
        """4 or 6."""
        return 6 if ":" in self.value else 4

    @property
    def is_network(self) -> bool:
        """True for CIDR notation; a /32 or /128 is an address."""
        return "/" in self.value


class Url(Observable):
    """An absolute URL: scheme and host lower case, default port and fragment gone."""

    __slots__ = ()
    type = "url"
    title = "URL"

    @classmethod
    def _canonical(cls, text: str) -> str:
        return netvalues.parse_url(text)


class Email(Observable):
    """A mailbox; the domain in canonical form, the local part as it is."""

    __slots__ = ()
    type = "email"
    title = "mailbox"

    @classmethod
    def _canonical(cls, text: str) -> str:
        return netvalues.parse_email(text)


class UserAgent(Observable):
    """A whole User-Agent header value, compared as it is."""

    __slots__ = ()
    type = "user_agent"
    title = "user agent"


class HttpHeader(Observable):
    """A header line, `name: value`; the name in lower case."""

    __slots__ = ()
    type = "http_header"
    title = "HTTP header"

    @classmethod
    def _canonical(cls, text: str) -> str:
        name, separator, value = text.partition(":")
        if not separator or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
            raise InvalidValueError(f'"{text}" is not a header line', "write Name: value")
        if not value.strip():
            raise InvalidValueError(f'"{text}" has no value', "write Name: value")
        return f"{name.lower()}: {value.strip()}"

    @property
    def name(self) -> str:
        """The header's name, lower case."""
        return self.value.partition(": ")[0]

    @property
    def content(self) -> str:
        """What stands after the colon."""
        return self.value.partition(": ")[2]


_HEX = re.compile(r"[0-9a-f]+")


class _Hash(Observable):
    __slots__ = ()
    digits: ClassVar[int]

    @classmethod
    def _canonical(cls, text: str) -> str:
        lowered = text.lower()
        if len(lowered) != cls.digits or not _HEX.fullmatch(lowered):
            raise InvalidValueError(
                f'"{text}" is not a {cls.title}', f"write {cls.digits} hex digits"
            )
        return lowered


class Sha256(_Hash):
    """SHA-256 of a file's bytes."""

    __slots__ = ()
    type = "sha256"
    title = "SHA-256 hash"
    digits = 64


class Sha1(_Hash):
    """SHA-1 of a file's bytes."""

    __slots__ = ()
    type = "sha1"
    title = "SHA-1 hash"
    digits = 40


class Md5(_Hash):
    """MD5 of a file's bytes."""

    __slots__ = ()
    type = "md5"
    title = "MD5 hash"
    digits = 32


class Package(Observable):
    """A package URL, canonical; without a version it means every version."""

    __slots__ = ()
    type = "package"
    title = "package"

    @classmethod
    def _canonical(cls, text: str) -> str:
        return netvalues.parse_purl(text)


class Extension(Observable):
    """An editor extension, `registry:publisher.name@version`."""

    __slots__ = ()
    type = "extension"
    title = "extension"

    @classmethod
    def _canonical(cls, text: str) -> str:
        lowered = text.lower()
        if not re.fullmatch(r"[a-z][a-z0-9-]*:[a-z0-9_-]+\.[a-z0-9_-]+@[a-z0-9.+_-]+", lowered):
            raise InvalidValueError(
                f'"{text}" is not an extension version', "write registry:publisher.name@version"
            )
        return lowered


class Path(Observable):
    """A file path as a person writes it: `~/` for a home, `*` for any run of characters."""

    __slots__ = ()
    type = "path"
    title = "file path"

    @property
    def is_windows(self) -> bool:
        """True when it is written with backslashes."""
        return "\\" in self.value

    @property
    def is_bare_name(self) -> bool:
        """True for a name without any directory."""
        return "/" not in self.value and "\\" not in self.value


PROCESS_GAP = " … "
"""Stands between the fragments of a command line; fragments therefore never hold it."""


class Process(Observable):
    """A command line, as fragments that must all be there in this order."""

    __slots__ = ()
    type = "process"
    title = "command line"

    @property
    def fragments(self) -> tuple[str, ...]:
        """The literal pieces, at least one."""
        return tuple(self.value.split(PROCESS_GAP))


class Repository(Observable):
    """A repository's name without its owner, as attackers create them in victims' accounts."""

    __slots__ = ()
    type = "repository"
    title = "repository name"

    @classmethod
    def _canonical(cls, text: str) -> str:
        if not re.fullmatch(r"[A-Za-z0-9._-]{1,100}", text):
            raise InvalidValueError(
                f'"{text}" is not a repository name', "write the name alone, letters, digits, ._-"
            )
        return text.lower()


_NESTED = re.compile(r"\([^)]*[*+{?|][^)]*\)[*+{]|\([^)]*\(")
"""A repeated group that holds a repetition or a choice, and any group in a group."""


class RepositoryPattern(Observable):
    r"""A regular expression that a whole repository name matches, without its owner.

    Only what every engine reads alike (RE2, and Python's `re`): letters, digits, `._-`, classes,
    groups, `|`, `?`, `*`, `+`, `{m,n}` and `\d`. Compared without case, from end to end.
    """

    __slots__ = ()
    type = "repository_pattern"
    title = "repository name pattern"

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
            re.compile(pattern)
        except re.error as error:
            raise InvalidValueError(
                f'"{text}" is no regular expression: {error}', "correct it"
            ) from error
        return pattern


class Certificate(Observable):
    """A TLS certificate by the fingerprint over its DER form, `sha256:<hex>` or `sha1:<hex>`."""

    __slots__ = ()
    type = "certificate"
    title = "certificate"

    @classmethod
    def _canonical(cls, text: str) -> str:
        algorithm, separator, digits = text.lower().partition(":")
        if not separator or algorithm not in _FINGERPRINTS:
            algorithm, digits = "", text.lower()
        digits = digits.replace(":", "")
        if not algorithm:
            algorithm = {64: "sha256", 40: "sha1"}.get(len(digits), "")
        if not algorithm or not re.fullmatch(rf"[0-9a-f]{{{_FINGERPRINTS[algorithm]}}}", digits):
            raise InvalidValueError(
                f'"{text}" is no fingerprint of a certificate', "write sha256:<64 hex digits>"
            )
        return f"{algorithm}:{digits}"

    @property
    def algorithm(self) -> str:
        """`sha256` or `sha1`."""
        return self.value.partition(":")[0]

    @property
    def hex(self) -> str:
        """The digits without the algorithm."""
        return self.value.partition(":")[2]


_FINGERPRINTS = {"sha256": 64, "sha1": 40}


class KubernetesObject(Observable):
    """An object of a cluster: `Kind/namespace/name`, or `Kind/name` in any namespace.

    `*` in the name stands for any run of characters.
    """

    __slots__ = ()
    type = "kubernetes"
    title = "Kubernetes object"

    @classmethod
    def _canonical(cls, text: str) -> str:
        kind, *names = text.split("/")
        name = r"[a-z0-9*](?:[a-z0-9.*-]{0,251}[a-z0-9*])?"
        well_formed = re.fullmatch(r"[A-Z][A-Za-z0-9]{0,62}", kind) and (
            (len(names) == 1 and re.fullmatch(name, names[0]))
            or (
                len(names) == 2
                and re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", names[0])
                and re.fullmatch(name, names[1])
            )
        )
        if not well_formed or not names[-1].strip("*.-"):
            raise InvalidValueError(
                f'"{text}" is no Kubernetes object',
                "write Kind/namespace/name, or Kind/name for any namespace",
            )
        return text

    @property
    def kind(self) -> str:
        """As manifests write it, `DaemonSet`."""
        return self.value.split("/")[0]

    @property
    def namespace(self) -> str | None:
        """None where any is meant, or the kind has none."""
        parts = self.value.split("/")
        return parts[1] if len(parts) == 3 else None

    @property
    def name(self) -> str:
        """May hold `*`."""
        return self.value.split("/")[-1]


class SystemdUnit(Observable):
    """A unit of systemd by its file name, `pgmon.service`. Case counts."""

    __slots__ = ()
    type = "systemd_unit"
    title = "systemd unit"

    @classmethod
    def _canonical(cls, text: str) -> str:
        kinds = "service|socket|timer|path|mount|automount|target|slice|scope|device|swap"
        if not re.fullmatch(rf"[A-Za-z0-9:_.\\@-]{{1,240}}\.(?:{kinds})", text):
            raise InvalidValueError(f'"{text}" is no systemd unit', "write its name, x.service")
        return text


class Plugin(Observable):
    """A plugin of a build server, `jenkins:checkmarx-ast-scanner@2026.5.09`."""

    __slots__ = ()
    type = "plugin"
    title = "plugin"

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


class Account(Observable):
    """An account that the attacker made, `service:name`. Abused ones are never observables."""

    __slots__ = ()
    type = "account"
    title = "account"

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


OBSERVABLE_TYPES: dict[str, type[Observable]] = {
    cls.type: cls
    for cls in (
        ImageDigest,
        ImageTag,
        Commit,
        ActionRef,
        Carrier,
        Domain,
        Ip,
        Url,
        Email,
        UserAgent,
        HttpHeader,
        Sha256,
        Sha1,
        Md5,
        Package,
        Extension,
        Path,
        Process,
        Repository,
        RepositoryPattern,
        Certificate,
        KubernetesObject,
        SystemdUnit,
        Plugin,
        Account,
    )
}
"""Every type by its name."""
