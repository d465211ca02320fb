"""One rule per listed file, by the strongest of its hashes.

A file whose size is known costs a scanner nothing: other sizes are never hashed. Where it is not
known, files up to `SIZE_LIMIT` are hashed, once for all rules, since both engines keep the digest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from feedgen.emitters.yara.rule import Rule, rule_id
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Omission, OmissionKind
from feedgen.model.feed import DETECTION, Feed
from feedgen.model.indicator import FileDetail, Indicator
from feedgen.model.yara_text import HASH_RULE_PREFIX, rule_text

HASHES = "yara/feedgen-hashes.yar"
HASH_TYPES = {"sha256": 64, "sha1": 40, "md5": 32}
"""Observable types and their hex digits, the strongest first."""
SIZE_LIMIT = "256MB"
"""Above what incidents have listed so far, below most databases and disk images."""

_TITLES = {"sha256": "SHA-256", "sha1": "SHA-1", "md5": "MD5"}
_UNKNOWN_SIZE = f"the file's size is not known, and files above {SIZE_LIMIT} are not hashed"


def hash_rules(feed: Feed) -> Iterator[Rule | Omission]:
    """The rules by key, and the hashes that are left out or weakened."""
    files: dict[tuple[str, str], list[Indicator]] = defaultdict(list)
    for indicator in feed.select(*HASH_TYPES, actions=DETECTION):
        files[_file_of(indicator)].append(indicator)
    for key in sorted(files):
        members = sorted(files[key], key=lambda i: (-HASH_TYPES[i.type], i.value, i.id))
        sizes = {detail.size for member in members for detail in member.details(FileDetail)}
        sizes.discard(None)
        size = sizes.pop() if len(sizes) == 1 else None
        try:
            rule = _rule(feed, key, members, size)
        except UnencodableError as error:
            yield from (
                Omission(indicator=member, kind=OmissionKind.SKIPPED, reason=error.reason)
                for member in members
            )
            continue
        if size is None:
            yield from (
                Omission(
                    indicator=member,
                    kind=OmissionKind.PARTIAL,
                    reason=_UNKNOWN_SIZE,
                    artifact=HASHES,
                )
                for member in members
            )
        yield rule


def _file_of(indicator: Indicator) -> tuple[str, str]:
    """The strongest hash that all mentions agree on: hashes of one file give the same key."""
    for type_ in HASH_TYPES:
        if type_ == indicator.type:
            break
        named = {getattr(detail, type_) for detail in indicator.details(FileDetail)} - {None}
        if len(named) == 1:
            return type_, named.pop()
    return indicator.type, indicator.value


def _rule(feed: Feed, key: tuple[str, str], members: Sequence[Indicator], size: int | None) -> Rule:
    """The rule for one file.

    Raises:
        UnencodableError: for a value that is no hash.
    """
    details = [detail for member in members for detail in member.details(FileDetail)]
    names = sorted({detail.name for detail in details if detail.name})
    literals = {member.value: _hash_literal(member) for member in members}
    readable_key = f"file {key[0]}:{key[1]}"
    id_ = rule_id(feed, readable_key)
    covers = tuple(sorted(member.id for member in members))
    references = sorted({ref.url for member in members for ref in member.references})
    incidents = sorted({incident for member in members for incident in member.incident_ids})
    tlp = max((member.tlp for member in members), key=lambda tlp: tlp.rank)
    made = Rule(
        id=id_,
        key=readable_key,
        covers=covers,
        head=[
            ("description", _description(feed, members[0].type, names, incidents)),
            ("author", feed.profile.name),
            ("id", id_),
        ],
        tail=[
            *(("reference", url) for url in references),
            *(("hash", member.value) for member in members),
            ("score", max(member.confidence for member in members)),
            ("license", feed.profile.licence),
            ("tlp", tlp.label),
            *(("incident", incident) for incident in incidents),
            *(("indicator", indicator_id) for indicator_id in covers),
        ],
        write=partial(
            rule_text,
            name=_name(key, names),
            condition=_condition(members, literals, size),
        ),
    )
    made.text()
    return made


def _hash_literal(indicator: Indicator) -> str:
    """A hash in quotes: lower case, for engines compare literals byte by byte.

    Raises:
        UnencodableError: for anything but the type's number of lower-case hex digits.
    """
    if not re.fullmatch(rf"[0-9a-f]{{{HASH_TYPES[indicator.type]}}}", indicator.value):
        raise UnencodableError(f"the value is no {_TITLES[indicator.type]} hash in lower case")
    return f'"{indicator.value}"'


def _condition(
    members: Sequence[Indicator], literals: dict[str, str], size: int | None
) -> list[str]:
    """The strongest hash decides; a weaker one is asked too where reports disagree about it."""
    tests: list[str] = []
    for type_ in HASH_TYPES:
        same = [member for member in members if member.type == type_]
        if same and (not tests or len(same) > 1):
            tests += [f"hash.{type_}(0, filesize) == {literals[m.value]}" for m in same]
    guard = f"filesize <= {SIZE_LIMIT}" if size is None else f"filesize == {size}"
    return [guard, tests[0] if len(tests) == 1 else f"({' or '.join(tests)})"]


def _name(key: tuple[str, str], names: Sequence[str]) -> str:
    """Unique by the whole hash; the file's name is in it for people."""
    if not re.fullmatch(r"[0-9a-f]{32,64}", key[1]):
        raise UnencodableError("another hash of the same file is no hash in lower case")
    slug = re.sub(r"[^A-Za-z0-9]+", "_", names[0]).strip("_")[:40] if names else ""
    return f"{HASH_RULE_PREFIX}{slug}{'_' if slug else ''}{key[1]}"


def _description(feed: Feed, type_: str, names: Sequence[str], incidents: Sequence[str]) -> str:
    """One sentence within the 60 to 400 characters that rule collections ask for."""
    named = f" {', '.join(names)}" if names else ""
    titles = "; ".join(
        feed.incidents_by_id[id_].title if id_ in feed.incidents_by_id else id_ for id_ in incidents
    )
    text = (
        f"Detects the file{named[:120]} by its exact {_TITLES[type_]} hash,"
        f" as listed for this incident: {titles}"
    )
    plain = " ".join(text.replace("://", " ").split())
    return plain if len(plain) <= 400 else plain[:397] + "..."
