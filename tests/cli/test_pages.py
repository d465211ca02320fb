"""`build` and `release` make the pages of what is current, and of nothing else."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from feedgen.cli.app import run
from tests.sources.source_tree import digest_of, write_tree

pytestmark = pytest.mark.usefixtures("capfd")


def call(verb: str, root: Path, at: str) -> int:
    return run([verb, "--iocs", str(root / "iocs"), "--out", str(root / "out"), "--as-of", at])


def test_a_preview_has_no_pages_and_a_release_has(tmp_path: Path) -> None:
    path = write_tree(tmp_path / "iocs")
    out = tmp_path / "out"
    assert call("build", tmp_path, "2026-02-01T12:00:00Z") == 0
    assert not (out / "site.json").exists()
    assert not (out / "index.html").exists()

    assert call("release", tmp_path, "2026-02-01T12:00:00Z") == 0
    manifest = orjson.loads((out / "site.json").read_bytes())
    assert (manifest["version"], manifest["serial"]) == ("2026.02.01.1", 1)
    assert "evil-acme.com" in (out / "incidents" / "acme-2026-01.html").read_text()
    made = digest_of(out)

    assert call("build", tmp_path, "2026-02-02T12:00:00Z") == 0
    assert digest_of(out) == made

    path.write_text(path.read_text().replace("title: Acme\n", "title: Renamed\n"))
    assert call("build", tmp_path, "2026-02-02T12:00:00Z") == 0
    assert "Renamed" not in (out / "index.html").read_text()
    assert call("release", tmp_path, "2026-02-02T12:00:00Z") == 0
    assert "Renamed" in (out / "index.html").read_text()


def test_pages_come_back_when_they_are_gone(tmp_path: Path) -> None:
    write_tree(tmp_path / "iocs")
    out = tmp_path / "out"
    assert call("release", tmp_path, "2026-02-01T12:00:00Z") == 0
    made = digest_of(out)
    (out / "index.html").unlink()
    (out / "data" / "indicators.json").write_text("damaged")
    assert call("build", tmp_path, "2026-02-01T12:00:00Z") == 0
    assert digest_of(out) == made
