"""How a fact about an incident is found in its source, whatever words the fact is told in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from feedgen.model.incident import Exposure
from feedgen.model.observables import OBSERVABLE_TYPES, Process
from feedgen.model.observables import Path as FilePath
from tests.iocs.curated_facts import Fact, Source

Finder = Callable[[Source, str], bool]


def is_published(fact: Fact, source: Source) -> bool:
    """True when its incident publishes the fact, as an indicator or in its story."""
    listed_as = source.answers.listed_as.get(fact.text)
    if listed_as is not None:
        return all(type_ in OBSERVABLE_TYPES and source.has(type_, v) for type_, v in listed_as)
    return fact.type in FINDERS and FINDERS[fact.type](source, fact.value)


def _as(type_: str, prefix: str = "") -> Finder:
    return lambda source, value: source.has(type_, prefix + value)


def _extension(source: Source, value: str) -> bool:
    wanted = value.lower().replace("/", ".")
    return any(listed.partition(":")[2] == wanted for listed in source.values("extension"))


def _package(source: Source, value: str) -> bool:
    service, separator, plugin = value.partition("-plugin:")
    if separator:
        return source.has("plugin", f"{service}:{plugin}")
    return source.has("package", value)


def _account(source: Source, value: str) -> bool:
    return value.lower() in source.abused or any(
        listed.partition(":")[2] == value.lower() for listed in source.values("account")
    )


def _repository(source: Source, value: str) -> bool:
    return source.has("repository", value) or source.has("repository_pattern", value)


def _kubernetes(source: Source, value: str) -> bool:
    kind, _, name = value.partition(" ")
    return source.has("kubernetes", f"{kind}/{re.sub(r'<[^>]+>', '*', name)}")


def _process(source: Source, value: str) -> bool:
    text = " ".join(value.split())
    return any(
        _in_order(indicator.observable.fragments, text)
        for indicator in source.indicators
        if isinstance(indicator.observable, Process)
    )


def _in_order(fragments: Iterable[str], text: str) -> bool:
    at = 0
    for fragment in fragments:
        at = text.find(fragment, at)
        if at < 0:
            return False
        at += len(fragment)
    return True


_SHORTEST = 8
"""Characters of a YARA string that may stand for a longer fact."""


def _string(source: Source, value: str) -> bool:
    """In a YARA rule, or in a value that holds it: a path, a command line, a description."""
    text = value.strip()
    strings = [string.text for rule in source.incident.yara for string in rule.strings]
    return (
        any(text in one or (len(one) >= _SHORTEST and one in text) for one in strings)
        or text in source.descriptions
        or any(
            text in indicator.value
            for indicator in source.indicators
            if isinstance(indicator.observable, FilePath | Process)
        )
    )


_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z")


def _window(source: Source, value: str) -> bool:
    """All instants of the fact lie in one stretch of windows of one exposure."""
    instants = [datetime.fromisoformat(text) for text in _INSTANT.findall(value)]
    return bool(instants) and any(
        all(start <= instant <= end for instant in instants)
        for exposure in source.incident.exposures
        for start, end in _stretches(exposure)
    )


def _stretches(exposure: Exposure) -> Iterator[tuple[datetime, datetime]]:
    """Windows that touch or overlap, joined."""
    first, *others = exposure.windows
    forever = datetime.max.replace(tzinfo=UTC)
    start, end = first.start, first.end or forever
    for window in others:
        if window.start > end:
            yield start, end
            start, end = window.start, window.end or forever
        end = max(end, window.end or forever)
    yield start, end


def _actor(source: Source, value: str) -> bool:
    names = {name for actor in source.incident.actors for name in (actor.name, *actor.aliases)}
    return all(name in names for name in value.split(" / "))


def _malware(source: Source, value: str) -> bool:
    return any(value in (malware.name, *malware.aliases) for malware in source.incident.malware)


_SHARE = 0.5
"""Of a remediation's words, what the source's remediation has to have."""


def _remediation(source: Source, value: str) -> bool:
    remediation = source.incident.remediation
    said = _words(" ".join((*remediation.steps, *remediation.credentials)))
    wanted = _words(value)
    return len(wanted & said) >= _SHARE * len(wanted)


def _words(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[a-z0-9]{4,}", text.lower().replace("[.]", "."))}


FINDERS: dict[str, Finder] = {
    "attack_technique": lambda source, value: value in source.incident.techniques,
    "container_index_digest": _as("image_digest"),
    "container_manifest_digest": _as("image_digest"),
    "container_signature_digest": _as("image_digest"),
    "container_tag": _as("image_tag"),
    "domain": _as("domain"),
    "exposure_window": _window,
    "extension": _extension,
    "file_hash_md5": _as("md5"),
    "file_hash_sha1": _as("sha1"),
    "file_hash_sha256": _as("sha256"),
    "file_path": _as("path"),
    "git_commit": _as("commit"),
    "git_tag": _as("action_ref", "github.com/"),
    "github_account": _account,
    "github_repo_pattern": _repository,
    "http_header": _as("http_header"),
    "ip": _as("ip"),
    "k8s_object": _kubernetes,
    "malware_family": _malware,
    "malware_string": _string,
    "package": _package,
    "process_cmdline": _process,
    "remediation": _remediation,
    "systemd_unit": _as("systemd_unit"),
    "threat_actor": _actor,
    "tls_cert_sha256": _as("certificate", "sha256:"),
    "url": _as("url"),
    "user_agent": _as("user_agent"),
    "vuln_id": lambda source, value: value in source.incident.vulnerabilities,
}
"""By type of fact. A type that is not here is never published: the source has to say why."""

STORY = frozenset(
    {"attack_technique", "exposure_window", "malware_family", "malware_string", "remediation",
     "threat_actor", "vuln_id"}
)  # fmt: skip
"""Types that are no indicators; a source may add such things by itself."""

_HEX = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{40})\b")
_ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
_DOMAIN = re.compile(r"(?<![\w./@-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w./@-])")
_RELEASE = re.compile(r"([\w.-]+)(?:@| (?:>= )?)v?(\d+(?:\.\w+)+(?:-[\w.]+)?)")


def names_value(text: str, type_: str, value: str) -> bool:
    """True when a text, as that of a caution, means this value, however it is written.

    A digest or commit is the most exact name a text can give; the tag beside it may have been
    malicious at other times.
    """
    digits = _HEX.findall(text)
    if digits:
        return value.rpartition(":")[2] in digits
    if type_ == "ip":
        return value in _ADDRESS.findall(text)
    if type_ == "domain":
        return value in _DOMAIN.findall(text)
    return any(
        re.search(rf"(?:^|[/.:]){re.escape(name)}[@:]v?{re.escape(version)}$", value, re.IGNORECASE)
        for name, version in _RELEASE.findall(text)
    )
