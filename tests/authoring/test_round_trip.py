"""What we publish comes back as it was: tables, STIX, MISP."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from feedgen.authoring import drafting
from feedgen.authoring.drafting import draft_incident
from feedgen.authoring.foreign.importing import read_document
from feedgen.emitters import emitters
from feedgen.model.feed import Feed
from feedgen.model.indicator import Indicator, Match
from feedgen.sources.incident_file import parse_incident
from feedgen.sources.tree import read_profile
from tests.conftest import AS_OF, TESTS, compile_corpus, emit

ROOTS = {"small": TESTS / "corpus" / "small", "iocs": TESTS.parent / "iocs"}
DAY = 10
"""Of an instant's text: published has no time of day in MISP."""


@pytest.fixture(autouse=True)
def _unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks would refuse what stands in the corpus only to show it, and what has an exception."""
    monkeypatch.setattr(drafting, "settle", lambda *_: {})


def imported(
    root: Path, work: Path, documents: Iterable[tuple[str, bytes]]
) -> dict[tuple[str, str], list[Indicator]]:
    """The indicators of the drafts of several documents, by type and value."""
    work.mkdir(exist_ok=True)
    (work / "feed.yml").write_bytes((root / "feed.yml").read_bytes())
    (work / "2026").mkdir(exist_ok=True)
    (work / "2026" / "seed-2026-01.yml").write_text(
        "schema_version: 1\nid: seed-2026-01\nstatus: draft\ntitle: x\nsummary: x\ntlp: clear\n"
        "severity: low\npublished: 2026-01-01\n"
    )
    found: dict[tuple[str, str], list[Indicator]] = {}
    for number, (name, data) in enumerate(documents):
        _, reading = read_document(data, name)
        draft = draft_incident(
            work, reading, origin=name, as_of=AS_OF, id_=f"back-{number}-2026-01"
        )
        source = parse_incident(draft.text, draft.path, work, read_profile(work))
        for mention in source.mentions:
            key = mention.observable.type, mention.observable.value
            one = Indicator(
                id="x", observable=mention.observable, generation=1, mentions=(mention,)
            )
            found.setdefault(key, []).append(one)
    return found


def compiled(root: Path, *names: str) -> Feed:
    return compile_corpus(root, *names)


def said(indicator: Indicator) -> tuple[object, ...]:
    return (
        indicator.action, indicator.confidence, indicator.labels, indicator.notes,
        tuple(reference.url for reference in indicator.references),
    )  # fmt: skip


@pytest.mark.parametrize("name", ROOTS)
def test_our_table(name: str, tmp_path: Path) -> None:
    feed = compiled(ROOTS[name], "tables")
    files, _ = emit(emitters()["tables"], feed)
    back = imported(ROOTS[name], tmp_path / "w", [("indicators.csv", files["indicators.csv"])])
    assert back.keys() == {(i.type, i.value) for i in feed.active}
    for indicator in feed.active:
        for found in back[indicator.type, indicator.value]:
            assert found.valid_until == indicator.valid_until
            assert found.match is indicator.match
            assert found.tlp is indicator.tlp
            assert (
                found.ports == indicator.ports or not found.ports
            )  # the table has no column for ports
            if indicator.type != "carrier" and len(indicator.notes) < 2:
                assert (*said(found)[:3], *said(found)[4:]) == (
                    *said(indicator)[:3],
                    *said(indicator)[4:],
                )


@pytest.mark.parametrize("name", ROOTS)
def test_our_stix_bundle(name: str, tmp_path: Path) -> None:
    feed = compiled(ROOTS[name], "stix")
    files, _ = emit(emitters()["stix"], feed)
    documents = [(path, files[path]) for path in ("stix/bundle.json", "stix/hunt.json")]
    said_by_stix = {
        obj["id"].partition("--")[2]
        for _, data in documents
        for obj in json.loads(data)["objects"]
        if obj["type"] == "indicator" and not obj.get("revoked")
    }
    expected = {(i.type, i.value): i for i in feed.active if i.id in said_by_stix}
    back = imported(ROOTS[name], tmp_path / "w", documents)
    tags = {key for key in back if key[0] == "image_tag"}  # told by the extension of a digest
    in_words = {key for key in expected if key[0] in ("commit", "account")}
    assert in_words
    assert back.keys() - tags == expected.keys() - in_words
    for key, indicator in expected.items():
        for found in back.get(key, []):
            assert (found.action, found.confidence) == (indicator.action, indicator.confidence)
            if indicator.match is not Match.SUBDOMAINS:  # a pattern says one name
                assert found.match is indicator.match
            assert found.valid_until == indicator.valid_until
            assert said(found)[4] == said(indicator)[4]
    assert {(i.type, i.value) for i in feed.active if i.type == "image_tag"} >= tags


@pytest.mark.parametrize("name", ROOTS)
def test_our_misp_events(name: str, tmp_path: Path) -> None:
    feed = compiled(ROOTS[name], "misp")
    files, omissions = emit(emitters()["misp"], feed)
    skipped = {(o.indicator.type, o.indicator.value) for o in omissions if o.kind == "skipped"}
    documents = [(path, data) for path, data in sorted(files.items())
                 if path.endswith(".json") and "manifest" not in path]  # fmt: skip
    back = imported(ROOTS[name], tmp_path / "w", documents)
    in_words = {"action_ref", "carrier", "commit", "image_tag"}
    assert (
        back.keys() == {(i.type, i.value) for i in feed.active if i.type not in in_words} - skipped
    )
    for indicator in feed.active:
        for found in back.get((indicator.type, indicator.value), []):
            assert found.action is indicator.action
            assert not found.notes
            if indicator.match is not Match.PREFIX:  # MISP has no beginnings of names
                assert found.match is indicator.match
