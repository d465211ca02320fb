"""Pages are placed whole, and nothing that is not theirs is touched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest

from feedgen.errors import UnavailableError, VerificationError
from feedgen.locks import exclusive
from feedgen.site import CONTENT_SECURITY_POLICY, SiteFile, place_site
from tests.sources.source_tree import digest_of

INDEX = SiteFile("index.html", "text/html; charset=utf-8", b"<p>1")
INCIDENT = SiteFile("incidents/a-2026.html", "text/html; charset=utf-8", b"<p>2")


def put(out: Path, *files: SiteFile) -> list[str]:
    return place_site(files, out, version="2026.05.01.1", serial=7)


def manifest(out: Path) -> Any:
    return orjson.loads((out / "site.json").read_bytes())


def test_the_manifest_names_every_file_sorted_with_size_and_sum(tmp_path: Path) -> None:
    assert put(tmp_path, INDEX, INCIDENT) == [INCIDENT.path, INDEX.path, "site.json"]
    assert manifest(tmp_path) == {
        "schema_version": 1,
        "version": "2026.05.01.1",
        "serial": 7,
        "content_security_policy": CONTENT_SECURITY_POLICY,
        "files": [
            {"path": f.path, "media_type": f.media_type, "size": len(f.data), "sha256": f.sha256}
            for f in (INCIDENT, INDEX)
        ],
    }


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    put(tmp_path, INDEX, INCIDENT)
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    assert put(tmp_path, INDEX, INCIDENT) == []
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == before


def test_a_page_that_is_no_longer_made_goes_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, INDEX, INCIDENT)
    (tmp_path / "v1" / "latest").mkdir(parents=True)
    others = ["latest.json", "keys.json", "incidents/by-hand.html", "v1/latest/release.json"]
    for name in others:
        (tmp_path / name).write_text("theirs")
    assert put(tmp_path, INDEX) == [INCIDENT.path, "site.json"]
    assert not (tmp_path / INCIDENT.path).exists()
    assert {(tmp_path / name).read_text() for name in others} == {"theirs"}


def test_an_empty_folder_goes_with_its_last_page(tmp_path: Path) -> None:
    put(tmp_path, INDEX, INCIDENT)
    put(tmp_path, INDEX)
    assert not (tmp_path / "incidents").exists()


@pytest.mark.parametrize(
    "path",
    [
        "latest.json", "v1/latest/release.json", "../index.html", "/etc/passwd", "incidents/../x",
        "incidents/", "incidents//x.html", "data/.hidden", "assets\\x.js", "site.json", "",
        "keys.json.minisig", "incidents/a\n.html", "releases.json", "signatures/1.minisig",
    ],
)  # fmt: skip
def test_a_path_of_somebody_else_is_refused_in_pages_and_in_the_manifest(
    tmp_path: Path, path: str
) -> None:
    told = (
        f"site.json names {path!r}, which is no page of the site; remove site.json and build again"
    )
    with pytest.raises(VerificationError) as refused:
        put(tmp_path, SiteFile(path, "text/html", b""))
    assert str(refused.value) == told
    put(tmp_path, INDEX)
    (tmp_path / "index.html").unlink()
    document = orjson.loads((tmp_path / "site.json").read_bytes())
    document["files"][0]["path"] = path
    (tmp_path / "site.json").write_bytes(orjson.dumps(document))
    (tmp_path / "latest.json").write_text("theirs")
    with pytest.raises(VerificationError) as refused:
        put(tmp_path, INDEX)
    assert str(refused.value) == told
    assert (tmp_path / "latest.json").read_text() == "theirs"
    assert not (tmp_path / "index.html").exists()


@pytest.mark.parametrize(
    "data", [b"{", b"[]", b'{"files": 1}', b'{"files": [{}]}', b'{"files": [{"path": 1}]}']
)
def test_a_broken_manifest_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "site.json").write_bytes(data)
    with pytest.raises(VerificationError) as refused:
        put(tmp_path, INDEX)
    assert str(refused.value) == (
        f"{tmp_path / 'site.json'} is no list of pages; remove it and build again"
    )


def test_a_link_does_not_lead_out_of_the_publication(tmp_path: Path) -> None:
    elsewhere, out = tmp_path / "elsewhere", tmp_path / "out"
    elsewhere.mkdir()
    out.mkdir()
    (out / "incidents").symlink_to(elsewhere)
    with pytest.raises(VerificationError) as refused:
        put(out, INCIDENT)
    assert str(refused.value) == (
        f"{out / 'incidents'} is a link; remove it, the pages need a folder there"
    )
    assert not digest_of(elsewhere)


def test_a_linked_page_is_replaced_not_followed(tmp_path: Path) -> None:
    precious, out = tmp_path / "precious", tmp_path / "out"
    precious.write_bytes(INDEX.data)
    out.mkdir()
    (out / "index.html").symlink_to(precious)
    assert put(out, INDEX) == ["index.html", "site.json"]
    assert not (out / "index.html").is_symlink()
    assert precious.read_bytes() == INDEX.data


def test_a_folder_in_the_place_of_a_page_is_told(tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    with pytest.raises(UnavailableError) as refused:
        put(tmp_path, INDEX)
    assert str(refused.value) == (
        f"the pages cannot be written to {tmp_path}: Is a directory; run again"
    )


def test_two_at_once_are_not_let_in(tmp_path: Path) -> None:
    with exclusive(tmp_path), pytest.raises(UnavailableError):
        put(tmp_path, INDEX)
