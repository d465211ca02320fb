"""Plain lists, one value a line, for whatever can read a text file.

Every list is one `ListFormat`: which types it holds, how a value becomes lines, and what its head
says. A further format, for a resolver or a firewall, is a further entry of `LISTS`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from feedgen.emitters.rendering import Encoded, one_visible_line, render
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import BLOCKING, Feed
from feedgen.model.image_references import NOT_PULLED, image_kind, image_references
from feedgen.model.indicator import Indicator, Match
from feedgen.model.instants import format_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFormat:
    """One list."""

    file: str
    """Below `blocklists/`."""
    title: str
    """What its lines are, in the plural."""
    about: str
    """For the head: how to read a line, and what the list does not cover."""
    types: tuple[str, ...]
    lines: Callable[[Indicator], Iterable[Encoded]]
    """The lines for one indicator. Raises `UnencodableError` where it has none."""
    weaker: Callable[[Indicator], str | None] = lambda _: None
    """Why the lines mean less than the indicator does, if they do."""
    template: str = "blocklists.txt"
    """Of the head."""


def _line(pattern: str, what: str) -> Callable[[str], Encoded]:
    """An encoder for values that must look like this, from end to end, to stand on a line."""
    compiled = re.compile(pattern, re.ASCII)

    def encode(value: str) -> Encoded:
        if not compiled.fullmatch(value):
            raise UnencodableError(f"the value is no {what} that can stand on a line of its own")
        return Encoded(value)

    return encode


_digest = _line(r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}", "image digest")
_reference = _line(r"[a-z0-9][a-z0-9.:/_-]*(?:@sha(?:256|512):[0-9a-f]+|:[\w.-]+)", "reference")


def _pullable_digest(indicator: Indicator) -> Iterator[Encoded]:
    if not image_kind(indicator).is_pullable:
        raise UnencodableError(NOT_PULLED)
    yield _digest(indicator.value)


def _references(indicator: Indicator) -> Iterator[Encoded]:
    return (_reference(text) for text in image_references(indicator))


def _value(pattern: str, what: str) -> Callable[[Indicator], Iterator[Encoded]]:
    encode = _line(pattern, what)

    def lines(indicator: Indicator) -> Iterator[Encoded]:
        yield encode(indicator.value)

    return lines


def _no_subdomains(indicator: Indicator) -> str | None:
    if indicator.match is Match.SUBDOMAINS:
        return "a list of exact names does not cover the names below them"
    return None


LISTS = (
    ListFormat(
        file="commits.txt",
        title="git commits",
        about="Full git object ids, as in `uses: owner/action@<commit>`. They are no file hashes.",
        types=("commit",),
        lines=_value(r"[0-9a-f]{40}|[0-9a-f]{64}", "commit id"),
    ),
    ListFormat(
        file="domains.txt",
        title="domains",
        about="Each line is one exact name; match names below it too where your tool can.",
        types=("domain",),
        lines=_value(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?", "domain"),
        weaker=_no_subdomains,
    ),
    ListFormat(
        file="image-digests.txt",
        title="image digests",
        about="Digests of OCI image indexes and manifests, wherever they are pulled from.",
        types=("image_digest",),
        lines=_pullable_digest,
    ),
    ListFormat(
        file="image-references.txt",
        title="image references",
        about=(
            "repository@digest, mirrors included, and tags that only ever were malicious."
            " Overwritten tags are in exposures.csv, with their times."
        ),
        types=("image_digest", "image_tag"),
        lines=_references,
    ),
    ListFormat(
        file="ips.txt",
        title="addresses",
        about="IPv4 and IPv6 addresses, and networks in CIDR notation.",
        types=("ip",),
        lines=_value(r"[0-9a-f.:]+(?:/[0-9]{1,3})?", "address"),
    ),
    ListFormat(
        file="md5.txt",
        title="MD5 hashes",
        about="Of whole files. A file may stand in sha256.txt and sha1.txt too.",
        types=("md5",),
        lines=_value(r"[0-9a-f]{32}", "MD5 hash"),
    ),
    ListFormat(
        file="packages.txt",
        title="packages",
        about="Package URLs; one without a version means every version of the package.",
        types=("package",),
        lines=_value(r"pkg:[!-~]+", "package URL"),
    ),
    ListFormat(
        file="sha1.txt",
        title="SHA-1 hashes",
        about="Of whole files; git commits are in commits.txt.",
        types=("sha1",),
        lines=_value(r"[0-9a-f]{40}", "SHA-1 hash"),
    ),
    ListFormat(
        file="sha256.txt",
        title="SHA-256 hashes",
        about="Of whole files; image digests are in image-digests.txt.",
        types=("sha256",),
        lines=_value(r"[0-9a-f]{64}", "SHA-256 hash"),
    ),
    ListFormat(
        file="urls.txt",
        title="URLs",
        about="Exact URLs with scheme; each line means that address and nothing else on its host.",
        types=("url",),
        lines=_value(r"[a-z]+://[!-~]+", "URL"),
    ),
)
"""By file name."""


def emit(feed: Feed) -> Iterator[Emission]:
    """Every list, the empty ones too, and what each of them leaves out or weakens."""
    by_type: dict[str, list[Indicator]] = defaultdict(list)
    wanted = {type_ for format_ in LISTS for type_ in format_.types}
    for indicator in feed.select(*wanted, actions=BLOCKING):
        by_type[indicator.type].append(indicator)
    for format_ in LISTS:
        yield from _list(feed, format_, [i for type_ in format_.types for i in by_type[type_]])


def _list(feed: Feed, format_: ListFormat, indicators: Iterable[Indicator]) -> Iterator[Emission]:
    path = f"blocklists/{format_.file}"
    lines: set[Encoded] = set()
    carried: list[str] = []
    for indicator in indicators:
        try:
            # All of them first: an indicator is carried whole or not at all.
            lines.update(list(format_.lines(indicator)))
        except UnencodableError as error:
            yield Omission(
                indicator=indicator, kind=OmissionKind.SKIPPED, reason=error.reason, artifact=path
            )
            continue
        carried.append(indicator.id)
        weaker = format_.weaker(indicator)
        if weaker:
            yield Omission(
                indicator=indicator, kind=OmissionKind.PARTIAL, reason=weaker, artifact=path
            )
    yield Artifact(
        path=path,
        media_type="text/plain",
        chunks=_chunks(_head(feed, format_, path, len(lines)), sorted(lines)),
        carries=carried,
    )


def _head(feed: Feed, format_: ListFormat, path: str, count: int) -> str:
    profile = feed.profile
    return render(
        format_.template,
        title=one_visible_line(f"{profile.name} {format_.title}"),
        version=one_visible_line(feed.release.version),
        as_of=Encoded(format_instant(feed.as_of)),
        tlp=Encoded(profile.tlp_limit.label),
        licence=one_visible_line(profile.licence),
        count=count,
        url=one_visible_line(f"{profile.base_url}/v1/latest/{path}"),
        about=one_visible_line(format_.about),
    )


def _chunks(head: str, lines: Iterable[Encoded]) -> Iterator[bytes]:
    yield head.encode()
    rest = iter(lines)
    while batch := list(islice(rest, 4096)):
        yield ("\n".join(batch) + "\n").encode()


EMITTER = Emitter(
    name="blocklists",
    title="Plain blocklists",
    url="https://www.rfc-editor.org/rfc/rfc2046#section-4.1.3",
    accepts=BLOCKING,
    emit=emit,
    declines={
        "action_ref": "the lists hold commits of actions; refs belong to a policy for workflows",
        "carrier": "what brings a bad image along is legitimate by itself",
        "email": "there is no list for mail filters",
        "user_agent": "there is no list of user agents; the rules for proxies and IDS have them",
        "http_header": "there is no list of HTTP headers; the rules for IDS have them",
        "extension": "there is no list of editor extensions",
        "path": "there is no list of file paths; the rules for endpoint logs have them",
        "process": "a command line is matched by rules, not blocked by a list",
        "repository": "there is no list of repository names; the rules for audit logs have them",
        "account": "there is no list of accounts; the rules for audit logs have them",
    },
)
