"""Records: one per package and incident, with every bad version listed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from feedgen.emitters._markdown import one_line, paragraphs
from feedgen.emitters.osv.subjects import TYPES, Affected, Subject, affected_by
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Omission, OmissionKind
from feedgen.model.feed import DETECTION, Feed
from feedgen.model.ids import object_uuid
from feedgen.model.incident import Exposure, Incident
from feedgen.model.indicator import Indicator, Mention
from feedgen.model.instants import format_instant

Json = dict[str, object]

SCHEMA_VERSION = "1.7.5"
_IOC_TYPES = {"domain": "domains", "ip": "ip_addresses", "url": "urls"}
_IOC_LIMIT = 100
"""Values of one type that a record repeats from its incident; a worm has hundreds of packages."""
_CWE = {
    "cweId": "CWE-506",
    "name": "Embedded Malicious Code",
    "description": "The product contains code that appears to be malicious in nature.",
}
_URL = re.compile(r"https?://[A-Za-z0-9.:-]+(?:[/?#][!-~]*)?")
_NOT_IN_URIS = re.compile(r"[^\w.~:/?@!$&'()*+,;=%-]|%(?![0-9A-Fa-f]{2})", re.ASCII)
"""RFC 3986; a `#` stands once, before the fragment."""
_NAME_LIMIT = 200
"""Characters of a name in a summary, which is one line for people."""


@dataclass(frozen=True, slots=True)
class _Member:
    """One thing that is bad, as one incident says it."""

    indicator: Indicator
    affected: Affected
    mention: Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record before it has its dates."""

    uuid: str
    id: str
    key: str
    body: Json
    carries: tuple[str, ...]
    """Ids of the indicators whose versions it lists as bad now."""
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a feed, by id, and what they do not say."""

    records: tuple[Record, ...]
    omissions: tuple[Omission, ...]


def records_of(feed: Feed) -> Records:
    """The records. Pure; the same for claims and afterwards."""
    members: dict[tuple[str, Subject], list[_Member]] = defaultdict(list)
    omissions: list[Omission] = []
    for indicator in feed.indicators:
        if indicator.type not in TYPES or indicator.action not in DETECTION:
            continue
        found, reason = _members(indicator)
        for member in found:
            members[member.mention.incident_id, member.affected.subject].append(member)
        if not indicator.is_active(feed.as_of):
            continue
        if not found:
            omissions.append(_omission(indicator, OmissionKind.SKIPPED, reason))
        weaker = next((m.affected.weaker for m in found if m.affected.weaker), None)
        if weaker:
            omissions.append(_omission(indicator, OmissionKind.PARTIAL, weaker))
    iocs = _iocs(feed)
    records = []
    for (incident_id, subject), group in sorted(members.items(), key=lambda item: item[0]):
        incident = feed.incidents_by_id[incident_id]
        record = _record(feed, incident, subject, group, iocs.get(incident_id, {}))
        if record is not None:
            records.append(record)
    return Records(tuple(sorted(records, key=lambda record: record.id)), tuple(omissions))


def _members(indicator: Indicator) -> tuple[list[_Member], str]:
    """What its mentions say, and why nothing where they say nothing."""
    found: list[_Member] = []
    reason = ""
    for mention in indicator.mentions:
        try:
            found += [_Member(indicator, a, mention) for a in affected_by(indicator, mention)]
        except UnencodableError as error:
            reason = error.reason
    return found, reason


def _omission(indicator: Indicator, kind: OmissionKind, reason: str) -> Omission:
    return Omission(indicator=indicator, kind=kind, reason=reason)


def prefix(feed: Feed) -> str:
    """The producer's name as the database's: `x_` is for databases that osv.dev does not gather."""
    name = re.sub(r"[^A-Z0-9]+", "-", feed.profile.name.upper()).strip("-")[:32].strip("-")
    return f"x_{name or 'FEED'}"


def _record(
    feed: Feed, incident: Incident, subject: Subject, group: list[_Member],
    iocs: Mapping[str, list[str]],
) -> Record | None:  # fmt: skip
    """The record, or None where everything that it listed has expired.

    A record is withdrawn when all that it listed was revoked; it then says what it had said.
    """
    live = [member for member in group if member.indicator.is_active(feed.as_of)]
    revoked = [member.indicator for member in group if member.indicator.revoked]
    if not live and len(revoked) < len(group):
        return None
    parts = (incident.id, subject.ecosystem, subject.name)
    uuid = object_uuid(feed.profile.namespace, "osv-record", *parts)
    id_ = f"{prefix(feed)}-{uuid.replace('-', '')[:16]}"
    shown = live or group
    return Record(
        uuid=uuid, id=id_, key=" ".join(parts),
        body=_body(feed, incident, subject, shown, id_)
        | ({} if live else _withdrawal(revoked, _summary(subject, shown)))
        | {"database_specific": _about(feed, incident, shown, iocs)},
        carries=tuple(sorted({member.indicator.id for member in live})),
        covers=tuple(sorted({member.indicator.id for member in shown})),
    )  # fmt: skip


def _withdrawal(revoked: Iterable[Indicator], said: str) -> Json:
    """`withdrawn`, and why: the specification asks for the reason in the summary."""
    at, reason = max((i.revoked_at, i.revoked_reason or "") for i in revoked if i.revoked_at)
    summary = f"Withdrawn: {said}: {one_line(reason) or 'no reason given'}"
    return {"withdrawn": format_instant(at), "summary": summary}


def _summary(subject: Subject, members: Iterable[_Member]) -> str:
    commits = all(member.affected.is_commit for member in members)
    what = "Malicious commits of" if commits else "Malicious code in"
    name = subject.name
    if len(name) > _NAME_LIMIT:
        name = f"{name[:_NAME_LIMIT]}…"
    return f"{what} {name} ({subject.ecosystem or 'git'})"


def _body(
    feed: Feed, incident: Incident, subject: Subject, members: list[_Member], id_: str
) -> Json:
    versions = sorted({member.affected.version for member in members})
    commits = sorted({m.affected.version for m in members if m.affected.is_commit})
    affected: Json = {}
    if subject.ecosystem:
        package = {"ecosystem": subject.ecosystem, "name": subject.name, "purl": subject.purl}
        affected["package"] = {name: text for name, text in package.items() if text}
        affected["versions"] = versions
    if commits:
        # From a commit to itself: without an end, all that was built upon it would be bad too.
        affected["ranges"] = [
            {
                "type": "GIT",
                "repo": subject.repository,
                "events": [{"introduced": commit}, {"last_affected": commit}],
            }
            for commit in commits
        ]
    affected["database_specific"] = {
        "cwes": [_CWE],
        "indicators": [
            {"id": id_, "version": version}
            for version, id_ in sorted({(m.affected.version, m.indicator.id) for m in members})
        ],
    }
    return {
        "schema_version": SCHEMA_VERSION,
        "id": id_,
        "related": sorted({_catalogued(text) for text in incident.vulnerabilities}),
        "summary": _summary(subject, members),
        "details": _details(incident, subject, versions),
        "affected": [affected],
        "references": list(_references(feed, incident, members)),
    }


def _catalogued(id_: str) -> str:
    """GitHub writes its ids in lower case after the prefix."""
    return f"GHSA{id_[4:].lower()}" if id_.upper().startswith("GHSA-") else id_.upper()


def _details(incident: Incident, subject: Subject, versions: Sequence[str]) -> str:
    listed = ", ".join(versions[:_IOC_LIMIT])
    more = f" and {len(versions) - _IOC_LIMIT} more" if len(versions) > _IOC_LIMIT else ""
    texts = (
        f"{incident.title}.",
        incident.summary,
        f"What is bad of {subject.name}: {listed}{more}. Nothing else of it is meant.",
        *incident.notes,
    )
    return "\n\n".join(filter(None, (paragraphs(text) for text in texts)))


def _references(feed: Feed, incident: Incident, members: Iterable[_Member]) -> Iterator[Json]:
    own = {ref.url: ref for member in members for ref in member.mention.references}
    references = own or {ref.url: ref for ref in incident.references}
    for url in sorted(references):
        if _URL.fullmatch(url):
            yield {"type": _reference_type(url), "url": _uri(url)}
    yield {"type": "WEB", "url": f"{feed.profile.base_url}/incidents/{incident.id}.html"}


def _uri(url: str) -> str:
    """The address with the rest in percent form: browsers forgive it, readers of OSV do not."""
    return "#".join(
        _NOT_IN_URIS.sub(lambda found: f"%{ord(found[0]):02X}", part)
        for part in url.split("#", maxsplit=1)
    )


def _reference_type(url: str) -> str:
    if re.search(r"/advisories/|/vulnerability/|/CVERecord", url):
        return "ADVISORY"
    if re.match(r"https://[^/]+/[^/]+/[^/]+/(?:issues|pull|discussions)/", url):
        return "DISCUSSION"
    return "ARTICLE"


def _about(
    feed: Feed, incident: Incident, members: Iterable[_Member], iocs: Mapping[str, list[str]]
) -> Json:
    exposures = {
        (exposure.incident_id, exposure.key): exposure
        for member in members
        for exposure in member.mention.exposures
    }
    tlp = max((m.indicator.tlp for m in members), key=lambda tlp: tlp.rank, default=incident.tlp)
    about: Json = {
        "incident": incident.id,
        "severity": incident.severity.value,
        "tlp": max(tlp, incident.tlp, key=lambda tlp: tlp.rank).value,
        "license": feed.profile.licence,
        "exposures": [_exposure(exposures[key]) for key in sorted(exposures)],
        "iocs": {name: values for name, values in iocs.items() if len(values) <= _IOC_LIMIT},
    }
    return {name: value for name, value in about.items() if value not in ([], {})}


def _exposure(exposure: Exposure) -> Json:
    windows = [
        {
            "from": format_instant(window.start),
            **({"until": format_instant(window.end)} if window.end else {}),
            "grade": window.grade.value,
        }
        for window in exposure.windows
    ]
    cached = exposure.cache_end if exposure.cache_tail else None
    tail = {"cached_until": format_instant(cached)} if cached else {}
    return {"component": one_line(exposure.component), "windows": windows, **tail}


def _iocs(feed: Feed) -> dict[str, dict[str, list[str]]]:
    """By incident: the hosts that its malicious code spoke to, in malicious-packages' form."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for indicator in feed.select(*_IOC_TYPES, actions=DETECTION):
        if not indicator.value.isascii():
            continue
        for id_ in sorted({m.incident_id for m in indicator.mentions if m.is_live}):
            # A value may be told under a narrower marking than its incident.
            if indicator.tlp.rank <= feed.incidents_by_id[id_].tlp.rank:
                found[id_][_IOC_TYPES[indicator.type]].append(indicator.value)
    return {id_: dict(sorted(values.items())) for id_, values in found.items()}
