"""Rules → text, the lists beside them, the archive of both, and what the ledger remembers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from feedgen.emitters.rendering import Encoded, allowed_prose, render
from feedgen.emitters.suricata.lists import ValueList
from feedgen.emitters.suricata.ruleset import Rule, compile_rules
from feedgen.errors import InternalError
from feedgen.model.artifact import Artifact, Emission
from feedgen.model.feed import Feed
from feedgen.model.ledger import Claim, LedgerLine

_CHUNK = 256
"""Rules rendered at once."""


def claims(feed: Feed) -> Iterator[Claim]:
    """One claim a rule. Its content is the rule as written, without sid, rev and dates."""
    rules = compile_rules(feed).rules
    for batch in _batches(rules):
        lines = _render(batch, [None] * len(batch)).splitlines(keepends=True)
        for rule, line in zip(batch, lines, strict=True):
            yield Claim(
                id=rule.id, kind="suricata-rule", key=rule.key, content=line.encode("ascii"),
                takes_sid=True, covers=rule.covers,
            )  # fmt: skip


def emit(feed: Feed) -> Iterator[Emission]:
    """The archive for suricata-update, the same files one by one, and what no rule says."""
    made = compile_rules(feed)
    covered = dict.fromkeys(chain.from_iterable(dict.fromkeys(r.covers for r in made.rules)))
    covered |= dict.fromkeys(i.id for values in made.lists if values.bulk for i in values.members)
    text = tuple(_text(feed, made.rules))
    yield Artifact(
        path="suricata/feedgen.rules.tar.gz",
        media_type="application/gzip",
        chunks=(),
        carries=covered,
        # Under rules/, because some managers refuse an archive with files at its root.
        archive=(_licence(feed), *_files(made.lists, text, covered, "rules/")),
        md5_beside=True,
    )
    yield from _files(made.lists, text, covered, "suricata/rules/")
    yield from made.omissions


def _files(
    lists: Iterable[ValueList], text: Iterable[bytes], covered: Iterable[str], folder: str
) -> Iterator[Artifact]:
    for values in sorted(lists, key=lambda values: values.file):
        yield Artifact(
            path=f"{folder}{values.file}", media_type="text/plain", chunks=values.chunks(),
            carries=[member.id for member in values.members],
        )  # fmt: skip
    yield Artifact(
        path=f"{folder}feedgen.rules", media_type="text/plain", chunks=text, carries=covered
    )


def _licence(feed: Feed) -> Artifact:
    profile = feed.profile
    name = allowed_prose(profile.name, 100)
    text = f"{name} publishes these rules and lists under {profile.licence}.\n"
    return Artifact(path="rules/LICENSE", media_type="text/plain", chunks=(text.encode(),))


def _text(feed: Feed, rules: Sequence[Rule]) -> Iterator[bytes]:
    profile, release = feed.profile, feed.release
    yield render(
        "suricata.header.j2", producer=allowed_prose(profile.name, 100), serial=release.serial,
        version=allowed_prose(release.version, 40), count=len(rules),
        licence=allowed_prose(profile.licence, 100),
    ).encode("ascii")  # fmt: skip
    for batch in _batches(rules):
        yield _render(batch, [_stamp(feed.stamp(rule.id)) for rule in batch]).encode("ascii")


def _batches(rules: Iterable[Rule]) -> Iterator[list[Rule]]:
    remaining = iter(rules)
    while batch := list(islice(remaining, _CHUNK)):
        yield batch


_Stamp = dict[str, Encoded | int]


def _render(rules: Sequence[Rule], stamps: Iterable[_Stamp | None]) -> str:
    """One line a rule; without sid, rev and dates where there is no stamp."""
    lines = [
        {
            "form": rule.draft.form,
            "message": rule.message,
            "references": rule.context.references,
            "classtype": rule.classtype,
            "metadata": Encoded(f"{rule.context.metadata}, {rule.draft.metadata}"),
            "stamp": stamp,
            **rule.draft.match,
        }
        for rule, stamp in zip(rules, stamps, strict=True)
    ]
    return render("suricata.rules.j2", lines=lines)


def _stamp(line: LedgerLine) -> _Stamp:
    if line.sid is None:
        raise InternalError(f"the rule {line.key} was claimed without a sid")
    return {
        "created": Encoded(f"{line.created:%Y_%m_%d}"),
        "updated": Encoded(f"{line.modified:%Y_%m_%d}"),
        "sid": line.sid,
        "rev": line.rev,
    }
