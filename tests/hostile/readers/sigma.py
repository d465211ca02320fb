"""Sigma rules, as pySigma parses them and SQLite runs them.

Every value is read back from one log that shows it; the other logs hold the same values in other forms,
and are parsed and run too. A wildcard is written NUL here, which no value holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from sigma.backends.sqlite.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.rule import SigmaDetection, SigmaDetectionItem
from sigma.types import SigmaCIDRExpression, SigmaNumber, SigmaRegularExpression, SigmaString

from feedgen.model.indicator import Indicator
from tests.emitters.sigma.log_sources import source_of
from tests.emitters.sigma.sqlite import fields, found
from tests.engines.sigma_meaning import finds
from tests.hostile.readers.sigma_forms import ANY, FORMS

JUDGES = ("pysigma", "pysigma-backend-sqlite", "own Sigma reader")
ARTIFACTS = ("sigma/rules/*", "sigma/hunt/*")
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
                near = (text, f"{text}~", f"~{text}", str(text)[1:], str(text)[:-1])
                events += [{**rest, last: tried} for tried in near]
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
    return {text.casefold() for text in FORMS[indicator.type](indicator)}
