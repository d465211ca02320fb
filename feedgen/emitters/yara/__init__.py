"""YARA: the curated rules of incidents, and one exact rule per listed file.

Two files, because the second needs YARA's hash module, which some programs that read YARA do not
have. Rules are written by `feedgen.model.yara_text`, whose string encoder is the only way for a
text into a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from feedgen.emitters.rendering import Encoded, one_visible_line, render
from feedgen.emitters.yara.curated import CURATED, curated_rules
from feedgen.emitters.yara.hashes import HASH_TYPES, HASHES, hash_rules
from feedgen.emitters.yara.rule import Rule, claim
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission
from feedgen.model.declines import Declines
from feedgen.model.feed import DETECTION, Feed
from feedgen.model.instants import format_instant
from feedgen.model.ledger import Claim
from feedgen.model.observables import Family


def emit(feed: Feed) -> Iterator[Emission]:
    """Both files, and what the hash rules leave out or weaken.

    Raises:
        SourceError: for a curated rule that the check FG320 refuses.
    """
    rules: list[Rule] = []
    for item in hash_rules(feed):
        if isinstance(item, Omission):
            yield item
        else:
            rules.append(item)
    yield _artifact(feed, HASHES, "file hashes", rules)
    # What a curated rule holds is evidence only together with its other strings, so that the
    # file carries no indicator by itself.
    yield _artifact(feed, CURATED, "curated rules", curated_rules(feed), carries=())


def claims(feed: Feed) -> Iterator[Claim]:
    """One claim per rule; what a format leaves out has no rule."""
    yield from (claim(rule) for rule in curated_rules(feed))
    yield from (claim(item) for item in hash_rules(feed) if isinstance(item, Rule))


def _artifact(
    feed: Feed, path: str, title: str, rules: Sequence[Rule], carries: Iterable[str] | None = None
) -> Artifact:
    if carries is None:
        carries = [id_ for rule in rules for id_ in rule.covers]
    return Artifact(
        path=path, media_type="text/x-yara", chunks=_chunks(feed, path, title, rules),
        carries=carries,
    )  # fmt: skip


def _chunks(feed: Feed, path: str, title: str, rules: Sequence[Rule]) -> Iterator[bytes]:
    profile = feed.profile
    yield render(
        "yara.yar",
        title=one_visible_line(f"{profile.name} YARA rules: {title}"),
        version=one_visible_line(feed.release.version),
        as_of=Encoded(format_instant(feed.as_of)),
        tlp=Encoded(profile.tlp_limit.label),
        licence=one_visible_line(profile.licence),
        url=one_visible_line(f"{profile.base_url}/v1/latest/{path}"),
        hashes=path == HASHES,
        count=len(rules),
    ).encode()
    for rule in rules:
        yield b"\n" + rule.text(feed.stamp(rule.id)).encode()


_DECLINED = "YARA searches files; a value of this type stands only in curated rules for samples"

EMITTER = Emitter(
    name="yara",
    title="YARA rules for files",
    url="https://yara.readthedocs.io/",
    accepts=DETECTION,
    emit=emit,
    requires=("jinja2",),
    files={
        "yara/feedgen-hashes.yar": "YARA hash rules",
        "yara/feedgen.yar": "YARA rules",
    },
    claims=claims,
    declines=Declines(dict.fromkeys(Family, _DECLINED), holds=HASH_TYPES),
)
