"""Pages go along with the release they were made of, and leave with it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from feedgen.errors import UsageError, VerificationError
from feedgen.publish.directory import Directory
from feedgen.publish.publisher import publish
from feedgen.publish.store import StoreDestination
from feedgen.release.names import POINTER, SITE_MANIFEST
from feedgen.release.pointer import Pointer
from feedgen.release.signature import SigningKey
from feedgen.release.site_manifest import Page, SiteManifest
from tests.publish.publications import START, signing_key, write_release

NOW = START + timedelta(days=1)


class Work:
    def __init__(self, root: Path) -> None:
        self.out, self.site = root / "out", root / "site"
        self.out.mkdir()
        self.key: SigningKey = signing_key(root)
        write_release(self.out, 1)

    def pages(self, files: dict[str, str], serial: int = 1) -> None:
        for path, text in files.items():
            (self.out / path).parent.mkdir(exist_ok=True)
            (self.out / path).write_text(text)
        listed = tuple(
            Page(path, "text/html", len(text), hashlib.sha256(text.encode()).hexdigest())
            for path, text in sorted(files.items())
        )
        version = Pointer.parse((self.out / POINTER).read_bytes()).version
        manifest = SiteManifest(version, serial, "default-src 'none'", listed)
        (self.out / SITE_MANIFEST).write_bytes(manifest.to_bytes())

    def publish(self) -> int:
        (done,) = publish(
            self.out, [StoreDestination(Directory(self.site))], self.key, clock=lambda: NOW,
            resign=False, keys=None, progress=lambda _: None,
        )  # fmt: skip
        return done.uploaded.files


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(tmp_path)


def test_pages_and_their_list_are_published(work: Work) -> None:
    work.pages({"index.html": "<p>1", "incidents/a.html": "<p>a"})
    work.publish()
    assert (work.site / "index.html").read_text() == "<p>1"
    assert (work.site / "incidents" / "a.html").read_text() == "<p>a"
    assert (work.site / SITE_MANIFEST).read_bytes() == (work.out / SITE_MANIFEST).read_bytes()
    assert work.publish() == 0


def test_only_changed_pages_are_written_and_gone_ones_removed(work: Work) -> None:
    work.pages({"index.html": "<p>1", "incidents/a.html": "<p>a", "assets/x.css": "x"})
    work.publish()
    work.pages({"index.html": "<p>2", "assets/x.css": "x"})
    assert work.publish() == 2  # the page and the list
    assert (work.site / "index.html").read_text() == "<p>2"
    assert not (work.site / "incidents").exists()
    assert (work.site / "assets" / "x.css").exists()


def test_without_pages_those_of_somebody_else_stay(work: Work) -> None:
    work.site.mkdir()
    (work.site / "index.html").write_text("mine")
    work.publish()
    assert (work.site / "index.html").read_text() == "mine"


def test_pages_of_another_release_are_refused(work: Work) -> None:
    work.pages({"index.html": "<p>1"})
    write_release(work.out, 2)
    with pytest.raises(UsageError) as caught:
        work.publish()
    assert str(caught.value) == (
        f"the pages in {work.out} are of 2026.11.24.1, and the release is 2026.11.24.2; "
        "run `feedgen build`"
    )


def test_a_damaged_page_is_refused(work: Work) -> None:
    work.pages({"index.html": "<p>1"})
    (work.out / "index.html").write_text("<script>")
    with pytest.raises(VerificationError) as caught:
        work.publish()
    assert str(caught.value) == (
        f"{work.out / 'index.html'} is not what site.json says; run `feedgen build`"
    )


@pytest.mark.parametrize(
    "path", ["v1/latest/release.json", "latest.json", "../x.html", "incidents/../latest.json",
             "incidents/.html", "/index.html", "data/", "keys.json"],
)  # fmt: skip
def test_a_list_never_reaches_beyond_the_pages(work: Work, path: str) -> None:
    work.pages({"index.html": "<p>1"})
    listed = (work.out / SITE_MANIFEST).read_text().replace("index.html", path)
    (work.out / SITE_MANIFEST).write_text(listed)
    with pytest.raises(VerificationError) as caught:
        work.publish()
    assert str(caught.value) == (
        f"site.json names {path!r}, which is no page of the site; remove site.json and build again"
    )
