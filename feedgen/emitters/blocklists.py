"""Plain lists, one value a line, for whatever can read a text file.

Every list is one `ListFormat`: which types it holds, how a value becomes lines, and what its head
says.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.emitters.lists import (
    ListFormat,
    address_line,
    any_port,
    domain_line,
    emit_lists,
    line_of,
    no_subdomains,
    url_line,
    value_lines,
)
from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Emission, Emitter
from feedgen.model.declines import Declines
from feedgen.model.feed import BLOCKING, Feed
from feedgen.model.image_references import NOT_PULLED, image_kind, image_references
from feedgen.model.indicator import Indicator
from feedgen.model.observables import Family

_DIGEST = r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}"
_digest = line_of(_DIGEST, "image digest")
_reference = line_of(rf"[a-z0-9][a-z0-9.:/_-]*(?:@(?:{_DIGEST})|:[\w.-]+)", "reference")


def _pullable_digest(indicator: Indicator) -> Iterator[Encoded]:
    if not image_kind(indicator).is_pullable:
        raise UnencodableError(NOT_PULLED)
    yield _digest(indicator.value)


def _references(indicator: Indicator) -> Iterator[Encoded]:
    return (_reference(text) for text in image_references(indicator))


LISTS = (
    ListFormat(
        path="blocklists/commits.txt",
        title="git commits",
        about="Full git object ids, as in `uses: owner/action@<commit>`. They are no file hashes.",
        types=("commit",),
        lines=value_lines(line_of(r"[0-9a-f]{40}|[0-9a-f]{64}", "commit id")),
    ),
    ListFormat(
        path="blocklists/domains.txt",
        title="domains",
        about="Each line is one exact name; match names below it too where your tool can.",
        types=("domain",),
        lines=value_lines(domain_line),
        weaker=no_subdomains,
    ),
    ListFormat(
        path="blocklists/image-digests.txt",
        title="image digests",
        about="Digests of OCI image indexes and manifests, wherever they are pulled from.",
        types=("image_digest",),
        lines=_pullable_digest,
    ),
    ListFormat(
        path="blocklists/image-references.txt",
        title="image references",
        about=(
            "repository@digest, mirrors included, and tags that only ever were malicious."
            " Overwritten tags are in exposures.csv, with their times."
        ),
        types=("image_digest", "image_tag"),
        lines=_references,
    ),
    ListFormat(
        path="blocklists/ips.txt",
        title="addresses",
        about="IPv4 and IPv6 addresses, and networks in CIDR notation.",
        types=("ip",),
        lines=value_lines(address_line),
        weaker=any_port,
    ),
    ListFormat(
        path="blocklists/md5.txt",
        title="MD5 hashes",
        about="Of whole files. A file may stand in sha256.txt and sha1.txt too.",
        types=("md5",),
        lines=value_lines(line_of(r"[0-9a-f]{32}", "MD5 hash")),
    ),
    ListFormat(
        path="blocklists/packages.txt",
        title="packages",
        about="Package URLs; one without a version means every version of the package.",
        types=("package",),
        lines=value_lines(line_of(r"pkg:[!-~]+", "package URL")),
    ),
    ListFormat(
        path="blocklists/sha1.txt",
        title="SHA-1 hashes",
        about="Of whole files; git commits are in commits.txt.",
        types=("sha1",),
        lines=value_lines(line_of(r"[0-9a-f]{40}", "SHA-1 hash")),
    ),
    ListFormat(
        path="blocklists/sha256.txt",
        title="SHA-256 hashes",
        about="Of whole files; image digests are in image-digests.txt.",
        types=("sha256",),
        lines=value_lines(line_of(r"[0-9a-f]{64}", "SHA-256 hash")),
    ),
    ListFormat(
        path="blocklists/urls.txt",
        title="URLs",
        about="Exact URLs with scheme; each line means that address and nothing else on its host.",
        types=("url",),
        lines=value_lines(url_line),
    ),
)
"""By file name."""


def emit(feed: Feed) -> Iterator[Emission]:
    """Every list, the empty ones too, and what each of them leaves out or weakens."""
    return emit_lists(feed, LISTS, BLOCKING)


EMITTER = Emitter(
    name="blocklists",
    title="Plain blocklists",
    url="https://www.rfc-editor.org/rfc/rfc2046#section-4.1.3",
    accepts=BLOCKING,
    emit=emit,
    requires=("jinja2",),
    files={
        "blocklists/commits.txt": "Commits, list",
        "blocklists/domains.txt": "Domains, list",
        "blocklists/image-digests.txt": "Image digests, list",
        "blocklists/image-references.txt": "Image references, list",
        "blocklists/ips.txt": "Addresses, list",
        "blocklists/md5.txt": "MD5, list",
        "blocklists/packages.txt": "Packages, list",
        "blocklists/sha1.txt": "SHA-1, list",
        "blocklists/sha256.txt": "SHA-256, list",
        "blocklists/urls.txt": "URLs, list",
    },
    bulk=True,
    declines=Declines(
        {
            "action_ref": (
                "the lists hold commits of actions; refs belong to a policy for workflows"
            ),
            "carrier": "what brings a bad image along is legitimate by itself",
            "email": "there is no list for mail filters",
            "user_agent": (
                "there is no list of user agents; the rules for proxies and IDS have them"
            ),
            "process": "a command line is matched by rules, not blocked by a list",
            "path": "there is no list of file paths; the rules for endpoint logs have them",
            "systemd_unit": "there is no list of units; the rules for endpoint logs have them",
            "repository_pattern": "a pattern is matched by rules over audit logs, not by a list",
            Family.PACKAGE: "there is no list of {plural}",
            Family.NETWORK: "there is no list of {plural}; the rules for IDS have them",
            Family.HOST: "there is no list of {plural}",
            Family.CLUSTER: "there is no list of {plural}; the rules for audit logs have them",
            Family.FORGE: "there is no list of {plural}; the rules for audit logs have them",
        },
        holds={type_ for one in LISTS for type_ in one.types},
    ),
)
