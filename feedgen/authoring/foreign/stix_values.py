"""Values of STIX patterns, and what our own bundles say of them beside the pattern."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from feedgen.authoring.foreign.foreign_values import member_of, moment
from feedgen.authoring.foreign.json_reading import Json, mappings, text, texts
from feedgen.authoring.foreign.stix_patterns import Comparison
from feedgen.authoring.reading import Served
from feedgen.errors import InvalidValueError
from feedgen.model.incident import Grade
from feedgen.model.indicator import ImageKind
from feedgen.model.observables import (
    Account,
    Certificate,
    Commit,
    Domain,
    Email,
    HttpHeader,
    ImageDigest,
    Ip,
    Md5,
    Observable,
    Path,
    Process,
    Sha1,
    Sha256,
    Url,
    UserAgent,
)

_PATHS: Mapping[str, type[Observable]] = {
    "domain-name:value": Domain,
    "email-addr:value": Email,
    "email-message:from_ref.value": Email,
    "email-message:sender_ref.value": Email,
    "file:hashes.md5": Md5,
    "file:hashes.sha-1": Sha1,
    "file:hashes.sha-256": Sha256,
    "file:hashes.sha1": Sha1,
    "file:hashes.sha256": Sha256,
    "file:name": Path,
    "ipv4-addr:value": Ip,
    "ipv6-addr:value": Ip,
    "network-traffic:dst_ref.value": Ip,
    "process:command_line": Process,
    "software:version": Commit,
    "url:value": Url,
    "user-account:account_login": Account,
}
_HEADER = "network-traffic:extensions.http-request-ext.request_header."


def observable_in(comparison: Comparison) -> Observable:
    """The value of a comparison.

    Raises:
        InvalidValueError: when we have no type for the property.
    """
    path, value = comparison.path, comparison.value
    if path.startswith(_HEADER):
        header = path.removeprefix(_HEADER)
        if header.lower() == "user-agent":
            return UserAgent.parse(value)
        return HttpHeader.parse(f"{header}: {value}")
    kind, _, algorithm = path.lower().partition(":hashes.")
    if kind == "x509-certificate":
        return Certificate.parse(f"{algorithm.replace('-', '')}:{value}")
    cls = _PATHS.get(path.lower())
    if cls is None:
        raise InvalidValueError(f"there is no type for {path}", "list it by hand")
    if cls is Account:
        raise InvalidValueError("an account of which service?", "list it by hand")
    return cls.parse(value)


def images_of(obj: Json) -> Iterable[dict[str, Any]]:
    """What our extension says: which image the hash is the digest of."""
    extensions = obj.get("extensions")
    for extension in extensions.values() if isinstance(extensions, dict) else ():
        if not isinstance(extension, dict) or not isinstance(extension.get("images"), list):
            continue
        try:
            digest = ImageDigest.parse(text(extension.get("digest")))
        except InvalidValueError:
            continue
        served = tuple(_served(extension))
        for image in mappings(extension["images"]):
            yield {
                "observable": digest,
                "repositories": tuple(texts(image.get("repositories"))),
                "mirrors": tuple(texts(image.get("mirrors"))),
                "kind": member_of(ImageKind, image.get("kind")),
                "platform": text(image.get("platform")) or None,
                "index": text(image.get("index_digest")) or None,
                "tags_created": tuple(texts(image.get("tags_created"))),
                "tags_overwritten": tuple(texts(image.get("tags_overwritten"))),
                "served": served,
            }


def _served(extension: Json) -> Iterable[Served]:
    for exposure in mappings(extension.get("exposures")):
        windows = []
        for window in mappings(exposure.get("windows")):
            start = moment(window.get("start"))
            grade = member_of(Grade, window.get("grade")) or Grade.CONFIRMED
            if start:
                windows.append((start, moment(window.get("end")), grade.value))
        if windows:
            ends = [end for _, end, _ in windows]
            cached = moment(exposure.get("cached_until"))
            last = max((end for end in ends if end), default=None)
            hours = round((cached - last).total_seconds() / 3600) if cached and last else 0
            yield Served(
                component=text(exposure.get("component")) or "?",
                windows=tuple(windows),
                cache_tail=_length(hours),
            )


def _length(hours: int) -> str | None:
    if hours <= 0:
        return None
    return f"{hours // 24}d" if hours % 24 == 0 else f"{hours}h"
