"""Threat intelligence files of Splunk Enterprise Security, one per collection.

Headers are those of "Supported types of threat intelligence in Splunk Enterprise Security"; ES
reads them without further settings. A row has one value only: ES matches every column by itself,
so that a file's name beside its hash would raise alerts on every file of that name.
"""

from __future__ import annotations

from collections.abc import Sequence

from feedgen.emitters.lookups.lists import ANY_PORT, Lookup, cell, prose
from feedgen.errors import UnencodableError
from feedgen.model.feed import Feed
from feedgen.model.indicator import Indicator, Match
from feedgen.model.observables import OBSERVABLE_TYPES, Path

EXACT_NAMES = "the lookup holds exact names, not the names below them"
NO_COLLECTION = "Splunk ES has no threat intelligence collection for this type"
_ASTERISK = "Splunk ES takes an asterisk in a lookup for a wildcard"
_NAMES = "Splunk ES looks up names of files, not paths"

_COLUMNS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "domain_intel": (("description", "domain", "weight"), {"domain": "domain"}),
    "email_intel": (("description", "src_user", "subject", "weight"), {"email": "src_user"}),
    "file_intel": (
        ("description", "file_hash", "file_name", "weight"),
        {"md5": "file_hash", "path": "file_name", "sha1": "file_hash", "sha256": "file_hash"},
    ),
    "http_intel": (
        ("description", "http_referrer", "http_user_agent", "url", "weight"),
        {"url": "url", "user_agent": "http_user_agent"},
    ),
    "ip_intel": (("description", "ip", "weight"), {"ip": "ip"}),
    "service_intel": (
        ("description", "service", "service_file_hash", "service_dll_file_hash", "weight"),
        {"systemd_unit": "service"},
    ),
}
"""By file: its header, and by type of observable the column that holds the value."""
UNKNOWN = tuple(
    sorted(OBSERVABLE_TYPES.keys() - {type_ for _, types in _COLUMNS.values() for type_ in types})
)
"""Types that no collection takes."""


def _row(
    header: Sequence[str], columns: dict[str, str], feed: Feed, indicator: Indicator
) -> Sequence[str]:
    filled = {
        "description": prose(feed, indicator),
        # Of 1 to 100; a weight multiplies the risk score.
        "weight": str(max(1, indicator.confidence)),
        columns[indicator.type]: cell(indicator.value),
    }
    return [filled.get(name, "") for name in header]


def _check(indicator: Indicator) -> None:
    observable = indicator.observable
    if isinstance(observable, Path) and not observable.is_bare_name:
        raise UnencodableError(_NAMES)
    if "*" in indicator.value:
        raise UnencodableError(_ASTERISK)


def _weaker(indicator: Indicator) -> str | None:
    if indicator.ports:
        return ANY_PORT
    return EXACT_NAMES if indicator.match is Match.SUBDOMAINS else None


def _lookup(name: str) -> Lookup:
    header, columns = _COLUMNS[name]
    return Lookup(
        path=f"lookups/splunk/{name}.csv", types=tuple(columns), header=header,
        row=lambda feed, indicator: _row(header, columns, feed, indicator),
        check=_check, weaker=_weaker,
    )  # fmt: skip


LOOKUPS = tuple(_lookup(name) for name in sorted(_COLUMNS))
"""By path."""
