"""The curated sources say everything that is publicly known, or why not; and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.checks.checked_sources import Sources
from tests.iocs.curated_facts import Fact, Source, read_answers, read_facts, read_sources
from tests.iocs.fact_finders import FINDERS, STORY, is_published, names_value
from tests.iocs.fact_judgement import Judgement, judge

IOCS = Path(__file__).parents[2] / "iocs"

Curated = tuple[list[Fact], dict[str, Source]]


@pytest.fixture(scope="module")
def curated() -> Curated:
    facts = read_facts()
    return facts, read_sources(IOCS, facts)


def test_every_public_fact_is_published_or_its_absence_explained(curated: Curated) -> None:
    judgement = judge(*curated)
    print(judgement.table)  # noqa: T201 - for whoever asks pytest for it (-rA)
    assert not judgement.unanswered, judgement.table
    assert not judgement.complaints, judgement.table


def test_facts_are_found_in_what_their_incident_lists(curated: Curated) -> None:
    """Not by accident: without its indicators, an incident publishes none of them."""
    facts, sources = curated
    story = STORY | {"github_account"}  # victims' accounts are no indicators
    found = 0
    for fact in facts:
        source = sources.get(fact.incident)
        if source and fact.type in FINDERS.keys() - story and is_published(fact, source):
            assert not is_published(fact, replace(source, indicators=())), fact
            found += 1
    assert found > 400


def test_the_list_has_facts_of_every_curated_incident() -> None:
    facts = read_facts()
    assert {path.stem for path in IOCS.glob("[0-9]*/*.yml")} <= {fact.incident for fact in facts}
    assert len(set(facts)) == len(facts)
    assert {fact.public for fact in facts} == {True, False}


# From here on: an incident "acme" of a made tree, judged against made facts.

ACME = """\
indicators:
  domains:
    - evil-acme.com
    # left out: cdn-acme.com - a shared host
  files:
    - {sha256: d5ec783d54b65db039356800dc3f1dc6245efbecf88a5df2f7706b8f20ce888d, references: [acme]}
  packages: {npm: {acme-cli: [1.2.4]}}
  actions:
    - {repository: github.com/acme/scan, refs: {overwritten: [v1, v2]}, exposures: [hub]}
    # listed as: acme/scan: all tags v1-v2 => action_ref github.com/acme/scan@v1,
    #   action_ref github.com/acme/scan@v2
"""
FACTS = [
    Fact("acme", "domain", "evil-acme.com"),
    Fact("acme", "domain", "cdn-acme.com"),
    Fact("acme", "git_tag", "acme/scan: all tags v1-v2"),
]
GOOD = Fact("acme", "known_good", "acme-cli 1.2.3")


def judged(root: Path, *more: Fact, body: str = ACME) -> Judgement:
    root.mkdir(exist_ok=True)
    Sources(root).incident(body)
    facts = [*FACTS, GOOD, *more]
    return judge(facts, read_sources(root, facts))


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    judgement = judged(tmp_path)
    assert judgement.left_out == [(FACTS[1], "a shared host")]
    assert not judgement.unanswered
    assert not judgement.complaints
    assert "cdn-acme.com" in judgement.table
    assert "a shared host" in judgement.table


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("    - evil-acme.com\n", "evil-acme.com"),
        ("    # left out: cdn-acme.com - a shared host\n", "cdn-acme.com"),
        (", v2", "acme/scan: all tags v1-v2"),
    ],
)
def test_a_line_that_is_gone_is_missed(tmp_path: Path, line: str, missing: str) -> None:
    assert line in ACME
    (fact,) = judged(tmp_path, body=ACME.replace(line, "", 1)).unanswered
    assert fact.value == missing


REVOKED = "    - {value: evil-acme.com, history: [{at: 2026-02-02, event: revoked, reason: A parking lot}]}\n"


def test_what_is_revoked_is_left_out_for_the_reason_in_its_history(tmp_path: Path) -> None:
    body = ACME.replace("    - evil-acme.com\n", REVOKED)
    judgement = judged(tmp_path, body=body)
    assert judgement.left_out == [
        (FACTS[0], "revoked: A parking lot"), (FACTS[1], "a shared host"),
    ]  # fmt: skip
    assert not judgement.unanswered
    assert not judgement.complaints


def test_what_is_revoked_has_no_second_reason(tmp_path: Path) -> None:
    body = ACME.replace("    - evil-acme.com\n", REVOKED) + "# left out: evil-acme.com - not seen\n"
    assert judged(tmp_path, body=body).complaints == ["acme: evil-acme.com is left out and revoked"]


def test_an_incident_without_a_source_is_missed(tmp_path: Path) -> None:
    other = Fact("other", "domain", "evil-acme.com")
    assert judged(tmp_path, other).unanswered == [other]


def test_a_draft_publishes_nothing(tmp_path: Path) -> None:
    sources = Sources(tmp_path).incident(ACME, status="draft")
    assert judge(FACTS, read_sources(sources.root, FACTS)).unanswered == FACTS


def test_a_type_that_nothing_finds_needs_an_answer(tmp_path: Path) -> None:
    key = Fact("acme", "key_fingerprint_sha256", "d5ec783d54b65db0")
    assert judged(tmp_path, key).unanswered == [key]


@pytest.mark.parametrize("value", ["evil-acme.com", "evil-acme[.]com"])
def test_a_published_value_is_not_left_out(tmp_path: Path, value: str) -> None:
    wrong = "acme: evil-acme.com is left out and published"
    body = ACME + f"# left out: {value} - not seen\n"
    assert judged(tmp_path, body=body).complaints == [wrong]
    judgement = judge([], read_sources(tmp_path, []))
    assert wrong in judgement.complaints  # even when no fact knows the value


@pytest.mark.parametrize(
    "line", ["# left out: cdn-acme.net", "# left out: cdn-acme.net - ", "# listed as: x =>"]
)
def test_an_answer_without_a_reason_is_none(tmp_path: Path, line: str) -> None:
    (complaint,) = judged(tmp_path, body=f"{ACME}{line}\n").complaints
    assert "does not go on with" in complaint


def test_a_fact_has_one_answer(tmp_path: Path) -> None:
    body = ACME + "# left out: cdn-acme.com - again\n"
    assert judged(tmp_path, body=body).complaints == ['acme: "cdn-acme.com" is answered for twice']


def test_only_a_fact_is_listed_as_something(tmp_path: Path) -> None:
    body = ACME + "# listed as: nobody => domain evil-acme.com\n"
    (complaint,) = judged(tmp_path, body=body).complaints
    assert complaint == "acme: nobody is no fact that could be listed as something else"


@pytest.mark.parametrize(
    "fact",
    [
        Fact("acme", "caution", "evil-acme.com"),
        Fact("acme", "caution", "acme-cdn.com, evil-acme.com, acme-vendor.com"),
        Fact("acme", "known_good", "acme-cli 1.2.4 and later"),
        Fact(
            "acme", "known_good",
            "a.sh sha256 d5ec783d54b65db039356800dc3f1dc6245efbecf88a5df2f7706b8f20ce888d",
        ),
    ],
)  # fmt: skip
def test_what_is_harmless_never_comes_out(tmp_path: Path, fact: Fact) -> None:
    (complaint,) = judged(tmp_path, fact).complaints
    assert f"is published, and a {fact.type}" in complaint


def test_what_nobody_has_published_never_comes_out(tmp_path: Path) -> None:
    rumour = Fact("acme", "domain", "evil-acme.com", public=False)
    assert not judged(tmp_path, rumour).complaints  # FACTS say that it is public too
    body = ACME.replace("    - evil-acme.com\n", "    - evil-acme.com\n    - rumour-acme.com\n")
    rumour = Fact("other", "domain", "rumour-acme.com", public=False)
    (complaint,) = judged(tmp_path, rumour, body=body).complaints
    assert complaint == "other: rumour-acme.com is published without a public source"


def test_windows_have_to_cover_what_was_reported(tmp_path: Path) -> None:
    """The head of the made incident has one window, all of 1 January."""
    inside = Fact("acme", "exposure_window", "2026-01-01T10:00Z/~2026-01-01T11:00Z")
    longer = Fact("acme", "exposure_window", "2026-01-01T10:00Z/2026-01-02T00:01Z")
    vague = Fact("acme", "exposure_window", "in January")
    assert judged(tmp_path, inside, longer, vague).unanswered == [longer, vague]


@pytest.mark.parametrize(
    ("text", "type_", "value", "named"),
    [
        ("@acme/cli 1.2.1 (again 1.2.0)", "package", "pkg:npm/%40acme/cli@1.2.1", True),
        ("@acme/cli 1.2.1 (again 1.2.0)", "package", "pkg:npm/%40acme/cli@1.2.10", False),
        ("acme/dev@1.18.0; acme/ast@2.6.0", "extension", "open-vsx:acme.ast@2.6.0", True),
        ("Open VSX acme.ast >= 2.5.0", "extension", "open-vsx:acme.ast@2.5.0", True),
        ("docker.io/a/b:v2@sha256:" + "ab" * 32, "image_digest", "sha256:" + "ab" * 32, True),
        ("docker.io/a/b:v2@sha256:" + "ab" * 32, "image_tag", "docker.io/a/b:v2", False),
        ("169.254.169.254 / 169.254.170.2", "ip", "169.254.170.2", True),
        ("icp0.io, github.com/oven-sh/bun", "domain", "icp0.io", True),
        ("icp0.io, github.com/oven-sh/bun", "domain", "x.icp0.io", False),
        ("icp0.io, github.com/oven-sh/bun", "domain", "github.com", False),
    ],
)
def test_harmless_values_are_recognised(text: str, type_: str, value: str, *, named: bool) -> None:
    assert names_value(text, type_, value) is named


def test_an_answer_may_hold_separators_and_go_on() -> None:
    fact = Fact("acme", "exposure_window", "March (first - wave)")
    text = "x: 1  # left out: no comment line - y\n  # left out: March (first - wave) - too\n  #   vague - x\n  # y\n"
    assert read_answers(text, [fact]).left_out == {fact.value: "too vague - x"}
