"""Watchlists of Microsoft Sentinel, one per type, with `Value` as their search key.

The columns say what a join needs: how to compare, since when and why. queries/*.kql join a
watchlist with ASIM's parsers, whatever its length. Sentinel never deletes an item by itself, so
they leave out what has expired.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feedgen.emitters.lookups.lists import ANY_PORT, Lookup, cell, prose
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact
from feedgen.model.feed import Feed
from feedgen.model.image_references import NEEDS_TIME, is_always_bad
from feedgen.model.indicator import Indicator
from feedgen.model.instants import format_instant

HEADER = (
    "Value", "Match", "Action", "Confidence", "Incidents", "ValidUntil", "IndicatorId",
    "Description",
)  # fmt: skip
"""Only ever appended to."""
TYPES = (
    "account", "certificate", "commit", "domain", "email", "extension", "image_digest", "image_tag",
    "ip", "md5", "package", "sha1", "sha256", "systemd_unit", "url", "user_agent",
)  # fmt: skip
"""Whole values that some log holds as they are."""


def _row(feed: Feed, indicator: Indicator) -> Sequence[str]:
    return (
        cell(indicator.value), indicator.match.value, indicator.action.value,
        str(indicator.confidence), " ".join(indicator.incident_ids),
        format_instant(indicator.valid_until), indicator.id, prose(feed, indicator),
    )  # fmt: skip


def _check(indicator: Indicator) -> None:
    if indicator.type == "image_tag" and not is_always_bad(indicator):
        raise UnencodableError(NEEDS_TIME)


def _weaker(indicator: Indicator) -> str | None:
    return ANY_PORT if indicator.ports else None


LOOKUPS = tuple(
    Lookup(
        path=f"lookups/sentinel/feedgen_{type_}.csv", types=(type_,), header=HEADER, row=_row,
        check=_check, weaker=_weaker,
    )
    for type_ in TYPES
)  # fmt: skip
"""By path."""

_HEAD = """\
// Watchlist feedgen_{type}, search key Value, joined with {what}.
let listed = _GetWatchlist('feedgen_{type}')
    | where todatetime(ValidUntil) > now()
    | extend Value = tolower(tostring(SearchKey));
"""
_EXACT = """\
{table}
| extend Value = tolower({column})
| lookup kind=inner listed on Value
"""
_DOMAIN = """\
{table}
| where isnotempty({column})
| extend Labels = split(tolower(trim_end(@"\\.", {column})), ".")
| mv-expand with_itemindex=Depth Label = Labels to typeof(string)
| extend Value = strcat_array(array_slice(Labels, Depth, -1), ".")
| lookup kind=inner listed on Value
| where Depth == 0 or Match == "subdomains"
"""
_NETWORK = """\
// Addresses, and IPv4 networks.
let events = {table} | extend Value = tolower({column});
let addresses = events | lookup kind=inner (listed | where Value !contains "/") on Value;
let ranges = listed | where Value contains "/" and Value !contains ":";
let networks = events | project-away Value | evaluate ipv4_lookup(ranges, {column}, Value);
union addresses, networks
"""
_WEB = "_Im_WebSession"
_WEB_HOST = (
    f'{_WEB}\n| extend UrlHost = extract(@"^(?:[A-Za-z][A-Za-z0-9+.-]*://)?([^/:?#]+)", 1, Url)'
)
"""Every parser fills Url, with a scheme or without; not every one fills HttpHost."""
_QUERIES = (
    ("domain_dns", _DOMAIN, "domain", "_Im_Dns", "DnsQuery", "DNS queries"),
    ("domain_web", _DOMAIN, "domain", _WEB_HOST, "UrlHost", "proxy requests"),
    ("ip_network", _NETWORK, "ip", "_Im_NetworkSession", "DstIpAddr", "network sessions"),
    ("md5_process", _EXACT, "md5", "imProcessCreate", "TargetProcessMD5", "processes"),
    ("sha1_process", _EXACT, "sha1", "imProcessCreate", "TargetProcessSHA1", "processes"),
    ("sha256_file", _EXACT, "sha256", "imFileEvent", "TargetFileSHA256", "files"),
    ("sha256_process", _EXACT, "sha256", "imProcessCreate", "TargetProcessSHA256", "processes"),
    ("url_web", _EXACT, "url", _WEB, "Url", "proxy requests"),
    ("user_agent_web", _EXACT, "user_agent", _WEB, "HttpUserAgent", "proxy requests"),
)


def queries() -> Iterator[Artifact]:
    """The queries that join the watchlists; they hold no value themselves."""
    for name, form, type_, table, column, what in _QUERIES:
        content = (_HEAD + form).format(type=type_, table=table, column=column, what=what)
        yield Artifact(
            path=f"lookups/sentinel/queries/{name}.kql", media_type="text/plain",
            chunks=(content.encode(),),
        )  # fmt: skip
