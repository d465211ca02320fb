"""FG303: values on a MISP warninglist, which are benign or shared whoever reports them.

Lists, reasons and index are in `feedgen.checks._benign_index`.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.checks import Check, is_excepted
from feedgen.checks._benign_index import BenignIndex, Listed, benign_index
from feedgen.checks._hosts import is_address, is_host_only, url_host
from feedgen.checks._public_suffixes import Section, public_suffixes
from feedgen.checks._standing import standing
from feedgen.errors import Finding
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, Match, Mention
from feedgen.model.observables import Domain, Email, ImageDigest, Ip, Md5, Sha1, Sha256, Url

CODE = "FG303"

_TYPES = tuple(cls.type for cls in (Domain, Email, ImageDigest, Ip, Md5, Sha1, Sha256, Url))

Hit = tuple[str | None, Listed]
"""The entry where it is not the value itself, and the list."""


def _run(feed: Feed) -> Iterator[Finding]:
    for mention in standing(feed, *_TYPES):
        hit = _hit(benign_index(), mention)
        if hit is None or is_excepted(mention, CODE):
            continue
        entry, listed = hit
        place = f' ("{entry}")' if entry else ""
        on = f'is on the MISP warninglist "{listed.name}"{place}: {listed.reason}'
        remedy = f"remove it, or write exceptions: {{{CODE}: reason}}"
        yield Finding(mention.location, CODE, f'"{mention.observable}" {on}', remedy)


def _hit(index: BenignIndex, mention: Mention) -> Hit | None:
    observable = mention.observable
    value = observable.value
    if isinstance(observable, Domain):
        return _domain(index, value, mention.match)
    if isinstance(observable, Ip):
        return _address(index, value, mention.action)
    if isinstance(observable, Url):
        return _url(index, value, mention.action)
    if isinstance(observable, Email):
        found = (listed for pattern, listed in index.mailboxes if pattern.search(value))
        listed = next(found, None)
    else:
        listed = index.hashes.get(value.rpartition(":")[2])
    return None if listed is None else (None, listed)


def _address(index: BenignIndex, value: str, action: Action) -> Hit | None:
    hit = index.addresses.overlapping(value)
    if hit is None and action is Action.BLOCK:
        hit = index.rented.overlapping(value)
    return hit


def _domain(index: BenignIndex, host: str, match: Match) -> Hit | None:
    suffix, section = public_suffixes().suffix(host) or ("", Section.ICANN)
    is_platform = section is Section.PRIVATE
    if is_platform and suffix == host:
        return None  # FG305
    listed = index.hosts.at(host)
    if listed is not None:
        return None, listed
    if match is Match.SUBDOMAINS:
        under = index.hosts.under(host)
        if under is not None:
            return under
    over = index.trees.over(host)
    # Names that a vendor's customers choose below its domain are not the vendor's own: FG305.
    if over is None or (is_platform and f".{suffix}".endswith(f".{over[0]}")):
        return None
    return over


def _url(index: BenignIndex, url: str, action: Action) -> Hit | None:
    host = url_host(url)
    if is_host_only(url):
        return (
            _address(index, host, action) if is_address(host) else _domain(index, host, Match.EXACT)
        )
    listed = index.sites.at(host)
    return (host, listed) if listed is not None else index.sites.over(host)


CHECK = Check(code=CODE, name="warninglists", title="values on MISP warninglists", run=_run)
