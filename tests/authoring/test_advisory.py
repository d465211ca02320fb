"""Reading advisories: what is taken, what is asked, what is left out and why."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from feedgen.authoring.prose.advisory import read_advisory
from feedgen.authoring.prose.defanging import refang_prose
from feedgen.authoring.reading import Reading
from feedgen.errors import UsageError
from tests.authoring.made_advisories import HTML, MARKDOWN, PLAIN, TAKEN


def read(text: str, *cited: str) -> Reading:
    return read_advisory(text.encode(), cited)


def taken(reading: Reading) -> set[tuple[str, str]]:
    return {(c.observable.type, c.observable.value) for c in reading.candidates}


def left_out(reading: Reading) -> dict[str, str]:
    return {left.value: left.reason for left in reading.left_out}


def test_a_markdown_advisory() -> None:
    reading = read(MARKDOWN)
    assert taken(reading) == TAKEN
    assert set(reading.techniques) == {"T1195.002", "T1552.001"}
    assert list(reading.vulnerabilities) == ["CVE-2026-12345"]
    assert reading.title == "Malicious Acme scanner images on Docker Hub"


def test_what_the_words_around_say() -> None:
    by_value = {c.observable.value: c for c in read(MARKDOWN).candidates}
    assert by_value["94.154.172.43"].ports == (443,)
    assert by_value["98b796e951f8fc16dd8ab2cd151237016d1ea5c5"].repositories == (
        "github.com/acme/scan-action",
    )
    for digest in (value for value in by_value if value.startswith("sha256:")):
        assert by_value[digest].repositories == ("docker.io/acme/scanner",)
    md5, sha1 = "9014fabd07e6218a5abf74688bce0a0a", "aa39a3ee5e6b4b0d3255bfef95601890afd80709"
    assert by_value[md5].same_file == by_value[sha1].same_file


def test_what_is_ambiguous_is_asked() -> None:
    questions = "\n".join(read(MARKDOWN).questions)
    assert (
        "ffffffffffffffffffffffffffffffffffff1234 (line 42): a git commit, or the SHA-1"
        in questions
    )
    assert (
        "docker.io/acme/scanner:v2.1.20 (line 24): was the tag overwritten, or created" in questions
    )
    assert "github.com/acme/scan-action@0.24.0 (line 38): was the ref overwritten" in questions
    assert len(read(MARKDOWN).questions) == 4


def test_look_alikes_are_left_out_with_a_reason() -> None:
    assert left_out(read(MARKDOWN)) == {
        "https://vendor-research.com/blog/acme": "a link that is not defanged; defang it if it is an indicator",
        "research@vendor-research.com": "a mailbox in a sentence, not defanged",
        "1.2.3.4": "a version number",
        "acme.zip": "looks like a file name or code, not a host",
        "setup.py": "looks like a file name or code, not a host",
        "this.value.id": "looks like a file name or code, not a host",
        "T9999": "no ATT&CK technique of this version",
    }


def test_html_without_scripts_and_navigation() -> None:
    reading = read(HTML)
    assert taken(reading) == {
        ("url", "https://collect.zeta-metrics.dev/x"), ("domain", "zeta-metrics.dev"),
        ("ip", "45.148.11.212"), ("package", "pkg:npm/zeta-core@1.0.1"),
    }  # fmt: skip
    assert reading.links == {"https://vendor.com/more": "our guide"}
    assert list(reading.vulnerabilities) == ["CVE-2026-4444"]


def test_a_text_that_defangs_nothing() -> None:
    reading = read(PLAIN)
    assert taken(reading) == {
        ("domain", "evil-plain.com"), ("ip", "185.199.7.10"), ("url", "https://evil-plain.com/stage2"),
        ("email", "bad-mail@evil-plain.com"), ("domain", "other-plain.net"), ("domain", "third-plain.org"),
    }  # fmt: skip
    assert left_out(reading)["vendor.com"].startswith("a name in a sentence")
    assert left_out(reading)["8.8.4.4"] == "numbers that nothing calls an address"
    assert left_out(reading)["kics.zip"] == "looks like a file name or code, not a host"


def test_the_publications_own_site_is_no_indicator() -> None:
    reading = read("vendor[.]com and evil-x[.]com", "vendor.com")
    assert taken(reading) == {("domain", "evil-x.com")}
    assert left_out(reading) == {"vendor.com": "the site of a publication that is cited"}


DEFANGED = [
    ("evil[.]acme.com", "evil.acme.com"), ("evil [.] acme [.] com", "evil.acme.com"),
    ("evil(.)acme(.)com", "evil.acme.com"), ("evil{.}acme.com", "evil.acme.com"),
    ("evil[dot]acme(DOT)com", "evil.acme.com"), ("evil[.acme.]com", "evil.acme.com"),
    (r"evil\.acme\.com", "evil.acme.com"), ("evil。acme\uff0ecom", "evil.acme.com"),
    ("evil<.>acme.com", "evil.acme.com"), ("hxxp://a[.]com", "http://a.com"),
    ("hXXps[:]//a[.]com", "https://a.com"), ("hxxps[://]a.com", "https://a.com"),
    ("h**p://a.com", "http://a.com"), ("http[s]://a.com", "https://a.com"),
    ("meow://a.com", "http://a.com"), ("fxp://a.com", "ftp://a.com"), ("a[at]b[.]com", "a@b.com"),
    ("a (at) b.com", "a@b.com"), ("a[@]b.com", "a@b.com"), ("10[.]0[.]0[.]1", "10.0.0.1"),
    ("ev\u200bil[.]com", "evil.com"), ("2001[:]db8[::]7", "2001:db8::7"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), DEFANGED)
def test_defanging_in_the_wild(text: str, meant: str) -> None:
    refanged = refang_prose(text)
    assert refanged.text == meant
    assert refanged.was_defanged(0, len(meant))


@pytest.mark.parametrize(
    "text", ["plain text.", "f(x).y", "array[0].name", "see [1]. Then", "a\u200bb", "<b>bold</b>"]
)
def test_what_is_not_defanged(text: str) -> None:
    assert refang_prose(text).marks == ()


def test_a_mark_counts_for_its_own_word_only() -> None:
    refanged = refang_prose("evil[.]com and good.com")
    assert refanged.text == "evil.com and good.com"
    assert refanged.was_defanged(0, 8)
    assert not refanged.was_defanged(13, 21)


def test_direction_marks_are_never_read_over() -> None:
    reading = read("x[.]evil-x.com then evil\u202e[.]moc-live.com")
    assert taken(reading) == {("domain", "x.evil-x.com")}
    (reason,) = left_out(reading).values()
    assert "U+202E" in reason


CONTEXT = [
    ("deadbeef" * 5 + " is bad", set(), "a git commit, or the SHA-1"),
    ("SHA-1: " + "deadbeef" * 5, {("sha1", "deadbeef" * 5)}, ""),
    ("acme/tool commit " + "deadbeef" * 5, {("commit", "deadbeef" * 5)}, ""),
    ("commit " + "deadbeef" * 5, set(), "of which repository"),
    ("sha256:" + "ab" * 32, set(), "of which repository"),
    ("ghcr.io/acme/x@sha256:" + "ab" * 32, {("image_digest", "sha256:" + "ab" * 32)}, ""),
    ("request id 0123456789abcdef0123456789abcdef seen", set(), ""),
    ("npm: @acme/x", set(), "which versions"),
    ("evil-name@1.2.3", set(), "a package of which ecosystem"),
    ("pip install evil-name@1.2.3", {("package", "pkg:pypi/evil-name@1.2.3")}, ""),
    ("std::string and aa:bb:cc:dd:ee:ff at 12:31:00", set(), ""),
    ("Chrome/120.0.0.0 Safari/537.36", set(), ""),
    ("kics[.]zip", set(), "a host, or the name of a file"),
    ("mcpAddon[.]js", set(), ""),
    ("c2.evil-x[.]com/gate.php", {("domain", "c2.evil-x.com")}, "http or https"),
    ("c2.evil-x[.]com:8443", {("domain", "c2.evil-x.com")}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "question"), CONTEXT)
def test_types_by_context(text: str, expected: set[tuple[str, str]], question: str) -> None:
    reading = read(text)
    assert taken(reading) == expected
    assert question in "".join(reading.questions)
    assert bool(question) == bool(reading.questions)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfea", "not UTF-8"),
        (b"\x80abc", "not UTF-8"),
        (b"a\0b", "NUL"),
        (b"%PDF-1.7\nbroken", "PDF cannot be read"),
    ],
)
def test_what_is_no_text(data: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_advisory(data)


def pdf(*lines: str) -> bytes:
    """A PDF of one page, with its cross-reference table."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 10 Tf 12 TL 20 700 Td {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
        "/Resources << /Font << /F1 4 0 R >> >> >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]  # fmt: skip
    text, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(text))
        text += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{text}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    ).encode()


def test_a_pdf() -> None:
    pytest.importorskip("pypdf")
    reading = read_advisory(pdf("IOCs", "hxxps://c2.evil-x[.]com/a", "185.199.7[.]10"))
    assert taken(reading) == {("url", "https://c2.evil-x.com/a"), ("ip", "185.199.7.10")}


def test_a_pdf_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(UsageError, match="needs pypdf: install feedgen's extra `import`"):
        read_advisory(pdf("x"))


def test_too_many_candidates() -> None:
    text = "\n".join(f"h{number}[.]evil-x.com" for number in range(6000))
    with pytest.raises(UsageError, match=r"more than 5,000 values; put long lists into a file"):
        read(text)


HOSTILE = {
    "one long word": "a" * 100_000,
    "dots": "a." * 50_000,
    "marks": "[.]" * 33_000,
    "brackets": "[" * 100_000,
    "open comments": "<html>" + "<!--" * 25_000,
    "open tags": "<html>" + "<a " * 33_000,
    "signs": "<html>" + "<" * 100_000,
    "entities": "<html>" + "&lol;" * 20_000,
    "depth": "<html>" + "<div>" * 20_000,
    "scripts": "<html>" + "<script>" * 12_000,
    "cells": "a|" * 50_000,
    "brackets of links": "http://a.b/" + ")" * 100_000,
    "at signs": ("a@" * 1000 + " ") * 50,
}


def test_hostile_pages_come_to_an_end() -> None:
    """A quadratic reader would need minutes for these; the process is stopped long before."""
    program = (
        "import sys, json\n"
        "from feedgen.authoring.prose.advisory import read_advisory\n"
        "for text in json.load(sys.stdin).values(): read_advisory(text.encode())\n"
    )
    subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(HOSTILE),
        text=True,
        check=True,
        timeout=60,
    )
