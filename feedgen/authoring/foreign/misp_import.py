"""Reads MISP events: attributes and objects that may raise alerts, and what is told around them.

A comment is a note. Ours say in words what our tables have as data, so that they are passed over:
whoever wants a feed of feedgen whole imports its indicators.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from feedgen.authoring.foreign.foreign_values import (
    member_of,
    moment,
    observable_of,
    tlp_of,
    web_address,
)
from feedgen.authoring.foreign.json_reading import Json, mappings, text
from feedgen.authoring.reading import Candidate, Cited, Reading
from feedgen.errors import InvalidValueError
from feedgen.model.incident import Severity
from feedgen.model.indicator import Action, ImageKind, Match
from feedgen.model.observables import (
    Account,
    ActionRef,
    Carrier,
    Certificate,
    Commit,
    Domain,
    Extension,
    HttpHeader,
    ImageDigest,
    ImageTag,
    Ip,
    KubernetesObject,
    Md5,
    Observable,
    Package,
    Path,
    Plugin,
    Process,
    Repository,
    RepositoryPattern,
    Sha1,
    Sha256,
    SystemdUnit,
)

_LEVELS = {"1": Severity.HIGH, "2": Severity.MEDIUM, "3": Severity.LOW}
_OURS = "feedgen:"
_TOLD = "feedgen:type="
_DATED = re.compile(r"(.*) \((\d{4}-\d\d-\d\d)\)")
_TYPES: Mapping[str, tuple[type[Observable], str]] = {
    "filename-pattern": (Path, ""),
    "git-commit-id": (Commit, ""),
    "github-username": (Account, "github:"),
    "hostname": (Domain, ""),
    "pattern-in-traffic": (HttpHeader, ""),
    "x509-fingerprint-sha1": (Certificate, "sha1:"),
    "x509-fingerprint-sha256": (Certificate, "sha256:"),
}
"""Attribute types that mean one type of ours, and what its value begins with there."""
_CONTEXT = frozenset({"filename", "size-in-bytes"})
"""Relations of a file object that describe its hashes."""
_TEXTS: tuple[type[Observable], ...] = (
    ActionRef, KubernetesObject, Plugin, Extension, ImageTag, Carrier, Commit, Account, Package,
    Repository, RepositoryPattern,
)  # fmt: skip
"""Types that our events write as plain text, in the order in which they are told apart."""


def is_misp(document: object) -> bool:
    """Whether it is an event."""
    return isinstance(document, dict) and isinstance(document.get("Event"), dict)


def read_misp(document: Json) -> Reading:
    """What an event tells."""
    event = document["Event"]
    reading = Reading()
    _Event(reading, event).read()
    return reading


class _Event:
    def __init__(self, reading: Reading, event: Json) -> None:
        self._reading, self._event = reading, event
        self._is_ours = any(name.startswith(_OURS) for name in _tags(event))

    def read(self) -> None:
        """Head, attributes, objects."""
        self._head()
        for attribute in mappings(self._event.get("Attribute")):
            self._attribute(attribute, {})
        for obj in mappings(self._event.get("Object")):
            self._object(obj)

    def _head(self) -> None:
        reading, event = self._reading, self._event
        reading.title = text(event.get("info"))
        reading.published = moment(event.get("date"))
        reading.severity = _LEVELS.get(str(event.get("threat_level_id")))
        reports = mappings(event.get("EventReport"))
        reading.summary = "\n\n".join(text(report.get("content")) for report in reports)
        for name in _tags(event):
            quoted = name.partition('="')[2].removesuffix('"')
            technique = re.search(r"\b(T\d{4}(?:\.\d{3})?)$", quoted)
            if name.lower().startswith("tlp:"):
                reading.tlp = tlp_of(name)
            elif name.startswith("feedgen:incident="):
                reading.id = quoted
            elif "attack-pattern" in name and technique:
                reading.techniques[technique[1]] = None
            elif "threat-actor=" in name:
                reading.actors[quoted] = ()
            elif "malware=" in name or "malpedia=" in name or "stealer=" in name:
                reading.malware[quoted] = ()
            else:
                reading.leave_out(name, "a source has no place for this tag", "tag")

    def _object(self, obj: Json) -> None:
        attributes = [a for a in mappings(obj.get("Attribute")) if a.get("deleted") is not True]
        by_relation = {
            text(a.get("object_relation")): text(a.get("value")) for a in reversed(attributes)
        }
        name = text(obj.get("name"))
        shared: dict[str, Any] = {}
        keys = attributes
        if name == "file":
            size = by_relation.get("size-in-bytes", "")
            shared = {
                "name": by_relation.get("filename"),
                "size": int(size) if size.isascii() and size.isdigit() else None,
                "same_file": text(obj.get("uuid")) or repr(sorted(by_relation.items())),
            }
            hashed = {"md5", "sha1", "sha256"} & by_relation.keys()
            keys = [a for a in attributes if not hashed or a.get("object_relation") not in _CONTEXT]
        elif name == "container-image":
            shared = _image(by_relation)
            keys = [a for a in attributes if a.get("object_relation") == "digest"]
        elif name == "malicious-package-report":
            keys = [a for a in attributes if a.get("object_relation") == "package-purl"]
        if not keys:
            self._reading.leave_out(
                f"object {name}", "it holds nothing that is understood", "object"
            )
        for attribute in keys:
            self._attribute(attribute, shared, template=name)

    def _attribute(self, attribute: Json, shared: dict[str, Any], template: str = "") -> None:
        type_, value = text(attribute.get("type")), text(attribute.get("value"))
        comment = text(attribute.get("comment"))
        if attribute.get("deleted") is True or self._described(type_, value, comment):
            return
        tags = _tags(attribute)
        said, reason = self._said(attribute, tags, comment)
        if reason:
            self._reading.leave_out(f"{type_} {value}", reason, "attribute")
            return
        try:
            found = list(self._observables(type_, value, attribute, template))
        except InvalidValueError as error:
            self._reading.leave_out(f"{type_} {value}", error.problem, "attribute")
            return
        for observable, details in found:
            fields = {**shared, **said, **details}
            if not isinstance(observable, Sha256 | Sha1 | Md5):
                fields = {k: v for k, v in fields.items() if k not in ("name", "size", "same_file")}
            if isinstance(observable, Commit | ImageDigest) and not fields.get("repositories"):
                self._reading.ask(f"{observable.type} {observable}: of which repository?")
                continue
            self._reading.take(Candidate(observable=observable, place="attribute", **fields))

    def _described(self, type_: str, value: str, comment: str) -> bool:
        """Attributes that tell of the incident, not of a value."""
        reading = self._reading
        url = web_address(value) if type_ == "link" else None
        if url:
            dated = _DATED.fullmatch(comment)
            reading.cite(Cited(url, dated[1] if dated else comment, dated[2] if dated else None))
        elif type_ == "vulnerability" and re.fullmatch(r"CVE-\d{4}-\d{4,7}", value):
            reading.vulnerabilities[value] = None
        elif type_ == "threat-actor" and value:
            reading.actors.setdefault(value, ())
        elif type_ == "campaign-name" and value:
            reading.campaigns[value] = ()
        elif type_ == "comment" and value:
            reading.notes.append(value)
        else:
            return False
        return True

    def _said(self, attribute: Json, tags: list[str], comment: str) -> tuple[dict[str, Any], str]:
        """What is said of the value, or why it is not carried."""
        actions = [
            name.partition('="')[2][:-1] for name in tags if name.startswith("feedgen:action=")
        ]
        if "feedgen:revoked" in tags:
            return {}, "its producer revoked it"
        if "feedgen:expired" in tags:
            return {}, "it has expired"
        if not actions and attribute.get("to_ids") is not True:
            return {}, "to_ids is off: it describes, and may raise no alert"
        ours = self._is_ours or bool(actions)
        return {
            "note": None if ours else comment.strip() or None,
            "first_seen": moment(attribute.get("first_seen")),
            "last_seen": moment(attribute.get("last_seen")),
            "action": member_of(Action, actions[0]) if actions else None,
            "tlp": next((tlp for name in tags if (tlp := tlp_of(name))), None),
        }, ""

    def _observables(
        self, type_: str, value: str, attribute: Json, template: str
    ) -> Iterator[tuple[Observable, dict[str, Any]]]:
        """The values of an attribute: MISP joins two with a bar."""
        relation = text(attribute.get("object_relation"))
        first, bar, second = value.partition("|")
        types = type_.split("|")
        simple = _TYPES.get(type_)
        told = [tag.partition('="')[2][:-1] for tag in _tags(attribute) if tag.startswith(_TOLD)]
        match types:
            case ["ip-dst" | "ip-src", "port"] if bar:
                ports = (int(second),) if second.isascii() and second.isdigit() else ()
                yield Ip.parse(first), {"ports": ports}
            case ["domain" | "hostname", "ip"] if bar:
                yield Domain.parse(first), {}
                yield Ip.parse(second), {}
            case ["filename", "md5" | "sha1" | "sha256" as kind] if bar:
                yield observable_of(kind, second), {"name": first}
            case ["sha256"] if template == "container-image" and relation == "digest":
                yield ImageDigest.parse(f"sha256:{value.removeprefix('sha256:')}"), {}
            case ["filename"] if self._is_ours and _is_unit(value):
                yield SystemdUnit.parse(value), {}
            case ["text"] if told:
                yield observable_of(told[0], value), {}
            case ["text"]:
                yield _from_text(value, template, relation, ours=self._is_ours), {}
            case _ if simple:
                cls, lead = simple
                match_ = {"match": Match.EXACT} if type_ == "hostname" else {}
                yield cls.parse(f"{lead}{value}"), match_
            case _:
                yield observable_of(type_, value), {}


def _is_unit(value: str) -> bool:
    return "/" not in value and re.search(r"\.(?:service|socket|timer)$", value) is not None


def _from_text(value: str, template: str, relation: str, *, ours: bool) -> Observable:
    """What a text means: a purl anywhere, our own types only in our own events.

    Raises:
        InvalidValueError: when nothing says what it means.
    """
    if relation == "package-purl" or value.startswith("pkg:"):
        return Package.parse(value)
    if template == "process" and relation == "command-line":
        return Process.parse(value)
    for cls in _TEXTS if ours else ():
        if cls is Extension and value.startswith("jenkins:"):
            continue
        if cls is Plugin and not value.startswith("jenkins:"):
            continue
        try:
            found = cls.parse(value)
        except InvalidValueError:
            continue
        if isinstance(found, ActionRef | ImageTag | Carrier):
            raise InvalidValueError(
                "the event says in words alone when it is bad", "import the feed's indicators.csv"
            )
        return found
    raise InvalidValueError("a text, and nothing says what it means", "list it by hand")


def _image(told: Mapping[str, str]) -> dict[str, Any]:
    name, registry = told.get("image-name", ""), told.get("registry", "")
    os, architecture = told.get("os", ""), told.get("architecture", "")
    kind = member_of(ImageKind, told.get("labels", "").removeprefix("OCI "))
    repository = f"{registry}/{name}" if registry else name
    return {
        "repositories": (repository,) if name else (),
        "platform": "/".join(part for part in (os, architecture) if part) or None,
        "kind": kind,
    }


def _tags(holder: Json) -> list[str]:
    return [text(tag.get("name")) for tag in mappings(holder.get("Tag"))]
