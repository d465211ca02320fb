"""What stands around a detection: title, description, references, tags, level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from feedgen.emitters.rendering import Encoded
from feedgen.emitters.sigma.encoding import prose, yaml_scalar
from feedgen.emitters.sigma.family import Family
from feedgen.errors import UnencodableError
from feedgen.model.attack import techniques
from feedgen.model.incident import Incident, Severity
from feedgen.model.indicator import Action, Indicator
from feedgen.model.tlp import Tlp

_SMALL = frozenset(
    {
        "a", "an", "and", "as", "at", "by", "for", "from", "in", "new", "of", "on", "or", "over",
        "the", "through", "to", "via", "with", "without",
    }
)  # fmt: skip
"""Words that SigmaHQ's title validator leaves in lower case."""
_MAX_TITLE = 120
"""Characters, as SigmaHQ's validator allows."""
_MAX_SUMMARY = 300
_LOW_CONFIDENCE = 30
_DOUBTFUL = 50
_GIT_HOSTS = ("bitbucket.org", "codeberg.org", "github.com", "gitlab.com")
_PERMANENT = re.compile(r"/[0-9a-f]{40}(?:/|$)|/(?:advisories|issues|pull|discussions)/[\w-]+$")
_CVE = re.compile(r"CVE-(\d{4}-\d{4,})")


def title(incident: Incident, family: Family, kind: str) -> Encoded:
    """The incident's title in title case, what the rule sees, and what kind of hunt it is."""
    suffix = f" - {family.title}"
    if kind:
        suffix += f" - {_title_case(prose(kind, 40))}"
    return yaml_scalar(_title_case(prose(incident.title, _MAX_TITLE - len(suffix))) + suffix)


def _title_case(line: str) -> str:
    words = line.split(" ")
    while len(words) > 1 and words[-1].endswith("…") and words[-1][:-1] in _SMALL:
        words[-2:] = [words[-2] + "…"]
    return " ".join(word if word in _SMALL else _capital(word) for word in words)


def _capital(word: str) -> str:
    if not word.islower():
        return word
    first = next(number for number, character in enumerate(word) if character.islower())
    return word[:first] + word[first].upper() + word[first + 1 :]


def references(
    incident: Incident, indicators: Iterable[Indicator], documents: Iterable[str] = ()
) -> list[Encoded]:
    """URLs that support the values, or else the incident's, sorted; then those of the fields.

    SigmaHQ wants no ATT&CK pages (the tags say it) and, of git hosts, only what cannot change.
    """
    cited = {
        reference.url
        for indicator in indicators
        for mention in indicator.mentions
        if mention.incident_id == incident.id
        for reference in mention.references
    } or {reference.url for reference in incident.references}
    ordered = dict.fromkeys((*sorted(cited), *documents))
    return [line for url in ordered if (line := _reference(url)) is not None]


def _reference(url: str) -> Encoded | None:
    parts = urlsplit(url)
    if parts.hostname == "attack.mitre.org":
        return None
    if parts.hostname in _GIT_HOSTS and not _PERMANENT.search(parts.path):
        return None
    try:
        return yaml_scalar(url)
    except UnencodableError:
        return None


def tags(
    incident: Incident, family: Family, indicators: Iterable[Indicator], *, alert: bool
) -> list[Encoded]:
    """ATT&CK first, each technique with all its tactics; then CVE, kind of detection and TLP."""
    attack: set[str] = set()
    for id_ in incident.techniques:
        technique = techniques().get(id_)
        if technique is not None and family.tactics & set(technique.tactics):
            attack |= {f"attack.{id_.lower()}", *(f"attack.{name}" for name in technique.tactics)}
    cves = {f"cve.{match[1]}" for id_ in incident.vulnerabilities if (match := _CVE.fullmatch(id_))}
    kind = "detection.emerging-threats" if alert else "detection.threat-hunting"
    return [
        Encoded(tag) for tag in (*sorted(attack), *sorted(cves), kind, _tlp(incident, indicators))
    ]


def _tlp(incident: Incident, indicators: Iterable[Indicator]) -> str:
    limits: set[Tlp] = {mention.tlp for indicator in indicators for mention in indicator.mentions}
    narrowest = max(limits | {incident.tlp}, key=lambda tlp: tlp.rank)
    return f"tlp.{narrowest.value.replace('+', '-')}"


def level(incident: Incident, indicators: Sequence[Indicator], *, alert: bool) -> Encoded:
    """An alert is as severe as its incident, `critical` only with a value that may be blocked.

    One that rests on doubtful values alone is medium, or low. A hunt is never above medium:
    nobody is to be woken by it.
    """
    severity = incident.severity
    if not alert:
        grave = severity in (Severity.HIGH, Severity.CRITICAL)
        return Encoded(Severity.MEDIUM if grave else Severity.LOW)
    blocked = any(m.action is Action.BLOCK for found in indicators for m in found.mentions)
    if severity is Severity.CRITICAL and not blocked:
        severity = Severity.HIGH
    ceiling = _ceiling(max(found.confidence for found in indicators))
    return Encoded(min(severity, ceiling, key=list(Severity).index))


def _ceiling(confidence: int) -> Severity:
    if confidence < _LOW_CONFIDENCE:
        return Severity.LOW
    return Severity.MEDIUM if confidence < _DOUBTFUL else Severity.CRITICAL


def description(incident: Incident, family: Family, times: Iterable[str]) -> Iterator[str]:
    """The lines of the description: what is seen, of which incident, and what the log holds."""
    yield f'Detects {family.detects} listed for the incident "{prose(incident.title)}".'
    summary = prose(incident.summary, _MAX_SUMMARY)
    if summary:
        yield summary
    if family.log_holds is not None:
        yield family.log_holds.sentence
    windows = ", ".join(times)
    if windows:
        yield (
            f"These tags are legitimate outside their windows. Bound every query by {windows} "
            "(UTC), which includes the time that caches may have served the image."
        )
