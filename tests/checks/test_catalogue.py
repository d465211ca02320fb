"""docs/findings.md explains every code once, and its examples are what feedgen prints."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from feedgen.checks import checks, run_checks
from feedgen.checks.exceptions import EXCEPTABLE
from feedgen.errors import SourceError
from feedgen.sources import codes
from feedgen.sources.ledger.file import read_ledger
from feedgen.sources.tree import read_tree
from tests.checks.checked_sources import Sources, claim, released

PAGE = (Path(__file__).parents[2] / "docs" / "findings.md").read_text()
SECTION = re.compile(r"^### (FG\d{3}) (.+?)$(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
SECTIONS = [(code, title, text) for code, title, text in SECTION.findall(PAGE)]
TABLE = re.findall(r"^\| \[(FG\d{3})\]\(#(.+?)\) \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)


def known() -> list[str]:
    """Every code that feedgen can print, as often as it is given away."""
    reading = [value for name, value in vars(codes).items() if name.isupper()]
    return sorted([*reading, *(check.code for check in checks())])


def test_codes_are_unique() -> None:
    assert len(set(known())) == len(known())


def test_every_code_is_explained_once_and_no_other() -> None:
    assert [code for code, _, _ in SECTIONS] == known()


def test_the_table_lists_every_code_once_and_links_to_its_section() -> None:
    assert [code for code, _, _, _ in TABLE] == known()
    for (code, anchor, title, _), (_, heading, _) in zip(TABLE, SECTIONS, strict=True):
        assert title == heading
        # As forges derive it: lower case, only letters, digits and dashes.
        words = re.sub(r"[^\w -]", "", f"{code} {heading}".lower())
        assert anchor == words.replace(" ", "-")


def test_the_table_says_where_an_exception_is_possible() -> None:
    assert {code for code, _, _, exception in TABLE if exception == "yes"} == EXCEPTABLE
    assert {exception for _, _, _, exception in TABLE} == {"yes", "no"}


def test_no_code_is_spoken_of_that_does_not_exist() -> None:
    assert set(re.findall(r"FG\d{3}", PAGE)) == set(known())


Make = Callable[[Sources], object]


def indicators(text: str, **kwargs: str) -> Make:
    return lambda sources: sources.incident(f"indicators: {{{text}}}\n", **kwargs)


def raw(content: bytes) -> Make:
    def write(sources: Sources) -> None:
        sources.incident("")
        (sources.root / "2026" / "acme.yml").write_bytes(content)

    return write


def link_out(sources: Sources) -> None:
    sources.incident("")
    path = sources.root / "2026" / "acme.yml"
    path.unlink()
    path.symlink_to("/etc/passwd")


def renamed(sources: Sources) -> None:
    sources.incident("")
    (sources.root / "2026" / "acme.yml").rename(sources.root / "2026" / "other.yml")


def known_good(sources: Sources) -> None:
    good = "known_good: {values: [{type: domain, value: www.acme-vendor.com, label: the vendor}]}"
    sources.incident(f"indicators: {{domains: [acme-vendor.com]}}\n{good}\n")


def yara_rule(sources: Sources) -> None:
    rule = (
        "{name: MAL_Acme_Apr26, description: Detects Acme by two strings, strings: {$x1: abcdef}}"
    )
    described = rule.replace("Acme by", "the trojanised Acme program of the April incident by")
    sources.incident(f"yara: [{described.replace('}}', '}, condition: 2 of them}')}]\n")


def listed(sources: Sources) -> None:
    sources.incident("indicators: {lists: [{type: domain, path: lists/acme.txt}]}\n")
    (sources.root / "lists").mkdir()
    (sources.root / "lists" / "acme.txt").write_text("a.evil-acme.com\nevil acme\n")


def broken_ledger(sources: Sources) -> None:
    sources.incident("")
    (sources.root / "ledger.jsonl").write_text("{}\n")


def vanished(sources: Sources) -> None:
    sources.incident("")
    sources.ledger = released(claim("domain", "bad-acme.com"))


def undone(sources: Sources) -> None:
    sources.incident("indicators: {domains: [bad-acme.com]}\n")
    sources.ledger = released(claim("domain", "bad-acme.com", revoked=True))


def line(rest: str) -> str:
    return f"domains: [{{value: evil-acme.com, {rest}}}]"


EXAMPLES: dict[str, Make] = {
    "FG001": link_out,
    "FG002": raw(b"# x\n" * 1_100_000),
    "FG003": raw(b"title: caf\xe9\n"),
    "FG010": indicators("domains: [evil-acme.com"),
    "FG011": lambda sources: sources.incident("title: again\n"),
    "FG012": indicators("domains: &all [evil-acme.com]"),
    "FG013": indicators("domains: " + "[" * 30 + "]" * 30),
    "FG014": lambda sources: sources.incident('"actors ": [Acme]\n'),
    "FG101": indicators("domain: [evil-acme.com]"),
    "FG102": indicators("carriers: [{uses: github.com/acme/scan, refs: all}]"),
    "FG103": indicators("domains: evil-acme.com"),
    "FG104": indicators("domains: [evil acme]"),
    "FG105": renamed,
    "FG106": indicators(line("references: [acmee]")),
    "FG107": indicators(line("history: [{at: 2026-02-01, event: relisted, reason: x}]")),
    "FG108": indicators(line("valid_until: 2025-01-01")),
    "FG109": listed,
    "FG110": broken_ledger,
    "FG301": known_good,
    "FG302": indicators("ips: [169.254.169.254]"),
    "FG303": indicators("ips: [91.195.240.123]"),
    "FG304": indicators(f"images: [{{repository: acme/app, digest: 'sha256:{'0' * 64}'}}]"),
    "FG305": indicators("domains: [x.trycloudflare.com]"),
    "FG306": indicators("ips: [94.154.0.0/16]"),
    "FG307": indicators("domains: [evil-acme.com, 'evil-acme[.]com']"),
    "FG308": indicators(line("references: []")),
    "FG309": indicators(
        "domains: [{value: evil-acme.com, exposures: [hub]}], "
        "images: [{repository: docker.io/acme/app, tags: {overwritten: [latest]}}]"
    ),
    "FG310": indicators(line("tlp: amber")),
    "FG311": indicators(line("exceptions: {FG301: I know better}")),
    "FG320": yara_rule,
    "FG401": vanished,
    "FG402": undone,
}


def printed(sources: Sources) -> list[str]:
    try:
        read_tree(sources.root)
        read_ledger(sources.root)
        findings = run_checks(sources.feed())
    except SourceError as error:
        findings = list(error.findings)
    return [str(finding).replace(str(sources.root), "iocs") for finding in findings]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, _, text in SECTIONS])
def test_an_example_is_what_is_printed(sources: Sources, code: str, text: str) -> None:
    (example,) = re.findall(r"^    (\S+:\d+:\d+: FG.+)$", text, re.MULTILINE)
    EXAMPLES[code](sources)
    assert example in [found for found in printed(sources) if f": {code} " in found]


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, _, text in SECTIONS])
def test_every_section_says_what_to_do(code: str, text: str) -> None:
    assert "**What to do.**" in text, code
