"""What Zeek says of each observable type, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from feedgen.emitters.rendering import Encoded, allowed_prose
from feedgen.emitters.sensors import UNSEEN
from feedgen.model.artifact import Omission, OmissionKind
from feedgen.model.declines import Declines
from feedgen.model.feed import Feed
from feedgen.model.indicator import Indicator, Match

INTEL_FILE = "zeek/feedgen.intel"
SIGNATURE_FILE = "zeek/feedgen.sig"
DECLINES = Declines(
    {
        **UNSEEN,
        "image_tag": "a tag on the wire does not say what it resolves to; digests do",
    }
)
WITHOUT_CASE = ("email", "url", "user_agent")
"""Types whose canonical value has a case that Zeek's intelligence framework ignores."""


def described(indicator: Indicator, feed: Feed) -> Encoded:
    """One line for people, the same in signatures and in the intelligence file.

    The scripts suppress repeated notices by it, so both must say the same of one indicator.
    """
    incidents = [feed.incidents_by_id.get(id_) for id_ in indicator.incident_ids]
    title = next((incident.title for incident in incidents if incident), "")
    roles = _repeated(", ".join(indicator.roles), 40)
    value = allowed_prose(indicator.value.replace(".", "[.]"), 80)
    said = (
        f"{_repeated(feed.profile.name, 30)}: {indicator.observable.title} {value}",
        f"({roles})" if roles else "",
        f"of {_repeated(title, 80)}," if title else "",
        f"confidence {indicator.confidence}, indicator {allowed_prose(indicator.id, 40)}",
    )
    return Encoded(" ".join(part for part in said if part))


_repeated = lru_cache(maxsize=1024)(allowed_prose)
"""For texts that a million indicators share."""


def weaknesses(indicator: Indicator) -> Iterator[Omission]:
    """Where a file says less, or more, than the indicator."""
    if indicator.bulk and indicator.match is Match.SUBDOMAINS:
        yield _partial(
            indicator, "Zeek's intel framework compares whole names, and a list has no signatures"
        )
    elif indicator.match is Match.SUBDOMAINS:
        yield _partial(
            indicator,
            "Zeek's intel framework compares whole names; the signatures cover subdomains",
            INTEL_FILE,
        )
    if indicator.type in WITHOUT_CASE and indicator.value != indicator.value.lower():
        yield _partial(indicator, "Zeek's intel framework compares without case", INTEL_FILE)
    if indicator.type == "url" and indicator.value.startswith(("https:", "wss:")):
        yield _partial(indicator, "HTTPS hides the path: seen only where TLS is decrypted")
    if indicator.type == "certificate":
        yield _partial(indicator, "TLS 1.3 hides certificates")
    if indicator.type == "image_digest":
        yield _partial(
            indicator,
            "registries speak TLS: seen only on plain HTTP, as to an internal cache, or decrypted",
        )


def _partial(indicator: Indicator, reason: str, artifact: str | None = None) -> Omission:
    return Omission(
        indicator=indicator, kind=OmissionKind.PARTIAL, reason=reason, artifact=artifact
    )
