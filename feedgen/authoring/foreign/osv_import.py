"""Reads OSV records (https://ossf.github.io/osv-schema/), GitHub's advisories among them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedgen.authoring.foreign.foreign_values import moment, observable_of, web_address
from feedgen.authoring.foreign.json_reading import Json, mapping, mappings, text, texts
from feedgen.authoring.reading import Candidate, Cited, Reading
from feedgen.errors import InvalidValueError
from feedgen.model.incident import Severity
from feedgen.model.indicator import TagStanding
from feedgen.model.observables import ActionRef, Commit, Extension, Observable, Package

_PURL_TYPES = {
    "npm": "npm", "pypi": "pypi", "go": "golang", "maven": "maven", "nuget": "nuget",
    "rubygems": "gem", "crates.io": "cargo", "packagist": "composer", "hex": "hex", "pub": "pub",
    "pip": "pypi", "rust": "cargo", "composer": "composer", "actions": "actions",
}  # fmt: skip
"""Package URL types by ecosystem, as OSV and as GitHub's API name them."""
_SEVERITIES = {
    "CRITICAL": Severity.CRITICAL, "HIGH": Severity.HIGH, "MODERATE": Severity.MEDIUM,
    "MEDIUM": Severity.MEDIUM, "LOW": Severity.LOW,
}  # fmt: skip
_VULNERABILITY = re.compile(r"(?:CVE-\d{4}-\d{4,7}|GHSA(?:-\w{4}){3})")
_IOCS = {"domains": "domain", "urls": "url", "ip_addresses": "ip", "ips": "ip", "emails": "email"}


def is_osv(document: object) -> bool:
    """Whether it is a record of OSV, or one of GitHub's API."""
    return isinstance(document, dict) and (
        ("id" in document and isinstance(document.get("affected"), list))
        or ("ghsa_id" in document and isinstance(document.get("vulnerabilities"), list))
    )


def read_osv(document: Json) -> Reading:
    """What a record tells."""
    reading = Reading()
    id_ = text(document.get("ghsa_id")) or text(document.get("id"))
    reading.title = text(document.get("summary")) or id_
    reading.summary = text(document.get("details")) or text(document.get("description"))
    reading.published = moment(document.get("published")) or moment(document.get("published_at"))
    specific = mapping(document.get("database_specific"))
    level = text(specific.get("severity")) or text(document.get("severity"))
    reading.severity = _SEVERITIES.get(level.upper())
    for name in (id_, *texts(document.get("aliases")), text(document.get("cve_id"))):
        if _VULNERABILITY.fullmatch(name):
            reading.vulnerabilities[name] = None
    if document.get("withdrawn") or document.get("withdrawn_at"):
        reading.ask(f"{id_} was withdrawn by its publisher; is there anything left to list?")
    references = document.get("references")
    for reference in references if isinstance(references, list) else ():
        told = reference.get("url") if isinstance(reference, dict) else reference
        url = web_address(told)
        if url:
            reading.cite(Cited(url, ""))
        elif told:
            reading.leave_out(str(told), "no web address", "references")
    for affected in mappings(document.get("affected")):
        _affected(reading, affected)
    for vulnerable in mappings(document.get("vulnerabilities")):
        _vulnerable(reading, vulnerable)
    _iocs(reading, mapping(specific.get("iocs")))
    return reading


def _affected(reading: Reading, affected: Json) -> None:
    package = mapping(affected.get("package"))
    ecosystem, name = text(package.get("ecosystem")), text(package.get("name"))
    versions = texts(affected.get("versions"))
    place = f"{ecosystem} {name}".strip()
    ranges = mappings(affected.get("ranges"))
    specific = mapping(affected.get("database_specific"))
    for version in versions:
        _take(reading, ecosystem, name, version, place)
    for commit, repository in _commits(ranges):
        try:
            observable = Commit.parse(commit)
        except InvalidValueError:
            continue  # an introduced of 0: from the beginning
        reading.take(Candidate(observable=observable, place=place, repositories=(repository,)))
    described = [_range(r) for r in ranges if r.get("type") != "GIT"]
    everything = not versions and "introduced 0" in described
    if everything:
        _take(reading, ecosystem, name, "", place)
        reading.ask(
            f"{place}: the record names every version; was the package malicious from the start?"
        )
    elif not versions:
        for told in described:
            reading.ask(f"{place}: which versions are {told}? the record does not list them")
    _iocs(reading, mapping(specific.get("iocs")))


def _vulnerable(reading: Reading, vulnerable: Json) -> None:
    """An entry of GitHub's API, which has a range in words."""
    package = mapping(vulnerable.get("package"))
    ecosystem, name = text(package.get("ecosystem")), text(package.get("name"))
    told = text(vulnerable.get("vulnerable_version_range"))
    place = f"{ecosystem} {name}".strip()
    exact = re.fullmatch(r"=\s*(\S+)", told)
    if exact:
        _take(reading, ecosystem, name, exact[1], place)
    elif re.fullmatch(r">=?\s*0(?:\.0)*", told):
        _take(reading, ecosystem, name, "", place)
        reading.ask(
            f"{place}: the record names every version; was the package malicious from the start?"
        )
    else:
        reading.ask(f"{place}: which versions are {told or 'meant'}? the record does not list them")


def _take(reading: Reading, ecosystem: str, name: str, version: str, place: str) -> None:
    try:
        observable = _observable(ecosystem, name, version)
    except InvalidValueError as error:
        reading.leave_out(f"{place} {version}", error.problem)
        return
    standing = TagStanding.OVERWRITTEN if isinstance(observable, ActionRef) else None
    if standing:
        reading.ask(f"{observable}: was the ref overwritten, as the draft says, or created?")
    reading.take(Candidate(observable=observable, place=place, standing=standing))


def _observable(ecosystem: str, name: str, version: str) -> Observable:
    plain = ecosystem.partition(":")[0].lower()
    if plain in ("github actions", "actions"):
        return ActionRef.parse(f"github.com/{name}@{version}")
    if plain == "vscode":
        registry = "open-vsx" if "open-vsx" in ecosystem else "vs-marketplace"
        return Extension.parse(f"{registry}:{name}@{version}")
    type_ = _PURL_TYPES.get(plain)
    if type_ is None:
        raise InvalidValueError(f'the ecosystem "{ecosystem}" has no package URL type', "")
    path = name.replace(":", "/") if type_ == "maven" else name
    return Package.parse(f"pkg:{type_}/{path}@{version}" if version else f"pkg:{type_}/{path}")


def _commits(ranges: list[Json]) -> Iterator[tuple[str, str]]:
    for range_ in ranges:
        repository = re.sub(r"^https?://|\.git$|/$", "", text(range_.get("repo")))
        if range_.get("type") == "GIT" and repository:
            for event in mappings(range_.get("events")):
                yield (
                    text(event.get("introduced")) or text(event.get("last_affected")),
                    repository,
                )


def _range(range_: Json) -> str:
    parts = [f"{k} {v}" for event in mappings(range_.get("events")) for k, v in event.items()]
    return ", ".join(parts) or "meant"


def _iocs(reading: Reading, iocs: Json) -> None:
    for key in sorted(iocs):
        for value in texts(iocs[key]):
            try:
                observable = observable_of(_IOCS.get(key, key), value)
            except InvalidValueError as error:
                reading.leave_out(value, error.problem, f"iocs.{key}")
                continue
            reading.take(Candidate(observable=observable, place=f"iocs.{key}"))
