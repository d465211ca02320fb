"""The bare facts a feed speaks of: one class per type, each with one canonical spelling.

`parse` takes what an editor wrote (already refanged) and gives the canonical form or an
`InvalidValueError`. Parsing a canonical value gives it back unchanged. No value holds a control
character, a line break, a lone surrogate or an invisible direction mark, so a value can always be
shown; what it may do to an output's syntax is for that output's encoder to prevent.
"""

from __future__ import annotations

from feedgen.model.observables.base import Family, Observable
from feedgen.model.observables.code import (
    Account,
    ActionRef,
    Carrier,
    Commit,
    Extension,
    Package,
    Plugin,
    Repository,
    RepositoryPattern,
)
from feedgen.model.observables.containers import ImageDigest, ImageTag, KubernetesObject
from feedgen.model.observables.host import (
    PROCESS_GAP,
    Md5,
    Path,
    Process,
    Sha1,
    Sha256,
    SystemdUnit,
)
from feedgen.model.observables.network import (
    Certificate,
    Domain,
    Email,
    HttpHeader,
    Ip,
    Url,
    UserAgent,
)

__all__ = [
    "OBSERVABLE_TYPES",
    "PROCESS_GAP",
    "Account",
    "ActionRef",
    "Carrier",
    "Certificate",
    "Commit",
    "Domain",
    "Email",
    "Extension",
    "Family",
    "HttpHeader",
    "ImageDigest",
    "ImageTag",
    "Ip",
    "KubernetesObject",
    "Md5",
    "Observable",
    "Package",
    "Path",
    "Plugin",
    "Process",
    "Repository",
    "RepositoryPattern",
    "Sha1",
    "Sha256",
    "SystemdUnit",
    "Url",
    "UserAgent",
    "by_family",
]

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
"""Every type by its name, in the order of tables and changes."""


def by_family() -> list[type[Observable]]:
    """Every type, in the order in which people are shown them."""
    order = list(Family)
    return sorted(OBSERVABLE_TYPES.values(), key=lambda cls: order.index(cls.family))
