"""Tables: read back by the standard readers, they say exactly what the feed says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen.emitters import emitters
from feedgen.emitters.tables import EMITTER
from feedgen.emitters.tables.cells import csv_chunks, joined
from feedgen.emitters.tables.facts import Facts, facts
from feedgen.emitters.tables.rows import EXPOSURES, INDICATORS, KNOWN_GOOD, REVOKED
from feedgen.model.artifact import Artifact, OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.incident import Exposure, Grade, Reference, Status, Window
from feedgen.model.indicator import Action, ImageDetail, ImageKind, Match, Mention
from feedgen.model.instants import Duration
from feedgen.model.observables import Domain, ImageDigest, UserAgent
from feedgen.model.tlp import Tlp
from tests.conftest import TESTS, Golden, emit
from tests.engines.conformance import HOSTILE, LOADS
from tests.model.made_feeds import (
    INCIDENT,
    accounted,
    base,
    indicator,
    listed,
    made,
    mention,
    small,
)

TABLES = {
    "exposures.csv": EXPOSURES,
    "indicators.csv": INDICATORS,
    "known-good.csv": KNOWN_GOOD,
    "revoked.csv": REVOKED,
}
Row = dict[str, str]


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@pytest.fixture(scope="module")
def files(feed: Feed) -> dict[str, bytes]:
    return emit(EMITTER, feed)[0]


def rows(data: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def one(table: list[Row], **wanted: str) -> Row:
    (found,) = [row for row in table if wanted.items() <= row.items()]
    return found


def split(cell: str) -> list[str]:
    """A cell with several parts, taken apart as docs/tables.md says."""
    return [re.sub(r"\\(.)", r"\1", part) for part in re.findall(r"(?:[^\\|]|\\.)+", cell)]


def test_golden(files: dict[str, bytes], golden: Golden) -> None:
    golden("tables/small", files)


def test_every_active_indicator_is_carried(feed: Feed, tmp_path: Path) -> None:
    staged = accounted(EMITTER, feed, tmp_path)
    assert not staged.omissions
    counts = {file.path: file.indicators for file in staged.files}
    assert counts["indicators.csv"] == counts["indicators.ndjson"] == len(feed.active)


@pytest.mark.judged(
    "indicators.csv", "exposures.csv", "known-good.csv", "revoked.csv", by="csv", asks=LOADS
)
def test_the_header_is_the_first_line_and_rows_are_as_long(files: dict[str, bytes]) -> None:
    for path, columns in TABLES.items():
        table = list(csv.reader(io.StringIO(files[path].decode(), newline="")))
        assert table[0] == list(columns)
        assert {len(row) for row in table} == {len(columns)}
        assert b"\r" not in files[path]
        assert files[path].endswith(b"\n")


def test_two_incidents_are_one_row(files: dict[str, bytes]) -> None:
    row = one(rows(files["indicators.csv"]), value="audit.alpha.example")
    assert row == {
        **dict.fromkeys(INDICATORS, ""),
        "id": "2d7ef453-39f7-534a-a6a8-d298e5c5e365",
        "type": "domain",
        "value": "audit.alpha.example",
        "match": "subdomains",
        "action": "block",
        "confidence": "95",
        "tlp": "clear",
        "severity": "critical",
        "roles": "c2|exfiltration",
        "incidents": "alpha-registry-2026-04|beta-worm-2026-04",
        "valid_from": "2026-04-22T18:00:00Z",
        "valid_until": "2028-04-28T09:00:00Z",
        "created": "2026-05-01T12:00:00Z",
        "modified": "2026-05-01T12:00:00Z",
        "generation": "1",
        "references": "https://reports.example/alpha|https://reports.example/beta",
    }


def test_an_overwritten_tag_has_its_windows_with_their_cache_tail(files: dict[str, bytes]) -> None:
    found = [
        (row["from"], row["until"], row["cache_until"], row["grade"], row["targets"])
        for row in rows(files["exposures.csv"])
        if row["value"] == "docker.io/alpha/scanner:latest" and row["standing"] == "overwritten"
    ]
    digest = "sha256:" + "1" * 64
    assert found == [
        ("2026-04-22T12:31:00Z", "2026-04-22T13:05:00Z", "2026-04-29T13:05:00Z", "confirmed", digest),
        ("2026-04-22T13:05:00Z", "2026-04-22T15:42:00Z", "2026-04-29T15:42:00Z", "disputed", digest),
    ]  # fmt: skip


def test_exposures_hold_tags_mirrors_digests_refs_and_carriers(files: dict[str, bytes]) -> None:
    found = {(row["type"], row["value"], row["standing"]) for row in rows(files["exposures.csv"])}
    assert {
        ("image_tag", "mirror.example/alpha/scanner:v1.0", "overwritten"),
        ("image_tag", "docker.io/alpha/scanner:v1.1", "created"),
        ("image_digest", "sha256:" + "1" * 64, ""),
        ("commit", "d" * 40, ""),
        ("action_ref", "github.com/alpha/scan-action@0.24.0", "overwritten"),
        ("carrier", "github.com/alpha/carrier-action", "carrier"),
    } <= found


def test_a_window_that_is_open_has_no_end(files: dict[str, bytes]) -> None:
    row = one(rows(files["exposures.csv"]), type="action_ref")
    assert (row["from"], row["until"], row["cache_until"]) == ("2026-04-22T14:00:00Z", "", "")


def test_without_a_cache_tail_caches_end_with_the_window(feed: Feed) -> None:
    at = datetime(2026, 4, 1, tzinfo=UTC)
    window = Window(start=at, end=at.replace(hour=5), grade=Grade.CONFIRMED, note="one\n two")
    for tail, expected in ((None, "2026-04-01T05:00:00Z"), (Duration(9000, "y"), "")):
        exposure = Exposure(
            incident_id=INCIDENT, key="k", component="c", windows=(window,), cache_tail=tail
        )
        there = listed(feed, Domain("a.example"), emitter=EMITTER, exposures=(exposure,) * 2)
        (row,) = rows(emit(EMITTER, there)[0]["exposures.csv"])
        assert (row["cache_until"], row["note"]) == (expected, "one two")


def test_tombstones_are_kept_by_id_because_a_value_may_come_back(files: dict[str, bytes]) -> None:
    revoked = rows(files["revoked.csv"])
    assert [(r["value"], r["generation"], r["revoked_at"], r["reason"]) for r in revoked] == [
        ("back.beta.example", "1", "2026-04-28T12:00:00Z", "Not ours after all"),
        ("old.alpha.example", "1", "2026-04-25T00:00:00Z", "It was a researcher's sinkhole"),
    ]
    active = rows(files["indicators.csv"])
    assert one(active, value="back.beta.example")["generation"] == "2"
    assert {row["id"] for row in revoked}.isdisjoint(row["id"] for row in active)
    assert not [
        row for row in active if row["value"] in ("old.alpha.example", "expired.beta.example")
    ]


def test_known_good_values_say_where_they_live(files: dict[str, bytes]) -> None:
    row = one(rows(files["known-good.csv"]), type="image_digest")
    assert (row["label"], row["repository"], row["incident"]) == (
        "v1.0", "docker.io/alpha/scanner", INCIDENT,
    )  # fmt: skip


def test_a_carrier_says_why(files: dict[str, bytes]) -> None:
    row = one(rows(files["indicators.csv"]), type="carrier")
    assert (row["standing"], row["note"]) == (
        "carrier", "before 98b796e9: its Dockerfile builds FROM a mutable tag",
    )  # fmt: skip


def test_ndjson_keeps_what_every_incident_says(files: dict[str, bytes]) -> None:
    lines = [json.loads(line) for line in files["indicators.ndjson"].splitlines()]
    assert len({tuple(sorted(line)) for line in lines}) == 1, "the same keys on every line"
    (line,) = [line for line in lines if line["value"] == "audit.alpha.example"]
    said = [(m["incident"], m["action"], m["confidence"], m["role"]) for m in line["mentions"]]
    assert said == [
        ("alpha-registry-2026-04", "block", 90, "exfiltration"),
        ("beta-worm-2026-04", "detect", 95, "c2"),
    ]
    (image,) = [line for line in lines if line["value"] == "sha256:" + "2" * 64]
    assert image["mentions"][0]["image"] == {
        "repositories": ["docker.io/alpha/scanner"],
        "mirrors": ["mirror.example/alpha/scanner"],
        "kind": "manifest",
        "platform": "linux/amd64",
        "index": "sha256:" + "1" * 64,
        "tags_created": ["v1.1"],
        "tags_overwritten": ["latest", "v1.0"],
    }
    assert image["exposures"][0]["windows"][1]["cache_until"] == "2026-04-29T15:42:00Z"


def test_both_tables_agree(files: dict[str, bytes]) -> None:
    lines = [json.loads(line) for line in files["indicators.ndjson"].splitlines()]
    table = rows(files["indicators.csv"])
    shared = ("id", "type", "value", "match", "action", "severity", "valid_from", "valid_until")
    assert [[line[key] for key in shared] for line in lines] == [
        [row[key] for key in shared] for row in table
    ]


def incidents(feed: Feed) -> list[dict[str, Any]]:
    data = emit(EMITTER, feed)[0]["incidents.ndjson"]
    return [json.loads(line) for line in data.splitlines() if line]


def test_every_incident_has_a_line_with_the_same_keys(feed: Feed) -> None:
    lines = incidents(feed)
    assert [line["id"] for line in lines] == [incident.id for incident in feed.incidents]
    assert len({tuple(line) for line in lines}) == 1
    (alpha, *_) = lines
    assert alpha["summary"] == feed.incidents[0].summary
    assert alpha["techniques"][0] == {"id": "T1041", "name": "Exfiltration Over C2 Channel"}
    assert alpha["counts"]["active"] == sum(INCIDENT in i.incident_ids for i in feed.active)


def test_an_incident_has_the_id_of_its_stix_report(feed: Feed) -> None:
    reports = {
        claim.id: claim.key for claim in emitters()["stix"].claims(feed) if claim.kind == "report"
    }
    assert {line["uuid"]: line["id"] for line in incidents(feed)} == reports


def test_both_files_say_an_exposure_in_the_same_words(feed: Feed) -> None:
    said = {(e["incident"], e["key"]): e for line in incidents(feed) for e in line["exposures"]}
    lines = [json.loads(x) for x in emit(EMITTER, feed)[0]["indicators.ndjson"].splitlines()]
    there = [exposure for line in lines for exposure in line["exposures"]]
    assert there
    assert all(said[e["incident"], e["key"]] == e for e in there)


def test_drafts_and_abused_accounts_come_out_nowhere(feed: Feed) -> None:
    alpha = feed.incidents[0]
    assert [account.name for account in alpha.abused_accounts] == ["alpha-bot"]
    assert "alpha-bot" not in json.dumps(incidents(feed))
    assert incidents(replace(feed, incidents=(replace(alpha, status=Status.DRAFT),))) == []


def test_a_withdrawn_incident_says_since_when_and_why(feed: Feed) -> None:
    gone = replace(
        feed.incidents[0], status=Status.WITHDRAWN, withdrawn_at=feed.as_of,
        withdrawn_reason="It was a test.",
    )  # fmt: skip
    (line,) = incidents(replace(feed, incidents=(gone,), indicators=feed.revoked))
    assert (line["status"], line["withdrawn_at"], line["withdrawn_reason"]) == (
        "withdrawn", "2026-05-01T12:00:00Z", "It was a test.",
    )  # fmt: skip
    assert line["counts"] == {"active": 0, "revoked": 1, "by_type": {}, "by_action": {}}


@pytest.mark.parametrize(
    ("ends", "seen", "first", "last"),
    [
        ((5, 9), (None, None), "2026-04-01T00:00:00Z", "2026-04-09T00:00:00Z"),
        ((5, None), (None, 20), "2026-04-01T00:00:00Z", None),
        ((), (3, 4), "2026-04-03T00:00:00Z", "2026-04-04T00:00:00Z"),
        ((5,), (3, 20), "2026-04-01T00:00:00Z", "2026-04-20T00:00:00Z"),
        ((), (None, None), None, None),
    ],
)
def test_when_an_incident_was_seen(
    feed: Feed,
    ends: tuple[int | None, ...],
    seen: tuple[int | None, int | None],
    first: str | None,
    last: str | None,
) -> None:
    def day(number: int | None) -> datetime | None:
        return datetime(2026, 4, number, tzinfo=UTC) if number else None

    windows = tuple(
        Window(start=datetime(2026, 4, 1, tzinfo=UTC), end=day(end), grade=Grade.CONFIRMED)
        for end in ends
    )
    exposure = Exposure(incident_id=INCIDENT, key="k", component="c", windows=windows)
    alpha = replace(feed.incidents[0], exposures=(exposure,) if windows else ())
    there = listed(
        feed, Domain("a.example"), emitter=EMITTER, first_seen=day(seen[0]), last_seen=day(seen[1])
    )
    (line,) = incidents(replace(there, incidents=(alpha,)))
    assert (line["first_seen"], line["last_seen"]) == (first, last)


def test_a_kind_that_somebody_knows_wins(feed: Feed) -> None:
    digest = ImageDigest("sha256:" + "7" * 64)
    details = [
        ImageDetail(repositories=(f"docker.io/a/{kind}",), kind=kind)
        for kind in (ImageKind.UNKNOWN, ImageKind.INDEX)
    ]
    there = made(feed, [indicator(feed, *(mention(digest, detail=d) for d in details))])
    (row,) = rows(emit(EMITTER, there)[0]["indicators.csv"])
    assert (row["kind"], row["repositories"]) == ("index", "docker.io/a/index|docker.io/a/unknown")


def test_nothing_to_say_is_a_header_and_never_an_empty_file(feed: Feed) -> None:
    files, omissions = emit(EMITTER, replace(feed, indicators=(), known_good=()))
    assert not omissions
    for path, columns in TABLES.items():
        assert files[path] == (",".join(columns) + "\n").encode()
    assert files["indicators.ndjson"] == b"\n"
    assert emit(EMITTER, replace(feed, incidents=()))[0]["incidents.ndjson"] == b"\n"


def test_without_a_ledger_line_the_dates_are_empty(feed: Feed) -> None:
    unstamped = replace(feed, ledger=type(feed.ledger)())
    row = rows(emit(EMITTER, unstamped)[0]["indicators.csv"])[0]
    assert (row["created"], row["modified"]) == ("", "")


def test_many_rows_come_in_batches_and_in_order(feed: Feed) -> None:
    names = [f"h{number:05d}.example" for number in range(5000)]
    there = listed(feed, *(Domain(name) for name in names), emitter=EMITTER)
    chunks = {a.path: list(a.chunks) for a in EMITTER.emit(there) if isinstance(a, Artifact)}
    assert len(chunks["indicators.csv"]) == 3
    assert [row["value"] for row in rows(b"".join(chunks["indicators.csv"]))] == names
    lines = b"".join(chunks["indicators.ndjson"]).splitlines()
    assert [json.loads(line)["value"] for line in lines] == names


@pytest.mark.judged("indicators.csv", by="csv", asks=HOSTILE)
@pytest.mark.parametrize("text", ["=1+1", "+49", "-out payload", "@x", '=cmd|"/C calc"!A0'])
def test_what_a_spreadsheet_takes_for_a_formula_is_left_as_it_is(feed: Feed, text: str) -> None:
    files, _ = emit(EMITTER, listed(feed, UserAgent(text), emitter=EMITTER))
    assert [row["value"] for row in rows(files["indicators.csv"])] == [text]


def test_a_value_without_utf8_form_is_reported(feed: Feed, tmp_path: Path) -> None:
    there = listed(feed, UserAgent("a"), UserAgent("\ud800"), emitter=EMITTER)
    (group,) = accounted(EMITTER, there, tmp_path).omissions
    assert (group.kind, group.reason) == (OmissionKind.SKIPPED, "the value has no UTF-8 form")
    assert [row["value"] for row in rows((tmp_path / "indicators.csv").read_bytes())] == ["a"]


def test_a_tombstone_without_utf8_form_is_reported_too(feed: Feed) -> None:
    bad = indicator(feed, mention(UserAgent("\ud800")), revoked_at=feed.as_of, revoked_reason="no")
    files, (omission,) = emit(EMITTER, made(feed, [bad]))
    assert omission.indicator == bad
    assert rows(files["revoked.csv"]) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(
    [
        '"',
        "a,b",
        "x\r",
        "\n",
        "\r\n",
        '","',
        "|",
        "\\",
        "\\|",
        "#x",
        " lead",
        "trail ",
        "\0",
        "\u202e",
    ]
)


# Parts are labels, roles, names, URLs: one line, never empty.
PARTS = TEXTS.filter(lambda text: bool(text) and "\n" not in text)


@pytest.mark.judged(
    "indicators.csv", "exposures.csv", "known-good.csv", "revoked.csv", by="csv", asks=HOSTILE
)
@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=8))
def test_csv_reads_back_exactly(table: list[list[str]]) -> None:
    data = b"".join(csv_chunks(["a", "b"], table)).decode()
    assert list(csv.reader(io.StringIO(data, newline=""))) == [["a", "b"], *table]


@given(st.lists(PARTS, max_size=5))
def test_cells_with_several_parts_come_apart_again(parts: list[str]) -> None:
    assert split(joined(parts)) == parts


@pytest.mark.judged("indicators.csv", by="csv", asks=HOSTILE)
@settings(max_examples=40, deadline=None)
@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=4, unique=True), TEXTS)
def test_hostile_values_are_exact_in_both_tables(values: list[str], note: str) -> None:
    there = listed(base(), *(UserAgent(v) for v in values), emitter=EMITTER, note=note, role=note)
    files, omissions = emit(EMITTER, there)
    assert not omissions
    assert [row["value"] for row in rows(files["indicators.csv"])] == sorted(values)
    lines = [json.loads(line) for line in files["indicators.ndjson"].split(b"\n") if line]
    assert [line["value"] for line in lines] == sorted(values)
    assert {line["mentions"][0]["note"] for line in lines} == {note}


INSTANTS = st.none() | st.integers(0, 10**9).map(lambda s: datetime.fromtimestamp(s, tz=UTC))
REFERENCES = st.lists(
    st.builds(Reference, key=st.just("k"), title=st.just("t"), url=st.sampled_from("abc")),
    max_size=3,
).map(tuple)


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    return mention(
        Domain("a.example"),
        action=draw(st.sampled_from(Action)),
        confidence=draw(st.integers(0, 100)),
        tlp=draw(st.sampled_from(Tlp)),
        match=draw(st.sampled_from([Match.EXACT, Match.SUBDOMAINS])),
        role=draw(st.none() | st.sampled_from(["c2", "payload"])),
        labels=tuple(draw(st.lists(st.sampled_from("xyz"), max_size=3))),
        first_seen=draw(INSTANTS),
        last_seen=draw(INSTANTS),
        references=draw(REFERENCES),
        note=draw(st.none() | st.sampled_from(["n", "m", ""])),
    )


@settings(deadline=None)
@given(st.lists(mentions(), min_size=1, max_size=3))
def test_the_fast_way_to_the_facts_gives_the_same(said: Sequence[Mention]) -> None:
    made_of = indicator(base(), *said)
    assert facts(made_of) == Facts(*(getattr(made_of, name) for name in Facts._fields))


def test_the_page_explains_every_column() -> None:
    page = (TESTS.parent / "docs" / "tables.md").read_text(encoding="utf-8")
    for path, columns in TABLES.items():
        section = page.split(f"## {path}")[1].split("\n## ")[0]
        assert [c for c in columns if f"`{c}`" not in section] == []
    section = page.split("## incidents.ndjson")[1].split("\n## ")[0]
    assert [key for key in incidents(base())[0] if f"`{key}`" not in section] == []
