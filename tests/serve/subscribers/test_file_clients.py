"""Programs that take files: MISP's libraries, suricata-update and curl, against `feedgen serve`."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
import yaml
from feed_manager.consumer import FeedConsumer
from feed_manager.storage import get_storage_layer
from pymisp import MISPEvent

from tests.emitters.misp.subscriber import Subscriber as Misp
from tests.engines.conformance import FINDS, LOADS
from tests.engines.registry import require
from tests.engines.suricata_engine import CONFIGURATION
from tests.serve.subscribers.real_server import REVOKED, Publications, Running, running

Json = dict[str, Any]
MISP = ("misp/*.json", "misp/hashes.csv")
ARCHIVES = ("suricata/feedgen.rules.tar.gz", "suricata/feedgen.rules.tar.gz.md5")
ADDRESSES = ("/v1/latest/misp", "/misp")


@pytest.mark.judged(*MISP, by="own MISP subscriber", asks=FINDS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_misp_pulls_the_feed(server: Running, publications: Publications, address: str) -> None:
    there = Misp(f"{server.url}{address}")
    folder = publications.second / "v1/latest/misp"
    events = {path.stem for path in folder.glob("*.json")} - {"manifest"}
    assert set(there.pull()) == events
    assert there.pull() == []
    assert there.refused == []
    assert REVOKED in {a["value"] for a in there.attributes.values()}
    assert REVOKED not in there.alerts()
    there.fill_cache()
    assert there.correlates("audit.checkmarx.cx")


@pytest.mark.judged(MISP[0], by="misp-feed-manager", asks=FINDS)
@pytest.mark.parametrize("address", ADDRESSES)
def test_misp_feed_manager_reads_the_feed(server: Running, address: str) -> None:
    storage = get_storage_layer(f"{server.url}{address}")
    items = FeedConsumer(storage).get_items_since(datetime(1970, 1, 2, tzinfo=UTC))
    assert len({item["attribute_uuid"] for item in items}) == len(items) > 20
    assert "audit.checkmarx.cx" in json.dumps(items, default=str)
    assert len(list(storage.load_hashes())) > 100


@pytest.mark.judged(MISP[0], by="pymisp", asks=LOADS)
def test_pymisp_reads_every_event(server: Running) -> None:
    manifest = json.loads(fetch(f"{server.url}/v1/latest/misp/manifest.json"))
    assert manifest
    for uuid in manifest:
        event = MISPEvent()
        event.load(json.loads(fetch(f"{server.url}/v1/latest/misp/{uuid}.json")))
        assert event.uuid == uuid
        assert event.attributes or event.objects


@pytest.fixture
def suricata_update(tmp_path: Path) -> Callable[..., str]:
    """Debian's suricata-update with its own folders, and the addresses of its sources."""
    (tmp_path / "update.yaml").write_text("")

    def run(command: str, *arguments: str) -> str:
        told = subprocess.run(
            [require("suricata-update"), command, "--data-dir", tmp_path / "data",
             "--suricata", require("suricata"), "--suricata-conf", CONFIGURATION,
             "--config", tmp_path / "update.yaml", *arguments],
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert told.returncode == 0, told.stdout + told.stderr
        return told.stdout + told.stderr

    return run


@pytest.mark.judged(*ARCHIVES, by=("suricata-update", "suricata"), asks=FINDS)
def test_suricata_update_finds_the_rules_by_the_index(
    server: Running,
    suricata_update: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = fetch(f"{server.url}/suricata/index.yaml")
    (source,) = yaml.safe_load(index)["sources"].items()
    name, described = source
    assert described["url"] == f"{server.url}/v1/latest/{ARCHIVES[0]}"
    monkeypatch.setenv("SOURCE_INDEX_URL", f"{server.url}/suricata/index.yaml")
    suricata_update("update-sources")
    assert name in suricata_update("list-sources", "--free")
    suricata_update("enable-source", name)
    suricata_update("update", "--no-reload", "--output", str(tmp_path / "rules"))
    rules = (tmp_path / "rules" / "suricata.rules").read_text()
    assert "FEEDGEN" in rules
    assert REVOKED not in rules
    assert "audit.checkmarx.cx" in rules


def test_curl_asks_again_only_for_what_is_new(server: Running, tmp_path: Path) -> None:
    curl, tag, out = require("curl"), tmp_path / "etag", tmp_path / "out"
    for path in ("/v1/latest/indicators.csv", "/taxii2/feed/collections/all/objects/?limit=3"):
        tag.write_text("")
        command = [curl, "-sS", "-g", "--etag-compare", tag, "--etag-save", tag, "-o", out,
                   "-w", "%{http_code} %{size_download}", f"{server.url}{path}"]  # fmt: skip
        first = run(*command)
        assert first == f"200 {out.stat().st_size}"
        assert run(*command) == "304 0"
    out.unlink()
    dated = [
        curl,
        "-sS",
        "-R",
        "-o",
        out,
        "-w",
        "%{http_code}",
        f"{server.url}/v1/latest/indicators.csv",
    ]
    assert run(*dated) == "200"
    assert run(*dated[:-1], "-z", out, dated[-1]) == "304"


def test_curl_takes_compressed_answers(
    server: Running, publications: Publications, tmp_path: Path
) -> None:
    curl, out, head = require("curl"), tmp_path / "out", tmp_path / "head"
    for path in ("v1/latest/indicators.ndjson", "taxii2/feed/collections/all/objects/"):
        address = f"{server.url}/{path}"
        plain = fetch(address)
        for encoding, unpack in (("gzip", gzip.decompress), ("zstd", unzstd)):
            run(curl, "-sS", "-H", f"Accept-Encoding: {encoding}", "-D", head, "-o", out, address)
            assert f"content-encoding: {encoding}" in head.read_text().lower()
            assert "vary: accept-encoding" in head.read_text().lower()
            assert out.stat().st_size < len(plain) / 3
            assert unpack(out.read_bytes()) == plain
        run(curl, "-sS", "--compressed", "-o", out, address)
        assert out.read_bytes() == plain


def test_curl_resumes_a_download(
    server: Running, publications: Publications, tmp_path: Path
) -> None:
    curl, out = require("curl"), tmp_path / "out"
    whole = (publications.second / "v1/latest/stix/bundle.json").read_bytes()
    out.write_bytes(whole[:100_001])
    told = run(
        curl,
        "-sS",
        "-C",
        "-",
        "-o",
        out,
        "-w",
        "%{http_code}",
        f"{server.url}/v1/latest/stix/bundle.json",
    )
    assert told == "206"
    assert out.read_bytes() == whole


def test_a_release_is_fetched_whole_over_http(
    server: Running, publications: Publications, tmp_path: Path
) -> None:
    """Every file of the release, by its sums; and each with the type that the manifest says."""
    release = json.loads(fetch(f"{server.url}/v1/latest/release.json"))
    for artifact in release["artifacts"]:
        with urlopen(f"{server.url}/v1/latest/{artifact['path']}", timeout=30) as answer:  # noqa: S310
            assert (
                answer.headers["Content-Type"].partition(";")[0]
                == artifact["media_type"].partition(";")[0]
            )
            assert len(answer.read()) == artifact["size"]
    (tmp_path / "r").mkdir()
    sums = fetch(f"{server.url}/v1/{release['version']}/SHA256SUMS").decode()
    for line in sums.splitlines():
        target = tmp_path / "r" / line[66:]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(fetch(f"{server.url}/v1/{release['version']}/{line[66:]}"))
    (tmp_path / "r" / "SHA256SUMS").write_text(sums)
    subprocess.run(
        [require("sha256sum"), "--check", "--quiet", "--strict", "SHA256SUMS"],
        cwd=tmp_path / "r", check=True,
    )  # fmt: skip


def test_requests_are_logged_without_what_is_secret(
    publications: Publications, tmp_path: Path
) -> None:
    log = tmp_path / "access.log"
    with running(publications.second, log) as there:
        run(
            require("curl"),
            "-sS",
            "-o",
            "/dev/null",
            "-u",
            "user:Secret-Password",
            f"{there.url}/taxii2/",
        )
        run(
            require("curl"), "-sS", "-o", "/dev/null", "-A", 'x", "status": 1', f"{there.url}/a%0Ab"
        )
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [(line["path"], line["status"]) for line in lines] == [("/taxii2/", 200), ("/a\nb", 404)]
    assert "Secret" not in log.read_text()


def fetch(url: str) -> bytes:
    with urlopen(url, timeout=30) as answer:  # noqa: S310 - the loopback
        data: bytes = answer.read()
    return data


def run(*command: object) -> str:
    told = subprocess.run(
        [str(word) for word in command], check=True, capture_output=True, text=True
    )
    return told.stdout


def unzstd(data: bytes) -> bytes:
    zstandard = pytest.importorskip("zstandard")
    unpacked: bytes = zstandard.ZstdDecompressor().decompressobj().decompress(data)
    return unpacked
