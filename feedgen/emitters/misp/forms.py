"""Which attribute or object says a value: one row per observable type.

A type is always one plain attribute, or always within an object: MISP never moves the attribute
that has an indicator's id, so a value that changed its form would stay behind in the old one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from packageurl import PackageURL

from feedgen.emitters.misp.text import one_line, shaped, value
from feedgen.emitters.rendering import Encoded
from feedgen.errors import UnencodableError
from feedgen.model.image_references import image_kind
from feedgen.model.indicator import ImageDetail, ImageKind, Indicator, Match
from feedgen.model.observables import (
    Account,
    Certificate,
    Commit,
    Domain,
    ImageDigest,
    Ip,
    Path,
)

DELIVERY, DROPPED, ANALYSIS = "Payload delivery", "Artifacts dropped", "External analysis"
NETWORK, PERSISTENCE, SOCIAL = "Network activity", "Persistence mechanism", "Social network"

WHOLE_VALUES = "MISP compares whole values, and this one is only a part or a pattern of them"
EXACT_NAME = (
    "MISP compares the exact name; its exports for resolvers and IDS cover the names below it"
)
EVERY_PORT = "the attribute names the address on every port"


class Context(NamedTuple):
    """An attribute of an object that only describes."""

    relation: str
    type: str
    value: str


class Row(NamedTuple):
    """How MISP says the values of one type."""

    type: str
    categories: tuple[str, str]
    """MISP refuses the same value twice under one type and category of an event, so the odd and
    even generations of a value that is listed again have different ones."""
    encode: Callable[[str], Encoded] = value
    even_type: str | None = None
    """Of even generations, where the type has one category only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How MISP says one indicator."""

    type: str
    category: str
    value: Encoded
    row: Row
    template: str | None = None
    """The object's template, where it stands in one."""
    relation: str = ""
    """The key attribute's place in the template."""
    context: tuple[Context, ...] = ()


def _hash(digits: int) -> Callable[[str], Encoded]:
    return shaped(rf"[0-9a-f]{{{digits}}}", f"text of {digits} hex digits")


_name = shaped(r"[a-z0-9._-]+\.[a-z0-9-]{2,}", "name with a top-level domain")
_address = shaped(r"[0-9a-f.:]+(?:/[0-9]{1,3})?", "address")
_mailbox = shaped(r"[!-?A-~]+@[!-?A-~]+\.[!-?A-~]+", "mailbox")


def _lower_mailbox(text: str) -> Encoded:
    # MISP lowers it anyway, and the hash of the value is compared with what MISP has.
    return _mailbox(text.lower())


_TEXT = Row("text", (DELIVERY, ANALYSIS))
ROWS: Mapping[str, Row] = {
    "action_ref": _TEXT,
    "account": Row("text", (SOCIAL, ANALYSIS)),
    "carrier": Row("text", (ANALYSIS, DELIVERY)),
    "certificate": Row("x509-fingerprint-sha256", (NETWORK, ANALYSIS), _hash(64)),
    "commit": Row("git-commit-id", ("Internal reference", ANALYSIS), _hash(40), "text"),
    "domain": Row("domain", (NETWORK, ANALYSIS), _name),
    "email": Row("email", (NETWORK, DELIVERY), _lower_mailbox),
    "extension": _TEXT,
    "http_header": Row("pattern-in-traffic", (NETWORK, ANALYSIS)),
    "image_digest": Row("sha256", (DELIVERY, DELIVERY), _hash(64)),
    "image_tag": _TEXT,
    "ip": Row("ip-dst", (NETWORK, ANALYSIS), _address),
    "kubernetes": Row("text", (PERSISTENCE, ANALYSIS)),
    "md5": Row("md5", (DELIVERY, ANALYSIS), _hash(32)),
    "package": _TEXT,
    "path": Row("filename", (DROPPED, ANALYSIS)),
    "plugin": _TEXT,
    "process": Row("text", (DROPPED, DROPPED)),
    "repository": Row("text", (DROPPED, ANALYSIS)),
    "repository_pattern": Row("text", (DROPPED, ANALYSIS)),
    "sha1": Row("sha1", (DELIVERY, ANALYSIS), _hash(40)),
    "sha256": Row("sha256", (DELIVERY, ANALYSIS), _hash(64)),
    "systemd_unit": Row("filename", (PERSISTENCE, DELIVERY)),
    "url": Row("url", (NETWORK, ANALYSIS)),
    "user_agent": Row("user-agent", (NETWORK, ANALYSIS)),
}
"""By observable type. One without a row is a text, and a tag says of what type it is."""

AS_WRITTEN = frozenset({"domain", "ip", "md5", "package", "sha1", "sha256", "url"})
"""Types whose form without ports is the same for every value."""
_NEVER_WEAKER = AS_WRITTEN - {"domain", "ip"}
_FINGERPRINTS = {"sha256": 64, "sha1": 40}
_PATTERNS = frozenset({"process", "repository_pattern"})
_WITH_STARS = frozenset({"kubernetes", "path"})


def plain(indicator: Indicator) -> Form:
    """The attribute without an object: what a bulk list holds, hundreds of thousands of times.

    Raises:
        UnencodableError: when MISP has no place for the value, or would change or refuse it.
    """
    text: str | None = None
    row = ROWS.get(indicator.type, _TEXT)
    match indicator.observable:
        case Domain() if indicator.match is Match.EXACT:
            row = Row("hostname", (NETWORK, ANALYSIS), _name)
        case Ip() if len(indicator.ports) == 1 and "/" not in indicator.value:
            row = Row("ip-dst|port", (NETWORK, ANALYSIS))
            text = f"{_address(indicator.value)}|{indicator.ports[0]}"
        case Certificate(algorithm=algorithm, hex=digits):
            if algorithm not in _FINGERPRINTS:
                raise UnencodableError("MISP has fingerprints by SHA-256 and SHA-1 only")
            digits_of = _hash(_FINGERPRINTS[algorithm])
            row = Row(f"x509-fingerprint-{algorithm}", (NETWORK, ANALYSIS), digits_of)
            text = digits
        case ImageDigest(algorithm=algorithm, hex=digits):
            if algorithm != "sha256":
                raise UnencodableError("MISP's container image has SHA-256 digests only")
            text = digits
        case Path(value=path) if "*" in path:
            row = Row("filename-pattern", (DROPPED, ANALYSIS))
        case Commit(value=commit) if len(commit) == 64:
            row = _TEXT
        case Account(value=account) if account.startswith("github:"):
            row = Row("github-username", (SOCIAL, ANALYSIS), even_type="text")
            text = account.removeprefix("github:")
    even = indicator.generation % 2 == 0
    return Form(
        type=row.even_type or row.type if even else row.type,
        category=row.categories[1 if even else 0],
        value=row.encode(indicator.value if text is None else text),
        row=row,
    )


def form_of(indicator: Indicator) -> Form:
    """The attribute, within its object where its type has one.

    Raises:
        UnencodableError: when MISP has no place for the value, or would change or refuse it.
    """
    form = plain(indicator)
    if indicator.type == "image_digest":
        return _within(form, "container-image", "digest", tuple(_image(indicator)))
    if indicator.type == "package":
        report = tuple(_package(indicator.value))
        return _within(form, "malicious-package-report", "package-purl", report)
    if indicator.type == "process":
        return _within(form, "process", "command-line", ())
    if indicator.type in ("sha256", "sha1", "md5"):
        return _within(form, "file", indicator.type, ())
    return form


def _within(form: Form, template: str, relation: str, context: tuple[Context, ...]) -> Form:
    return Form(
        type=form.type, category=form.category, value=form.value, row=form.row,
        template=template, relation=relation, context=context,
    )  # fmt: skip


def weaker(indicator: Indicator) -> str | None:
    """Why the attribute means less, or more, than the indicator does; None where it does not."""
    if indicator.type in _NEVER_WEAKER:
        return None
    if indicator.type == "ip":
        exact = len(indicator.ports) == 1 and "/" not in indicator.value
        return EVERY_PORT if indicator.ports and not exact else None
    if indicator.match is Match.SUBDOMAINS:
        return EXACT_NAME
    if indicator.match in (Match.PREFIX, Match.CONTAINS) or indicator.type in _PATTERNS:
        return WHOLE_VALUES
    return WHOLE_VALUES if indicator.type in _WITH_STARS and "*" in indicator.value else None


def _image(indicator: Indicator) -> Iterator[Context]:
    """One of each, which the template asks for; the comment names every repository and tag."""
    details = list(indicator.details(ImageDetail))
    repository = next((r for detail in details for r in detail.repositories), None)
    if repository:
        registry, _, name = repository.partition("/")
        yield Context("registry", "text", registry)
        yield Context("image-name", "text", name)
    tag = next((tag for detail in details for tag in detail.tags_created), None)
    if tag:
        yield Context("tag", "text", tag)
    platform = next((detail.platform for detail in details if detail.platform), None)
    if platform:
        os, _, architecture = platform.partition("/")
        yield Context("os", "text", os)
        if architecture:
            yield Context("architecture", "text", architecture)
    kind = image_kind(indicator)
    if kind is not ImageKind.UNKNOWN:
        yield Context("labels", "text", f"OCI {kind.value}")


def _package(text: str) -> Iterator[Context]:
    try:
        purl = PackageURL.from_string(text)
    except ValueError as error:
        raise UnencodableError("the value is no package URL") from error
    name = f"{purl.namespace}/{purl.name}" if purl.namespace else purl.name
    # The template asks for a name, and of this one nothing visible may be left.
    yield Context("package-name", "text", name if one_line(name) else text)
    yield Context("ecosystem", "text", purl.type)
    if purl.version:
        yield Context("affected-version", "text", purl.version)
    else:
        yield Context("affected-range", "text", "every version")
