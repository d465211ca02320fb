"""What stands in the pages, by the standard library's own reader of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from markupsafe import escape

from feedgen.errors import VerificationError
from feedgen.site import CONTENT_SECURITY_POLICY, SiteFile, render_site
from tests.site.made_site import HOSTILE, LATEST, exposure, mention, record, release, window
from tests.site.reader import Page, made


@pytest.fixture(scope="module")
def real() -> dict[str, SiteFile]:
    """The pages of the release that is committed."""
    return made(LATEST)


def html(files: dict[str, SiteFile]) -> Iterator[tuple[SiteFile, Page]]:
    for file in files.values():
        if file.path.endswith(".html"):
            yield file, Page(file)


def test_the_same_release_gives_the_same_bytes(real: dict[str, SiteFile]) -> None:
    assert made(LATEST) == real


def test_every_incident_has_its_page(real: dict[str, SiteFile]) -> None:
    ids = {path.stem for path in (LATEST / "stix" / "incidents").iterdir()}
    pages = {p for p in real if p.startswith("incidents/")}
    assert pages == {f"incidents/{id_}.html" for id_ in ids}


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(real: dict[str, SiteFile]) -> None:
    for file, page in html(real):
        policies = [m["content"] for m in page.all("meta") if m.get("http-equiv")]
        assert policies == [CONTENT_SECURITY_POLICY], file.path
        for tag, attributes in page.elements:
            assert "style" not in attributes, (file.path, tag)
            assert not [name for name in attributes if name.startswith("on")], (file.path, tag)
            assert tag not in {"style", "iframe", "form", "object", "base", "img"}, file.path
            for name in {"src", "data", "poster", "srcset"} & attributes.keys():
                assert not re.match(r"[a-z]+:|//|/", attributes[name] or ""), (file.path, tag)
        for script in page.all("script"):
            assert script["type"] == "module"
            assert script["src"]
        for link in page.all("link"):
            assert not re.match(r"[a-z]+:|/", link["href"] or ""), file.path


def test_every_link_is_relative_and_leads_somewhere(real: dict[str, SiteFile]) -> None:
    root = {"latest.json", "feed.atom"}
    for file, page in html(real):
        anchors = {a["id"] for _, a in page.elements if a.get("id")}
        base = Path(file.path).parent
        for link in page.all("a"):
            target = link.get("href") or ""
            if target.startswith("https://"):
                assert link["rel"] == "noopener noreferrer external", (file.path, target)
                continue
            path, _, anchor = target.partition("#")
            if not path:
                assert anchor in anchors, (file.path, target)
                continue
            parts: list[str] = []
            for part in (base / path).parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            found = "/".join(parts)
            published = found.removeprefix("v1/latest/")
            assert found in real or found in root or (LATEST / published).is_file(), (
                file.path,
                target,
            )


def test_the_overview_says_what_is_current(real: dict[str, SiteFile]) -> None:
    manifest = orjson.loads((LATEST / "release.json").read_bytes())
    words = Page(real["index.html"]).words
    assert manifest["version"] in words
    assert f"{manifest['counts']['active']:,} active indicators" in words
    (picture,) = Page(real["index.html"]).all("svg")[-1:]
    assert picture["role"] == "img"
    assert picture["aria-labelledby"] == "all-title all-desc"


def test_an_incident_page_carries_every_value_exactly(real: dict[str, SiteFile]) -> None:
    for line in (LATEST / "indicators.ndjson").read_bytes().splitlines():
        indicator = orjson.loads(line)
        for id_ in indicator["incidents"]:
            text = real[f"incidents/{id_}.html"].data.decode()
            assert f'<code class="value" dir="ltr">{escape(indicator["value"])}</code>' in text
    kics = Page(real["incidents/checkmarx-kics-dockerhub-2026-04.html"]).words
    assert "audit.checkmarx.cx" in kics
    assert "legitimate before and after: a hit only inside its windows" in kics
    assert "docker images --all --digests" in kics
    assert "22 Apr 2026 13:05" in kics
    assert "Pinned by Checkmarx itself on 23 April 2026." in kics


def test_values_are_never_links(real: dict[str, SiteFile]) -> None:
    values = {
        orjson.loads(line)["value"]
        for line in (LATEST / "indicators.ndjson").read_bytes().splitlines()
    }
    for file, page in html(real):
        assert not values & {link.get("href") for link in page.all("a")}, file.path


def test_tables_have_headers_and_pictures_names(real: dict[str, SiteFile]) -> None:
    for file, page in html(real):
        assert all(cell.get("scope") in {"col", "row"} for cell in page.all("th")), file.path
        ids = [a["id"] for _, a in page.elements if a.get("id")]
        assert len(ids) == len(set(ids)), file.path
        for picture in page.all("svg"):
            assert picture.get("aria-hidden") == "true" or picture.get("role") == "img", file.path


@pytest.fixture
def hostile(tmp_path: Path) -> dict[str, SiteFile]:
    exposed = exposure(
        window("2026-04-22T12:00:00Z", None, "disputed", note=HOSTILE), component=HOSTILE
    )
    records = [
        record("process", HOSTILE, mention("alpha-2026", note=HOSTILE, role=HOSTILE, references=["javascript:alert(3)"]),
               references=[{"url": "javascript:alert(3)", "title": HOSTILE, "date": HOSTILE}]),
        record("image_tag", "docker.io/acme/app:1", mention(
            "alpha-2026", action="hunt", exposures=["hub"],
            tag={"standing": "overwritten", "targets": [], "reissued": None}), exposures=[exposed]),
        record(HOSTILE, "__proto__"),
    ]  # fmt: skip
    directory = release(
        tmp_path / "r", records, title=HOSTILE,
        good=[["domain", HOSTILE, HOSTILE, HOSTILE, "alpha-2026", "", HOSTILE]],
        revoked=[["1", "domain", HOSTILE, "1", "2026-01-01T00:00:00Z", HOSTILE, "alpha-2026"]],
        feed=HOSTILE, base_url=HOSTILE, licence=HOSTILE,
    )  # fmt: skip
    return made(directory)


def test_hostile_text_stays_text(hostile: dict[str, SiteFile]) -> None:
    for file, page in html(hostile):
        assert "img" not in {tag for tag, _ in page.elements}, file.path
        assert all(script.get("src") for script in page.all("script")), file.path
        assert not any(name.startswith("on") for _, a in page.elements for name in a), file.path
        assert not any((a.get("href") or "").startswith("javascript") for a in page.all("a"))
        assert HOSTILE in page.words, file.path
        assert "49" not in page.words.replace("7*7", ""), file.path


def test_hostile_values_come_back_whole_from_the_data(hostile: dict[str, SiteFile]) -> None:
    data = orjson.loads(hostile["data/indicators.json"].data)
    assert [row["v"] for row in data["indicators"]] == [
        HOSTILE,
        "docker.io/acme/app:1",
        "__proto__",
    ]
    assert data["known_good"][0]["v"] == HOSTILE
    assert data["revoked"][0]["v"] == HOSTILE
    assert data["exposures"][0]["windows"] == [
        {
            "from": "2026-04-22T12:00:00+00:00",
            "until": None,
            "cache_until": None,
            "grade": "disputed",
        }
    ]


def test_what_cannot_be_seen_is_shown_by_its_number(hostile: dict[str, SiteFile]) -> None:
    text = hostile["incidents/alpha-2026.html"].data.decode()
    assert '<span class="unseen" title="U+202E">\u202e</span>gnp.exe' in text


def test_an_open_window_is_drawn_and_told_as_open(hostile: dict[str, SiteFile]) -> None:
    page = Page(hostile["incidents/alpha-2026.html"])
    assert [path for path in page.all("path") if path["class"] == "open"]
    assert "still open" in page.words


def test_grades_differ_without_colour(tmp_path: Path) -> None:
    grades = ["confirmed", "approximate", "disputed"]
    exposed = exposure(*(
        window(f"2026-04-22T{hour}:00:00Z", f"2026-04-22T{hour + 1}:00:00Z", grade)
        for hour, grade in enumerate(grades, 12)
    ))  # fmt: skip
    exposed["windows"][0]["cache_until"] = "2026-04-29T13:00:00Z"
    tag: dict[str, Any] = {"standing": "overwritten", "targets": [], "reissued": None}
    records = [
        record(
            "image_tag", "docker.io/acme/app:1", mention("alpha-2026", tag=tag), exposures=[exposed]
        )
    ]
    page = Page(made(release(tmp_path / "r", records))["incidents/alpha-2026.html"])
    drawn = [r["class"] for r in page.all("rect") if float(r["y"] or 0) > 20]
    assert drawn == ["cache", "confirmed", "under", "approximate", "disputed"]
    assert [r["fill"] for r in page.all("rect") if r["class"] == "approximate"][-1] == "url(#hatch)"
    assert "22 Apr 12:00 to 13:00 confirmed · 22 Apr 13:00 to 14:00 approximate" in page.words


@pytest.mark.parametrize(
    "path", ["release.json", "incidents.ndjson", "indicators.ndjson", "known-good.csv"]
)
def test_a_damaged_release_is_told(tmp_path: Path, path: str) -> None:
    directory = release(tmp_path / "r", [record("domain", "a.test")], good=[["domain"]])
    (directory / path).write_bytes(b"{\xff")
    with pytest.raises(
        VerificationError, match=r"is not a whole release: .*; build or fetch it again$"
    ):
        list(render_site(directory))


def test_an_incident_id_cannot_lead_elsewhere(tmp_path: Path) -> None:
    directory = release(tmp_path / "r", [record("domain", "a.test", mention("../../evil"))])
    with pytest.raises(VerificationError, match="which is no page of the site"):
        list(render_site(directory))


def test_a_release_from_before_the_table_of_incidents_has_pages_with_ids(tmp_path: Path) -> None:
    directory = release(tmp_path / "r", [record("domain", "a.test")])
    (directory / "incidents.ndjson").unlink()
    page = Page(made(directory)["incidents/alpha-2026.html"])
    assert "The release has no report of it." in page.words
    assert "alpha-2026" in page.words


def test_a_release_without_tables_has_an_overview(tmp_path: Path) -> None:
    directory = release(tmp_path / "r", [])
    for path in ("incidents.ndjson", "indicators.ndjson", "known-good.csv", "revoked.csv"):
        (directory / path).unlink()
    assert "index.html" in made(directory)


def test_what_a_page_says_of_an_incident_comes_from_the_table_alone(tmp_path: Path) -> None:
    told = {
        "summary": "First.\n\nSecond: Exposure of x: as it is.",
        "actors": [{"name": "A", "aliases": ["B", "C"]}],
        "campaigns": [{"name": "Spring", "aliases": []}],
        "techniques": [{"id": "T1041", "name": "Exfiltration Over C2 Channel"}],
        "vulnerabilities": ["CVE-2026-0001"],
        "references": [
            {"title": "Report", "url": "https://r.test/", "date": "2026-04-23", "name": "r"}
        ],
        "exposures": [exposure(window("2026-04-22T12:00:00Z", "2026-04-22T13:00:00Z"))],
        "withdrawn_at": "2026-04-25T00:00:00Z", "withdrawn_reason": "It was a test.",
    }  # fmt: skip
    book = "# Other title\n\n| severity | low |\n\n## What happened\n\nOther words.\n"
    directory = release(tmp_path / "r", [], told=told, playbook=book)
    page = Page(made(directory)["incidents/alpha-2026.html"])
    for words in (
        "A (also B, C)", "Spring", "T1041", "CVE-2026-0001", "Second: Exposure of x: as it is.",
        "2026-04-23", "docker.io/acme/app", "25 Apr 2026 00:00", "It was a test.", "high",
    ):  # fmt: skip
        assert words in page.words, words
    assert "https://r.test/" in {a.get("href") for a in page.all("a")}
    assert "Other title" not in page.words
