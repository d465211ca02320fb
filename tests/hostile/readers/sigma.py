"""Sigma rules, as pySigma parses them and SQLite runs them.

Every value is read back from one log that shows it; the other logs hold the same values in other forms,
and are parsed and run too. A wildcard is written NUL here, which no value holds.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from engines.sigma_meaning import finds
from hostile.readers.sigma_downloads import download_forms
from hostile.readers.sigma_paths import path_forms
from sigma.backends.sqlite.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.rule import SigmaDetection, SigmaDetectionItem
from sigma.types import SigmaCIDRExpression, SigmaNumber, SigmaRegularExpression, SigmaString
from sigma_log_sources import source_of
from sigma_sqlite import fields, found

from feedgen.model.indicator import Indicator, Match
from feedgen.model.observables import (
    Certificate,
    HttpHeader,
    ImageTag,
    KubernetesObject,
    Process,
)
from feedgen.model.observables import Path as FilePath

JUDGES = ("pysigma", "pysigma-backend-sqlite", "own Sigma reader")
ARTIFACTS = ("sigma/rules/*", "sigma/hunt/*")
ANY = "\x00"
"""A wildcard for any run of characters."""
_READ = {
    "net_dns_": "query", "net_firewall_": "dst_ip", "suricata_http_": "http.request_headers.value",
    "zeek_smtp_": "mailfrom", "zeek_x509_": "fingerprint", "proc_creation_win_": "CommandLine Hashes",
    "file_event_lnx_": "TargetFilename", "file_event_win_": "TargetFilename",
    "github_": "actor repo", "kubernetes_audit_object": "objectRef.name",
    "file_event_lnx_plugin": "TargetFilename", "proxy_": "c-uri c-useragent", "proxy_download": "c-uri", "web_image": "cs-uri-stem",
}  # fmt: skip
"""By log, and the rest of a file's name where it matters: the fields that are read back."""
_WITH = {
    "c-uri": ("cs-host",), "http.request_headers.value": ("http.request_headers.name",),
    "objectRef.name": ("objectRef.resource", "objectRef.namespace"),
}  # fmt: skip
"""Fields that are read together with another."""
_ALTERNATIVES, _TRIED = 12, 6
"""Parts of a rule, and values of a part, that are run: each matches itself, and nothing beside it."""


def accept(folder: Path) -> None:
    """pySigma parses and converts every rule; SQLite finds each value, and nothing beside it."""
    backend = sqliteBackend(collate_nocase=True)  # type: ignore[no-untyped-call] # pySigma's
    for path in _rules(folder):
        rules = _parsed(path.read_bytes())
        (query,) = backend.convert(rules)
        document = yaml.load(path.read_bytes(), yaml.CSafeLoader)
        # SQLite compares a network as text, and so otherwise than the specification.
        events = [] if b"|cidr:" in path.read_bytes() else _tried(rules)
        found_numbers = set(found(str(query), events, fields(document["detection"])))
        meant = {number for number, event in enumerate(events) if finds(document, event)}
        wrong = [events[number] for number in sorted(found_numbers ^ meant)]
        assert not wrong, f"{path.name}: SQLite and the specification differ on {wrong[0]}"
        assert meant or not events, f"{path.name}: no value matches itself"


@lru_cache(maxsize=2048)
def _parsed(content: bytes) -> SigmaCollection:
    rules = SigmaCollection.from_yaml(content.decode())
    assert len(rules.rules) == 1, content
    assert not rules.errors, rules.errors
    return rules


def _tried(rules: SigmaCollection) -> list[Mapping[str, str | int]]:
    """Events with values of the rule, and with texts beside them."""
    events: list[Mapping[str, str | int]] = []
    scope: dict[str, str | int] = {}
    alternatives: list[list[tuple[str, list[Any]]]] = []
    for name, detection in rules.rules[0].detection.detections.items():  # type: ignore[union-attr] # a rule
        if name == "selection_event":
            (terms,) = _terms(detection)
            scope = {field: _sample(values[0]) for field, values in terms}
        else:
            alternatives += _terms(detection)
    for terms in alternatives[:: max(1, len(alternatives) // _ALTERNATIVES)]:
        names = [field for field, _ in terms]
        if len(set(names)) < len(names) or set(names) & scope.keys():
            # One text that has to hold several values.
            continue
        *others, (last, values) = terms
        rest = scope | {field: _sample(there[0]) for field, there in others}
        for value in values[:: max(1, len(values) // _TRIED)]:
            text = _sample(value)
            if isinstance(value, SigmaString):
                for tried in (text, f"{text}~", f"~{text}", str(text)[1:], str(text)[:-1]):
                    events.append({**rest, last: tried})
    return events


def _sample(value: Any) -> str | int:
    if isinstance(value, SigmaNumber):
        return int(value.number)
    return _text(value).replace(ANY, "w")


def _text(value: Any) -> str:
    if isinstance(value, SigmaString):
        return "".join(part if isinstance(part, str) else ANY for part in value.s)
    if isinstance(value, SigmaRegularExpression):
        return str(value.regexp)
    if isinstance(value, SigmaCIDRExpression):
        return str(value.cidr)
    assert isinstance(value, SigmaNumber), f"a value of another kind: {value!r}"
    return str(value.number)


def _terms(detection: SigmaDetection) -> Iterator[list[tuple[str, list[Any]]]]:
    """Alternatives, each with its fields and their values."""
    items = detection.detection_items
    if all(isinstance(item, SigmaDetection) for item in items):
        for item in items:
            yield from _terms(item)  # type: ignore[arg-type] # just asked
        return
    found_terms = []
    for item in items:
        assert isinstance(item, SigmaDetectionItem)
        assert item.field is not None, "a search for keywords"
        found_terms.append((item.field, item.value))
    yield found_terms


def read_back(folder: Path) -> set[str]:
    """The values, with their log and what stands beside them."""
    return {text for path in _rules(folder) for text in _read(path)}


def _rules(folder: Path) -> list[Path]:
    return sorted(folder.glob("sigma/*/*.yml"))


def _read(path: Path) -> Iterator[str]:
    (rule,) = _parsed(path.read_bytes()).rules
    for detection in rule.detection.detections.values():  # type: ignore[union-attr] # a rule
        for terms in _terms(detection):
            texts = {field: list(map(_text, values)) for field, values in terms}
            yield from in_its_log(path.stem, texts)


def in_its_log(stem: str, terms: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The values of the fields that are read back, if this is the log where they are."""
    source, stem = source_of(stem), stem.removesuffix("_hunt")
    kinds = ("object", "download", "image", "plugin")
    kind = next((kind for kind in kinds if stem.endswith(f"_{kind}")), "")
    for field in _READ.get(source + kind, "").split():
        for value in terms.get(field, ()):
            for beside in _beside(field, terms):
                yield f"{source}{kind} {beside}{value}".casefold()


def _beside(field: str, terms: Mapping[str, Sequence[str]]) -> Iterator[str]:
    texts = [""]
    for name in _WITH.get(field, ()):
        texts = [f"{text}{value} " for text in texts for value in terms.get(name) or [""]]
    yield from texts


def wanted(indicator: Indicator) -> set[str]:
    """In which form docs/sigma.md says that the log holds the value."""
    return {text.casefold() for text in _WANTED[indicator.type](indicator)}


def _domain(indicator: Indicator) -> Iterator[str]:
    yield f"net_dns_ {indicator.value}"
    if indicator.match is Match.SUBDOMAINS:
        yield f"net_dns_ {ANY}.{indicator.value}"


def _ip(indicator: Indicator) -> Iterator[str]:
    if "/" in indicator.value:
        yield f"net_firewall_ {indicator.value}"
        return
    parsed = ipaddress.ip_address(indicator.value)
    yield f"net_firewall_ {indicator.value}"
    if parsed.version == 6:
        groups = (group.lstrip("0") or "0" for group in parsed.exploded.split(":"))
        yield f"net_firewall_ {':'.join(groups)}"


def _url(indicator: Indicator) -> Iterator[str]:
    parts = urlsplit(indicator.value)
    base = f"{parts.scheme}://{parts.netloc}"
    path = indicator.value.removeprefix(base)
    hosts = {parts.netloc} | ({parts.netloc.rpartition(":")[0]} if parts.port is not None else set())
    for host in hosts:
        if path == "/":
            yield from (f"proxy_ {host} {text}" for text in ("/", base, f"{base}/"))
        else:
            yield f"proxy_ {host} {ANY}{path}"


def _header(indicator: Indicator) -> Iterator[str]:
    assert isinstance(indicator.observable, HttpHeader)
    yield f"suricata_http_ {indicator.observable.name} {indicator.observable.content}"
    if indicator.observable.name == "user-agent":
        yield f"proxy_ {indicator.observable.content}"


def _process(indicator: Indicator) -> Iterator[str]:
    assert isinstance(indicator.observable, Process)
    yield f"proc_creation_win_ {ANY}{ANY.join(indicator.observable.fragments)}{ANY}"


def _path(indicator: Indicator) -> Iterator[str]:
    assert isinstance(indicator.observable, FilePath)
    yield from path_forms(indicator.observable)


def _extension(indicator: Indicator) -> Iterator[str]:
    name, _, version = indicator.value.partition(":")[2].rpartition("@")
    for end in "/-":
        yield f"file_event_lnx_ {ANY}/extensions/{name}-{version}{end}{ANY}"
    for end in "\\-":
        yield f"file_event_win_ {ANY}\\extensions\\{name}-{version}{end}{ANY}"
    yield from download_forms(indicator)


def _plugin(indicator: Indicator) -> Iterator[str]:
    id_ = indicator.value.partition(":")[2].partition("@")[0]
    for end in ("hpi", "jpi"):
        yield f"file_event_lnx_plugin {ANY}/plugins/{id_}.{end}"
    if indicator.value.isprintable():
        # The file has no version in its name, and so nothing of one that cannot be written.
        yield from download_forms(indicator)


def _unit(indicator: Indicator) -> Iterator[str]:
    for folder in ("/etc/systemd/system", "/etc/systemd/user", "/lib/systemd/system",
                   "/run/systemd/system", "/usr/lib/systemd/system", "/usr/lib/systemd/user",
                   "/usr/local/lib/systemd/system"):  # fmt: skip
        yield f"file_event_lnx_ {folder}/{indicator.value}"
    for folder in ("/.config/systemd/user", "/.local/share/systemd/user"):
        yield f"file_event_lnx_ {ANY}{folder}/{indicator.value}"


def _repository(indicator: Indicator) -> Iterator[str]:
    if indicator.type == "repository_pattern":
        yield f"github_ ^[^/]+/(?:{indicator.value})$"
    else:
        end = ANY if indicator.match is Match.PREFIX else ""
        yield f"github_ {ANY}/{indicator.value}{end}"


def _object(indicator: Indicator) -> Iterator[str]:
    found = indicator.observable
    assert isinstance(found, KubernetesObject)
    kind = found.kind.lower()
    plural = (
        kind if kind == "endpoints" else f"{kind}es" if kind.endswith("s")
        else f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
    )  # fmt: skip
    name = re.sub(r"\*+", ANY, found.name)
    yield f"kubernetes_audit_object {plural} {found.namespace or ''} {name}"


def _digest(indicator: Indicator) -> Iterator[str]:
    yield f"web_image {ANY}/manifests/{indicator.value}"


def _tag(indicator: Indicator) -> Iterator[str]:
    found = indicator.observable
    assert isinstance(found, ImageTag)
    path = found.repository.partition("/")[2]
    yield f"web_image {ANY}/{path}/manifests/{found.tag}"


def _fingerprint(indicator: Indicator) -> Iterator[str]:
    assert isinstance(indicator.observable, Certificate)
    yield f"zeek_x509_ {indicator.observable.hex}"


def _hash(indicator: Indicator) -> Iterator[str]:
    yield f"proc_creation_win_ {ANY}{indicator.type.upper()}={indicator.value}{ANY}"


def _email(indicator: Indicator) -> Iterator[str]:
    yield f"zeek_smtp_ {indicator.value}"


def _agent(indicator: Indicator) -> Iterator[str]:
    yield f"proxy_ {indicator.value}"


def _account(indicator: Indicator) -> Iterator[str]:
    yield f"github_ {indicator.value.removeprefix('github:')}"


_WANTED: Mapping[str, Callable[[Indicator], Iterator[str]]] = {
    "account": _account, "certificate": _fingerprint, "commit": download_forms, "domain": _domain,
    "email": _email, "extension": _extension, "http_header": _header, "image_digest": _digest,
    "image_tag": _tag, "ip": _ip, "kubernetes": _object, "md5": _hash, "package": download_forms,
    "path": _path, "plugin": _plugin, "process": _process, "repository": _repository,
    "repository_pattern": _repository, "sha1": _hash, "sha256": _hash, "systemd_unit": _unit,
    "url": _url, "user_agent": _agent,
}  # fmt: skip
"""By type of observable."""
