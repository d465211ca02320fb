"""Lists, and what the ledger remembers of the rules that load them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from feedgen.emitters.suricata import EMITTER
from feedgen.model.indicator import Indicator, Match
from feedgen.model.observables import (
    Domain,
    ImageDigest,
    Sha256,
    UserAgent,
)
from tests.conftest import emit
from tests.engines.suricata_feeds import NOW, PROFILE, feed_of, indicator
from tests.engines.suricata_reader import ReadRule, read_dataset, read_rules

RULES = "suricata/rules/feedgen.rules"


def rules_of(*indicators: Indicator, **context: Any) -> list[ReadRule]:
    files, _ = emit(EMITTER, feed_of(EMITTER, indicators, **context))
    return read_rules(files[RULES])


def test_a_list_goes_to_its_incident_and_the_alert_says_which() -> None:
    shared = indicator(Sha256("a" * 64), incidents=("one-2026-05", "two-2026-05"), confidence=80)
    mine = indicator(Sha256("b" * 64), incidents=("two-2026-05",), confidence=20)
    files, _ = emit(EMITTER, feed_of(EMITTER, [shared, mine]))
    rules = read_rules(files[RULES])
    assert [rule.metadata["feedgen_indicator"] for rule in rules] == [[shared.id], [mine.id]]
    assert [rule.metadata["feedgen_incident"] for rule in rules] == [
        ["one-2026-05", "two-2026-05"], ["two-2026-05"],
    ]  # fmt: skip
    assert [rule.metadata["confidence"] for rule in rules] == [["High"], ["Low"]]


def test_a_list_is_of_a_category_only_if_all_its_values_are() -> None:
    both = [indicator(Sha256(letter * 64), role="payload") for letter in "ab"]
    other = indicator(Sha256("c" * 64), role="persistence")
    assert rules_of(*both)[0].message.startswith("FEEDGEN PAYLOAD File")
    assert rules_of(*both, other)[0].message.startswith("FEEDGEN MALWARE File")


def test_a_long_list_counts_its_members_instead_of_naming_them() -> None:
    many = [indicator(Domain.parse(f"h{n}.example"), match=Match.EXACT) for n in range(41)]
    feed = feed_of(EMITTER, many)
    files, _ = emit(EMITTER, feed)
    for rule in read_rules(files[RULES]):
        assert "feedgen_indicator" not in rule.metadata
        assert "feedgen_action" not in rule.metadata
        assert rule.metadata["feedgen_list_action"] == ["block"]
        assert rule.metadata["feedgen_listed"] == ["41"]
    (name,) = [name for name in files if "domains" in name and "!" not in name]
    assert read_dataset(files[name]) == sorted(one.value for one in many)
    for claim in EMITTER.claims(feed):
        assert claim.covers == tuple(sorted(one.id for one in many))


def test_sid_is_kept_and_rev_rises_exactly_with_the_content() -> None:
    first = indicator(Domain.parse("a.example"), match=Match.EXACT)
    second = indicator(Domain.parse("b.example"), match=Match.EXACT)
    agent = indicator(UserAgent.parse("x/1"))
    feed = feed_of(EMITTER, [first, agent])
    before = {rule.message: rule for rule in rules_of(first, agent)}
    later = replace(feed, indicators=(first, second, agent))
    later = replace(later, ledger=feed.ledger.advance(
        EMITTER.claims(later), as_of=NOW + timedelta(days=3), serial=2, sids=PROFILE.sids,
    ))  # fmt: skip
    files, _ = emit(EMITTER, later)
    after = {rule.message: rule for rule in read_rules(files[RULES])}
    assert {message: rule.sid for message, rule in after.items()} == {
        message: rule.sid for message, rule in before.items()
    }
    for message, rule in after.items():
        changed = "listed" in message
        assert rule.rev == (2 if changed else 1)
        assert rule.metadata["created_at"] == ["2026_05_01"]
        assert rule.metadata["updated_at"] == ["2026_05_04" if changed else "2026_05_01"]


def test_claims_do_not_depend_on_the_ledger() -> None:
    feed = feed_of(EMITTER, [indicator(Domain.parse("a.example")), indicator(Sha256("a" * 64))])
    claims = list(EMITTER.claims(feed))
    assert list(EMITTER.claims(replace(feed, ledger=type(feed.ledger)()))) == claims
    assert all(claim.takes_sid and claim.kind == "suricata-rule" for claim in claims)
    assert len({claim.id for claim in claims}) == len({claim.key for claim in claims}) == 5
    assert all(b"sid:" not in claim.content and b"2026_" not in claim.content for claim in claims)


def test_two_feeds_never_share_the_name_of_a_set() -> None:
    other = replace(PROFILE, namespace=UUID(int=7))
    names = set()
    for profile in (PROFILE, other):
        files, _ = emit(EMITTER, feed_of(EMITTER, [indicator(Sha256("a" * 64))], profile=profile))
        names |= {name for name in files if "datasets" in name and "!" not in name}
    assert len(names) == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "日本", "A b;c", "x" * 300])
def test_an_incident_id_never_shapes_a_path(name: str) -> None:
    digest = indicator(ImageDigest.parse("sha256:" + "1" * 64), incidents=(name,))
    files, _ = emit(EMITTER, feed_of(EMITTER, [digest]))
    (path,) = [path for path in files if "digests" in path and "!" not in path]
    folder, _, stem = path.rpartition("/")
    assert folder == "suricata/rules/datasets"
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert len(stem) <= 63 + len(".lst")
