"""What a release says of itself, judged by sha256sum, schemas, table readers, feedparser and Markdown."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from feedgen.cli.app import run
from tests.emitters.tables.readers import csv_cells, duckdb_cells
from tests.engines.conformance import FINDS, HOSTILE, LOADS
from tests.engines.latest_release import ROOT as LATEST
from tests.engines.registry import require
from tests.sources.source_tree import INCIDENT, write_tree

SCHEMAS = Path(__file__).parent.parent / "schemas"
FIRST, SECOND = "2026-02-01T12:00:00Z", "2026-02-02T12:00:00Z"
REASON = "<b>$(id)</b> [x](https://evil.example) | `a` & {{7*7}} é"
"""Why a value was revoked, which the changes tell."""
Json = dict[str, Any]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two releases of a small feed; between them one value is revoked, one new, one changed."""
    root = tmp_path_factory.mktemp("releases")
    where = ["--iocs", str(root / "iocs"), "--out", str(root / "out")]
    write_tree(root / "iocs")
    assert run(["release", *where, "--as-of", FIRST]) == 0
    history = json.dumps([{"at": "2026-02-02", "event": "revoked", "reason": REASON}])
    text = INCIDENT.replace(
        "- evil-acme.com", f"- {{value: evil-acme.com, history: {history}}}\n    - new-acme.net"
    ).replace("role: c2", "role: exfiltration")  # fmt: skip
    write_tree(root / "iocs", text)
    assert run(["release", *where, "--as-of", SECOND]) == 0
    return [root / "out" / "v1" / f"2026.02.0{day}.1" for day in (1, 2)]


@pytest.fixture(params=["committed", "first", "second"])
def folder(request: pytest.FixtureRequest, releases: list[Path]) -> Path:
    return {"committed": LATEST, "first": releases[0], "second": releases[1]}[request.param]


@cache
def schema(name: str) -> Draft202012Validator:
    read = json.loads((SCHEMAS / name).read_bytes())
    Draft202012Validator.check_schema(read)
    return Draft202012Validator(read, format_checker=Draft202012Validator.FORMAT_CHECKER)


def follows(path: Path, name: str) -> Json:
    """The document, which the schema took."""
    document: Json = json.loads(path.read_bytes())
    assert [f"{e.json_path}: {e.message}" for e in schema(name).iter_errors(document)] == []
    return document


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [require("sha256sum"), "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.judged("SHA256SUMS", by="sha256sum", asks=LOADS)
def test_sha256sum_finds_every_file_as_the_sums_say(folder: Path) -> None:
    done = checked(folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert listed == there - {"SHA256SUMS"}


@pytest.mark.judged("SHA256SUMS", by="sha256sum", asks=FINDS)
@pytest.mark.parametrize("path", ["indicators.csv", "release.json", "stix/bundle.json"])
@pytest.mark.parametrize("damage", ["another byte", "no file"])
def test_sha256sum_names_a_damaged_file(
    releases: list[Path], tmp_path: Path, path: str, damage: str
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(releases[1], copy)
    if damage == "no file":
        (copy / path).unlink()
    else:
        (copy / path).write_bytes((copy / path).read_bytes() + b"\n")
    done = checked(copy)
    assert done.returncode == 1
    assert path in done.stdout + done.stderr


@pytest.mark.judged("release.json", by="jsonschema", asks=LOADS)
def test_the_manifest_follows_its_schema_and_counts_right(folder: Path) -> None:
    manifest = follows(folder / "release.json", "release-manifest.json")
    for artifact in manifest["artifacts"]:
        assert (folder / artifact["path"]).stat().st_size == artifact["size"]
    sums = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert {a["path"]: a["sha256"] for a in manifest["artifacts"]} == {
        path: digest for path, digest in sums.items() if path != "release.json"
    }
    counts = manifest["counts"]
    assert counts["active"] == sum(counts["by_type"].values()) == sum(counts["by_action"].values())
    assert counts["active"] == len(csv_cells(folder / "indicators.csv")) - 1
    for group in manifest["omissions"]:
        assert group["count"] == sum(group["types"].values())
    assert not schema("release-manifest.json").is_valid(manifest | {"serial": 0})
    assert not schema("release-manifest.json").is_valid(manifest | {"unheard_of": 1})


@pytest.mark.judged("delta.json", by="jsonschema", asks=LOADS)
def test_the_delta_follows_its_schema(folder: Path) -> None:
    delta = follows(folder / "delta.json", "release-delta.json")
    manifest = json.loads((folder / "release.json").read_bytes())
    assert (delta["from"], delta["to"]) == (manifest["previous"], manifest["version"])
    assert not schema("release-delta.json").is_valid(delta | {"added": [{"id": "x"}]})


@pytest.mark.judged("delta.json", by=("csv", "duckdb"), asks=FINDS)
@pytest.mark.parametrize("reader", [csv_cells, duckdb_cells])
def test_the_delta_leads_from_one_table_to_the_next(releases: list[Path], reader: Any) -> None:
    def ids(folder: Path) -> set[str]:
        header, *rows = reader(folder / "indicators.csv")
        return {row[header.index("id")] for row in rows}

    delta = json.loads((releases[1] / "delta.json").read_bytes())
    moved = {
        name: {entry["id"] for entry in delta[name]} for name in ("added", "changed", "revoked")
    }
    assert {name: len(found) for name, found in moved.items()} == {
        "added": 1, "changed": 1, "revoked": 1,
    }  # fmt: skip
    before, after = (ids(folder) for folder in releases)
    assert (before | moved["added"] | moved["changed"]) - moved["revoked"] == after


@pytest.mark.judged("releases.json", by="jsonschema", asks=LOADS)
def test_the_history_follows_its_schema_and_names_the_sums(releases: list[Path]) -> None:
    for folder, count in ((LATEST, None), (releases[0], 0), (releases[1], 1)):
        told = follows(folder / "releases.json", "releases.json")["releases"]
        assert [entry["serial"] for entry in told] == list(range(1, len(told) + 1))
        assert count is None or len(told) == count
        for entry in told:
            sums = folder.parent / entry["version"] / "SHA256SUMS"
            if folder is not LATEST or sums.is_file():
                done = subprocess.run(
                    [require("sha256sum"), sums], capture_output=True, text=True, check=True
                )
                assert done.stdout.split()[0] == entry["sha256sums"]


@pytest.mark.judged("modified_id.csv", by=("csv", "duckdb"), asks=LOADS)
def test_both_readers_read_when_indicators_changed(folder: Path) -> None:
    cells = csv_cells(folder / "modified_id.csv")
    assert duckdb_cells(folder / "modified_id.csv") == cells
    header, *rows = cells
    assert header == ("modified", "id")
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    listed, *active = csv_cells(folder / "indicators.csv")
    assert {row[listed.index("id")] for row in active} <= {row[1] for row in rows}


@pytest.mark.judged("feed.atom", by="feedparser", asks=LOADS)
def test_feedparser_reads_the_releases_newest_first(folder: Path) -> None:
    read = feedparser.parse((folder / "feed.atom").read_bytes())
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    manifest = json.loads((folder / "release.json").read_bytes())
    past = json.loads((folder / "releases.json").read_bytes())["releases"]
    versions = [manifest["version"], *(entry["version"] for entry in reversed(past))]
    assert [entry.title for entry in read.entries] == versions[:50]
    assert len({entry.id for entry in read.entries}) == len(read.entries)
    assert all(entry.link.endswith(f"/v1/{entry.title}/CHANGES.md") for entry in read.entries)
    assert read.entries[0].content[0].value.strip() == (folder / "CHANGES.md").read_text().strip()
    assert read.entries[0].content[0].type == "text/plain"


def inline(page: str) -> list[Any]:
    return [
        child for token in MarkdownIt().parse(page) for child in (token, *(token.children or ()))
    ]


@pytest.mark.judged("CHANGES.md", by="markdown-it-py", asks=LOADS)
def test_changes_are_headings_and_lists_alone(folder: Path) -> None:
    page = (folder / "CHANGES.md").read_text()
    assert page.startswith(f"# {json.loads((folder / 'release.json').read_bytes())['version']}\n")
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in inline(page)}
    assert kinds <= {
        "heading", "paragraph", "inline", "text", "bullet_list", "list_item", "code_inline",
        "softbreak", "text_special", "strong",
    }  # fmt: skip


@pytest.mark.judged("CHANGES.md", by="markdown-it-py", asks=HOSTILE)
@pytest.mark.judged("feed.atom", by="feedparser", asks=HOSTILE)
def test_a_hostile_reason_is_prose(releases: list[Path]) -> None:
    page = (releases[1] / "CHANGES.md").read_text()
    shown = "".join(t.content for t in inline(page) if t.type in {"text", "text_special"})
    assert REASON in shown
    assert not {t.type for t in inline(page)} & {"html_inline", "html_block", "link_open", "image"}
    read = feedparser.parse((releases[1] / "feed.atom").read_bytes())
    assert not read.bozo
    assert read.entries[0].content[0].value.strip() == page.strip()
