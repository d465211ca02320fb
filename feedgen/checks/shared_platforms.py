"""FG305: public suffixes and shared platforms, and values that lean on them without saying why.

A platform itself is never an indicator. A tenant's name below one is, as long as the tenant has
it: the source says `match: exact` and writes down why the name is the attacker's. A URL on one is
precise, but a blocklist that knows only hosts would cut the platform off, so it is for detection.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.checks import Check, is_excepted
from feedgen.checks._hosts import is_address, is_host_only, url_host
from feedgen.checks._platforms import platforms
from feedgen.checks._public_suffixes import Section, public_suffixes
from feedgen.checks._standing import standing
from feedgen.checks._suffixes import SuffixIndex
from feedgen.errors import Finding
from feedgen.model.feed import Feed
from feedgen.model.indicator import Action, Match, Mention
from feedgen.model.observables import Domain, Url

CODE = "FG305"

_REASON = f"exceptions: {{{CODE}: reason}}"
_NEVER = "remove it, and list the attacker's own hosts"


def _run(feed: Feed) -> Iterator[Finding]:
    for mention in standing(feed, Domain.type, Url.type):
        judge = _domain if isinstance(mention.observable, Domain) else _url
        complaint = judge(platforms(), mention)
        if complaint is not None:
            problem, remedy = complaint
            yield Finding(mention.location, CODE, f'"{mention.observable}" {problem}', remedy)


def _domain(known: SuffixIndex[str], mention: Mention) -> tuple[str, str] | None:
    host = mention.observable.value
    exact = mention.match is Match.EXACT
    if public_suffixes().suffix(host) == (host, Section.ICANN):
        return "is a public suffix of a registry", _NEVER
    if exact and is_excepted(mention, CODE):
        return None
    what = known.at(host)
    if what is not None:
        return f"is {what}", _NEVER
    if not exact:
        under = known.under(host)
        if under is not None:
            return f"covers {under[0]}, {under[1]}", _NEVER
    over = known.over(host)
    if over is None:
        return None
    needed = _REASON if exact else f"match: exact and {_REASON}"
    return f"lies below {over[0]}, {over[1]}", f"if the attacker holds the name, write {needed}"


def _url(known: SuffixIndex[str], mention: Mention) -> tuple[str, str] | None:
    url = mention.observable.value
    host = url_host(url)
    if is_address(host) or is_excepted(mention, CODE):
        return None
    what = known.at(host)
    if what is not None and is_host_only(url):
        return f"is all of {host}, {what}", _NEVER
    if mention.action is not Action.BLOCK:
        return None
    if what is None:
        over = known.over(host)
        if over is None:
            return None
        host, what = over
    return f"would block a URL on {host}, {what}", f"write action: detect, or {_REASON}"


CHECK = Check(
    code=CODE,
    name="shared_platforms",
    title="public suffixes and platforms that many share",
    run=_run,
)
