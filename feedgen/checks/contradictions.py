"""FG307: source lines that say the same thing twice, or two things that cannot both be true.

Within an incident a value stands once, unless its details differ in what they are about: a tag
that pointed to two bad digests, a layer of two platforms, a file under two names. Across
incidents it may stand again, but not with another meaning. There are no exceptions. Bulk lists
may overlap, each other and what is curated: nobody edits their lines one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from feedgen.checks import Check
from feedgen.checks._standing import standing, standing_mentions
from feedgen.errors import Finding
from feedgen.model.feed import Feed
from feedgen.model.indicator import (
    CarrierDetail,
    CommitDetail,
    FileDetail,
    ImageDetail,
    ImageKind,
    Mention,
    TagDetail,
)
from feedgen.model.instants import format_instant
from feedgen.model.observables import Account, Commit, ImageDigest, Sha1, Sha256

CODE = "FG307"


def _run(feed: Feed) -> Iterator[Finding]:
    for mention in standing(feed):
        if mention.last_seen is not None and mention.first_seen is not None:
            yield from _times(mention)
    for indicator in feed.indicators:
        if len(indicator.mentions) > 1:
            mentions = tuple(standing_mentions(indicator))
            yield from _repeated(mentions)
            yield from _differing(mentions)
    yield from _two_kinds(feed)
    yield from _abused(feed)


def _abused(feed: Feed) -> Iterator[Finding]:
    """Accounts that are a victim's in one place and the attacker's in another."""
    abused = {
        account.value: incident
        for incident in feed.incidents
        for account in incident.abused_accounts
    }
    for mention in standing(feed, Account.type) if abused else ():
        incident = abused.get(mention.observable.value)
        if incident is not None:
            yield Finding(
                mention.location,
                CODE,
                f'"{mention.observable}" is the attacker\'s here, and abused in '
                f"{incident.location.path}",
                "an account has one standing: correct one",
            )


def _finding(mention: Mention, problem: str, other: Mention, remedy: str) -> Finding:
    problem = f'"{mention.observable}" {problem} {other.location}'
    return Finding(mention.location, CODE, problem, remedy)


def _times(mention: Mention) -> Iterator[Finding]:
    first, last = mention.first_seen, mention.last_seen
    if first is not None and last is not None and last < first:
        yield Finding(
            mention.location,
            CODE,
            f'"{mention.observable}" was last seen {format_instant(last)}, '
            f"before it was first seen {format_instant(first)}",
            "correct the times",
        )


def _repeated(mentions: Sequence[Mention]) -> Iterator[Finding]:
    first: dict[tuple[object, ...], Mention] = {}
    for mention in mentions:
        subject = (mention.incident_id, mention.bulk_list, *_subject(mention))
        other = first.setdefault(subject, mention)
        if other is not mention:
            yield _finding(mention, "is already listed at", other, "merge the two entries")


def _subject(mention: Mention) -> tuple[object, ...]:
    """What a mention's details are about; two mentions of one incident differ in it."""
    detail = mention.detail
    if isinstance(detail, ImageDetail):
        return detail.repositories, detail.platform
    if isinstance(detail, TagDetail):
        return detail.standing, detail.targets
    if isinstance(detail, CommitDetail):
        return (detail.repositories,)
    if isinstance(detail, FileDetail):
        return (detail.name,)
    return (detail.refs,) if isinstance(detail, CarrierDetail) else ()


def _standing_of(mention: Mention) -> str | None:
    detail = mention.detail
    # A reissued name is legitimate from then on, and may be overwritten like any other.
    if isinstance(detail, TagDetail) and detail.reissued is None:
        return detail.standing
    return None


def _match_of(mention: Mention) -> str | None:
    # An entry of a list says it of all values; what one is curated with is meant for that one.
    return None if mention.bulk else mention.match


def _kind_of(mention: Mention) -> str | None:
    detail = mention.detail
    if isinstance(detail, ImageDetail) and detail.kind is not ImageKind.UNKNOWN:
        return detail.kind
    return None


def _platform_of(mention: Mention) -> str | None:
    detail = mention.detail
    # Platforms may share a layer, never a manifest or config, which name the platform.
    if isinstance(detail, ImageDetail) and detail.kind is not ImageKind.LAYER:
        return detail.platform
    return None


def _of_file(name: str) -> Callable[[Mention], str | None]:
    def value(mention: Mention) -> str | None:
        found = getattr(mention.detail, name) if isinstance(mention.detail, FileDetail) else None
        return None if found is None else str(found)

    return value


_FIELDS: Mapping[str, tuple[Callable[[Mention], str | None], str]] = {
    "match": (_match_of, "write the same match in both places"),
    "standing": (_standing_of, "a name existed before or it did not: correct one"),
    "kind": (_kind_of, "a digest is of one document: correct one"),
    "platform": (_platform_of, "an image is for one platform: correct one"),
    "size": (_of_file("size"), "a file has one: correct the wrong one"),
    "sha256": (_of_file("sha256"), "a file has one: correct the wrong one"),
    "sha1": (_of_file("sha1"), "a file has one: correct the wrong one"),
    "md5": (_of_file("md5"), "a file has one: correct the wrong one"),
}
"""What all mentions of a value must agree on where they say it, how to read it, and the remedy."""


def _differing(mentions: Sequence[Mention]) -> Iterator[Finding]:
    for name, (value_of, remedy) in _FIELDS.items():
        saying = [(m, value) for m in mentions if (value := value_of(m)) is not None]
        for mention, value in saying[1:]:
            other, expected = saying[0]
            if value != expected:
                yield _finding(mention, f'has {name} "{value}", but "{expected}" at', other, remedy)


def _two_kinds(feed: Feed) -> Iterator[Finding]:
    """Git ids and image digests that are listed as file hashes too."""
    objects: dict[str, Mention] = {}
    for mention in standing(feed, Commit.type, ImageDigest.type):
        objects.setdefault(mention.observable.value.rpartition(":")[2], mention)
    for mention in standing(feed, Sha1.type, Sha256.type) if objects else ():
        other = objects.get(mention.observable.value)
        if other is not None:
            problem = f"is a file hash here, but the {other.observable.title} of"
            yield _finding(mention, problem, other, "it is no file's hash: keep the other one")


CHECK = Check(
    code=CODE,
    name="contradictions",
    title="duplicates and lines that contradict each other",
    run=_run,
)
