"""`feedgen verify`: every attack has its message, and exit code 4."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from feedgen.cli.app import run
from feedgen.model.instants import format_instant
from feedgen.release.names import POINTER
from tests.publish.publications import version_of
from tests.subscribe.feed_attacks import ATTACKS, LATER, Feed
from tests.subscribe.lying_server import Lying, lying, once


@pytest.fixture
def feed(tmp_path: Path) -> Feed:
    made = Feed(tmp_path)
    made.publish(1)
    return made


@pytest.fixture
def server(feed: Feed) -> Iterator[Lying]:
    with lying(feed.site) as there:
        yield there


Verifying = Callable[..., tuple[int, str, str]]


@pytest.fixture
def verifying(feed: Feed, capfd: pytest.CaptureFixture[str]) -> Verifying:
    def call(source: str, *options: str, key: str = "release.pub") -> tuple[int, str, str]:
        code = run([
            "verify", source, "--key", str(feed.root / key), "--at", format_instant(LATER),
            *options,
        ])  # fmt: skip
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return call


def test_a_good_publication(feed: Feed, server: Lying, verifying: Verifying) -> None:
    for source in (server.url, str(feed.site)):
        code, out, err = verifying(source)
        assert (code, out) == (0, f"{version_of(1)}\n"), err
        assert err.startswith(
            f"verified: made feed {version_of(1)} (serial 1), signed by key {feed.key.public.id}, "
            "believed until 2026-12-02T12:00:00Z; "
        )


def test_every_file_is_read(feed: Feed, server: Lying, verifying: Verifying) -> None:
    verifying(server.url)
    release = feed.site / "v1" / version_of(1)
    assert {
        asked.removeprefix(f"v1/{version_of(1)}/") for asked in server.asked if "v1/" in asked
    } == {path.relative_to(release).as_posix() for path in release.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("over", ["http", "directory"])
def test_an_attack_is_refused(
    feed: Feed, server: Lying, verifying: Verifying, name: str, over: str
) -> None:
    attack, words = ATTACKS[name]
    feed.publish(2)
    attack(feed)
    code, out, err = verifying(server.url if over == "http" else str(feed.site))
    assert (code, out) == (4, "")
    assert words.format(key=feed.key.public.id) in err


def test_a_frozen_publication_is_refused(feed: Feed, server: Lying, verifying: Verifying) -> None:
    code, _, err = verifying(server.url, "--at", format_instant(LATER + timedelta(days=7)))
    assert code == 4
    assert "latest.json has expired at 2026-12-02T12:00:00Z" in err


def test_the_root_key_leads_to_the_release_key(
    feed: Feed, server: Lying, verifying: Verifying
) -> None:
    assert verifying(server.url, key="root.pub")[0] == 4
    feed.list_keys(
        feed.ring.with_key(feed.key.public, now=LATER, expires=LATER + timedelta(days=300))
    )
    feed.publish(2, listed=True)
    code, out, err = verifying(server.url, key="root.pub")
    assert (code, out) == (0, f"{version_of(2)}\n"), err


def test_a_file_that_breaks_off_is_resumed(feed: Feed, server: Lying, verifying: Verifying) -> None:
    server.does(once("indicators.ndjson", lambda r: r.drop(r.body, after=30)))
    code, _, err = verifying(server.url)
    assert code == 0, err
    assert f"v1/{version_of(1)}/indicators.ndjson bytes=30-" in server.asked


def test_a_publication_that_is_away(feed: Feed, server: Lying, verifying: Verifying) -> None:
    (feed.site / POINTER).unlink()
    code, out, err = verifying(server.url)
    assert (code, out) == (5, "")
    assert f"{server.url} has no latest.json; is it the root of a publication?" in err


def test_what_is_asked_of_the_caller(
    feed: Feed, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    key = str(feed.root / "release.pub")
    for arguments, words in (
        (["https://feed.example"], "needs --key: the public key of its producer"),
        (["nowhere", "--key", key], "nowhere is no directory, and no address"),
        (["ftp://feed.example", "--key", key], "is no http or https address of a publication"),
        (["https://feed.example/?x=1", "--key", key], "has a query or fragment"),
        ([str(feed.site), "--key", str(tmp_path / "none")], "cannot be read"),
        ([str(feed.site), "--key", str(feed.root / "release.key")], "is not a minisign public key"),
    ):
        assert run(["verify", *arguments]) == 2, arguments
        assert words in capfd.readouterr().err


def test_a_release_alone_is_checked_by_its_sums(
    feed: Feed, capfd: pytest.CaptureFixture[str]
) -> None:
    for place in (feed.site / "v1/latest", feed.site):
        assert run(["verify", str(place)]) == 0
        assert "this finds damage, not forgery" in capfd.readouterr().err
    (feed.site / "v1/latest/blocklists/serial.txt").write_text("9\n")
    assert run(["verify", str(feed.site)]) == 4
    assert "is not what its sums say: blocklists/serial.txt; fetch it again" in (
        capfd.readouterr().err
    )
