"""Indicators: their properties, their claims, and their finished lines.

Made for a million of them: what indicators with the same context share is built once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import orjson

from feedgen.emitters.stix import description
from feedgen.emitters.stix.model_content import model_content
from feedgen.emitters.stix.objects import (
    SPEC_VERSION,
    Properties,
    identity_id,
    json_instant,
    json_line,
    millis,
    one_line,
    shortened,
    without_nothing,
)
from feedgen.emitters.stix.oci_extension import extension_id, extension_of
from feedgen.emitters.stix.patterns import pattern_of
from feedgen.errors import UnencodableError
from feedgen.model.attack import TACTIC_IDS
from feedgen.model.feed import Feed
from feedgen.model.ids import indicator_key
from feedgen.model.incident import Incident, Reference
from feedgen.model.indicator import Action, Indicator
from feedgen.model.instants import format_instant
from feedgen.model.ledger import Claim

_CONTEXT_LIMIT = 4096
"""How many contexts are remembered. A list has one, curated values have many and are few."""
_EXTENDED = frozenset({"image_digest"})
"""Types whose objects carry the OCI extension."""

_ROLE_PHASES: Mapping[str, str] = {
    "c2": "command-and-control",
    "delivery": "initial-access",
    "downloader": "execution",
    "dropper": "execution",
    "loader": "execution",
    "payload": "execution",
    "phishing": "initial-access",
}
"""ATT&CK's tactic for a role; a role may also be named as the tactic."""
_TYPE_PHASES: Mapping[str, str] = {"commit": "initial-access", "image_digest": "initial-access"}
"""What comes in through a supply chain does so whatever its role is."""

_HOST = re.compile(r"https?://(?:www\.)?([^/?#:@]+)", re.IGNORECASE)

_OWN = ("created", "extensions", "id", "modified", "name", "pattern")
"""Properties that no two indicators share, sorted; `extensions` only where it is used."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What indicators with the same context have in common, written once."""

    digest: str
    """SHA-256 of the model's content and the properties: claims live until all are made, so they
    name what they share instead of repeating it."""
    template: bytes
    """The object as JSON, with `%b` where a property of `_OWN` has its value, in their order."""


@lru_cache(maxsize=1024)
def _list_name(incident_id: str, bulk_list: str | None) -> str:
    """The ledger's name of a list: one text for a million lines."""
    return f"{incident_id} {bulk_list}"


class IndicatorObjects:
    """The STIX side of a feed's indicators. Pure: the same feed gives the same objects."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._identity = identity_id(feed.profile)
        self._extension = extension_id(feed.profile)
        self._contexts: dict[object, _Context] = {}
        self._stamps = feed.ledger.lines

    def line(self, indicator: Indicator) -> bytes:
        """The finished object as one line of JSON.

        Raises:
            UnencodableError: when no pattern can say the value.
        """
        stamp = self._stamps[indicator.id]
        extended = (self._extensions(indicator),) if _is_extended(indicator) else ()
        # In the order of _OWN.
        return self._context(indicator).template % (
            json_instant(stamp.created),
            *extended,
            b'"indicator--%b"' % indicator.id.encode(),
            json_instant(stamp.modified),
            json_line(shortened(indicator.value)),
            json_line(pattern_of(indicator.observable)),
        )

    def claim(self, indicator: Indicator) -> Claim:
        """What the ledger is to remember: of every indicator, whether STIX can say it or not.

        The content is what any format shows of it, and does not depend on the time of the build.
        """
        try:
            pattern: str | None = pattern_of(indicator.observable)
        except UnencodableError:
            pattern = None
        key = indicator_key(indicator.type, indicator.value, indicator.generation)
        digest = self._context(indicator).digest
        content = f"{key}\n{pattern}\n{digest}\n".encode(errors="surrogatepass")
        if _is_extended(indicator):
            content += self._extensions(indicator)
        if not indicator.bulk:
            return Claim(
                id=indicator.id, kind="indicator", key=key, content=content,
                revoked=indicator.revoked,
            )  # fmt: skip
        mention = indicator.mentions[0]
        return Claim(
            id=indicator.id, kind="indicator", key=key, content=content, revoked=indicator.revoked,
            bulk_list=_list_name(mention.incident_id, mention.bulk_list),
            revoked_at=indicator.revoked_at, revoked_reason=indicator.revoked_reason,
        )  # fmt: skip

    def _context(self, indicator: Indicator) -> _Context:
        key = _context_key(indicator)
        if key is None:
            return self._new_context(indicator)
        context = self._contexts.get(key)
        if context is None:
            if len(self._contexts) >= _CONTEXT_LIMIT:
                self._contexts.clear()
            context = self._contexts[key] = self._new_context(indicator)
        return context

    def _new_context(self, indicator: Indicator) -> _Context:
        properties = self._shared_properties(indicator)
        shown = _end_of(indicator) if indicator.revoked else model_content(indicator)
        content = json_line([shown, properties])
        return _Context(hashlib.sha256(content).hexdigest(), _template(indicator, properties))

    def _extensions(self, indicator: Indicator) -> bytes:
        return json_line({self._extension: extension_of(indicator)})

    def _tombstone(self, indicator: Indicator) -> Properties:
        """What stays of a revoked indicator.

        A revoked object has no later versions (STIX 2.1 §3.6), so it says nothing that an editor
        goes on changing: no notes, references, roles or incidents.
        """
        return {
            "type": "indicator",
            "spec_version": SPEC_VERSION,
            "created_by_ref": self._identity,
            "object_marking_refs": [indicator.tlp.marking_id],
            "description": _revocation(indicator),
            "indicator_types": ["unknown"],
            "pattern_type": "stix",
            "pattern_version": SPEC_VERSION,
            "valid_from": millis(indicator.valid_from),
            "revoked": True,
        }

    def _shared_properties(self, indicator: Indicator) -> Properties:
        if indicator.revoked:
            return self._tombstone(indicator)
        incidents = [self._feed.incidents_by_id[id_] for id_ in indicator.incident_ids]
        properties: Properties = {
            "type": "indicator",
            "spec_version": SPEC_VERSION,
            "created_by_ref": self._identity,
            "object_marking_refs": [indicator.tlp.marking_id],
            "description": description.of_indicator(indicator, incidents),
            "indicator_types": _indicator_types(indicator),
            "pattern_type": "stix",
            "pattern_version": SPEC_VERSION,
            "valid_from": millis(indicator.valid_from),
            "valid_until": millis(indicator.valid_until),
            "confidence": indicator.confidence,
            "labels": _labels(indicator),
            "kill_chain_phases": _phases(indicator),
            "external_references": [
                *(incident_page(incident, self._feed) for incident in incidents),
                *(external_reference(reference) for reference in indicator.references),
            ],
        }
        return without_nothing(properties)


def _is_extended(indicator: Indicator) -> bool:
    return indicator.type in _EXTENDED and not indicator.revoked


def _revocation(indicator: Indicator) -> str:
    at = format_instant(indicator.revoked_at) if indicator.revoked_at else ""
    return f"Revoked {at}: {' '.join((indicator.revoked_reason or '').split())}"


def _end_of(indicator: Indicator) -> list[str | None]:
    """What the ledger compares of a revoked indicator: when and why, which no format changes."""
    at = millis(indicator.revoked_at) if indicator.revoked_at else None
    return [at, indicator.revoked_reason]


def _template(indicator: Indicator, properties: Properties) -> bytes:
    names = (name for name in _OWN if name != "extensions" or _is_extended(indicator))
    # JSON text escapes every control character, so that a NUL stands for nothing but a gap.
    gaps = dict.fromkeys(names, orjson.Fragment(b"\0"))
    return json_line({**properties, **gaps}).replace(b"%", b"%%").replace(b"\0", b"%b")


def _context_key(indicator: Indicator) -> object:
    """Equal for indicators that differ in id, value and pattern only; None where it is unique."""
    if indicator.revoked_at is not None:
        return (
            indicator.tlp, indicator.revoked_at, indicator.revoked_reason, indicator.valid_from
        )  # fmt: skip
    mention = indicator.mentions[0]
    type_ = indicator.observable.type
    if len(indicator.mentions) > 1 or mention.detail is not None or type_ == "account":
        return None
    # What a list's values share is one object, which the feed keeps: compared as that, fast.
    return (
        type_, mention.incident_id, mention.action, mention.confidence, mention.tlp,
        mention.published, mention.valid_until, mention.match, mention.role, mention.first_seen,
        mention.last_seen, id(mention.exposures), id(mention.references), mention.note,
        id(mention.labels),
    )  # fmt: skip


def _indicator_types(indicator: Indicator) -> list[str]:
    if indicator.action is Action.HUNT:
        return ["anomalous-activity"]
    if indicator.type in _TYPE_PHASES:
        return ["compromised", "malicious-activity"]
    return ["malicious-activity"]


def _labels(indicator: Indicator) -> list[str]:
    roles = (f"role:{role}" for role in indicator.roles)
    return sorted({f"action:{indicator.action.value}", *roles, *indicator.labels})


def _phases(indicator: Indicator) -> list[Properties]:
    names = {_TYPE_PHASES.get(indicator.type)}
    for role in indicator.roles:
        plain = plain_role(role)
        names.add(_ROLE_PHASES.get(plain, plain if plain in TACTIC_IDS else None))
    return [
        {"kill_chain_name": "mitre-attack", "phase_name": name}
        for name in sorted(name for name in names if name)
    ]


def plain_role(role: str) -> str:
    """The role as a word of STIX's vocabularies: `Command and Control` is `command-and-control`."""
    return "-".join(role.lower().split())


def external_reference(reference: Reference) -> Properties:
    """A cited publication; its source is the site it stands on."""
    host = _HOST.match(reference.url)
    site = host[1].lower() if host else "reference"
    dated = f"{reference.title} ({reference.date})" if reference.date else reference.title
    return {"source_name": site, "description": dated, "url": reference.url}


def incident_page(incident: Incident, feed: Feed) -> Properties:
    """Where this feed tells of an incident."""
    return {
        "source_name": one_line(feed.profile.name),
        "external_id": incident.id,
        "description": incident.title,
        "url": f"{feed.profile.base_url}/incidents/{incident.id}.html",
    }
