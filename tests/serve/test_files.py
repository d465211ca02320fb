"""What is at which address, with which headers."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from pathlib import Path

import pytest
import yaml

from feedgen.build.history import releases_json
from feedgen.release.names import POINTER
from feedgen.release.pointer import copy_of_signature, signature_path
from feedgen.serve import site
from feedgen.serve.settings import Settings
from tests.publish.publications import signing_key
from tests.serve.served_publication import (
    FILES,
    HOUR,
    Client,
    Clock,
    Served,
    client_of,
    published,
    write_site,
)

LATER = Clock().now + HOUR
ACTIVATED = "Tue, 24 Nov 2026 13:00:00 GMT"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Served:
    root = tmp_path_factory.mktemp("made")
    made = Served(root / "out", signing_key(root))
    made.out.mkdir()
    made.release()
    made.release()
    (made.out / "keys.json").write_bytes(b'{"keys":[]}')
    write_site(made.out, 2, {"index.html": b"<p>index", "incidents/a.html": b"<p>page a"})
    return made


@pytest.fixture(scope="module")
def client(made: Served) -> Client:
    return client_of(made.out, clock=Clock(LATER))


@pytest.mark.parametrize(
    ("path", "media_type", "cached"),
    [
        ("/", "text/html; charset=utf-8", "public, max-age=60"),
        ("/index.html", "text/html; charset=utf-8", "public, max-age=60"),
        ("/incidents/a.html", "text/html; charset=utf-8", "public, max-age=60"),
        ("/latest.json", "application/json", "no-cache"),
        ("/latest.json.minisig", "text/plain; charset=utf-8", "no-cache"),
        ("/keys.json", "application/json", "no-cache"),
        ("/releases.json", "application/json", "no-cache"),
        ("/modified_id.csv", "text/csv; charset=utf-8", "public, max-age=60"),
        ("/feed.atom", "application/atom+xml", "public, max-age=60"),
        ("/v1/latest/SHA256SUMS", "text/plain; charset=utf-8", "public, max-age=60"),
        ("/v1/latest/release.json", "application/json", "public, max-age=60"),
        ("/v1/latest/big.ndjson", "application/x-ndjson", "public, max-age=60"),
        ("/v1/latest/misp/manifest.json", "application/json", "public, max-age=60"),
        ("/misp/manifest.json", "application/json", "public, max-age=60"),
        ("/v1/latest/taxii/records.bin", "application/octet-stream", "public, max-age=60"),
        ("/suricata/index.yaml", "application/yaml", "public, max-age=60"),
        *(
            (f"/v1/2026.11.24.{serial}/{name}", kind, "public, max-age=31536000, immutable")
            for serial in (1, 2)
            for name, kind in (
                ("VERSION.txt", "text/plain; charset=utf-8"),
                ("SHA256SUMS", "text/plain; charset=utf-8"),
                ("suricata/feedgen.rules.tar.gz", "application/gzip"),
            )
        ),
    ],
)
def test_addresses(client: Client, path: str, media_type: str, cached: str) -> None:
    got = client.get(path)
    assert got.status == 200
    assert got.headers["content-type"] == media_type
    assert got.headers["cache-control"] == cached
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in got.headers["content-security-policy"]
    assert got.headers["etag"] == f'"{hashlib.sha256(got.body).hexdigest()}"'
    head = client.get(path, method="HEAD")
    assert (head.status, head.headers, head.body) == (200, got.headers, b"")
    again = client.get(path, if_none_match=got.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == got.headers["etag"]
    assert again.headers["cache-control"] == cached
    part = client.get(path, range="bytes=3-6")
    assert (part.status, part.body) == (206, got.body[3:7])
    assert part.headers["content-range"] == f"bytes 3-6/{len(got.body)}"


def test_what_comes_is_what_was_published(client: Client, made: Served) -> None:
    latest = made.logs.latest
    for path in (p for p in sorted(latest.rglob("*")) if p.is_file()):
        name = path.relative_to(latest).as_posix()
        assert client.get(f"/v1/latest/{name}").body == path.read_bytes()
    first = made.logs.release_directory(1)
    assert client.get(f"/v1/{first.name}/VERSION.txt").text == "2026.11.24.1\n"
    pointer = (made.out / POINTER).read_bytes()
    assert client.get("/latest.json").body == pointer
    signature = (made.out / copy_of_signature(POINTER)).read_bytes()
    assert client.get("/latest.json.minisig").body == signature
    assert client.get(f"/{signature_path(pointer)}").body == signature
    assert client.get("/releases.json").body == releases_json(made.history, "made feed")


def test_times_follow_the_release(client: Client) -> None:
    got = client.get("/v1/latest/VERSION.txt")
    assert got.headers["last-modified"] == ACTIVATED
    assert client.get("/v1/latest/VERSION.txt", if_modified_since=ACTIVATED).status == 304
    old = client.get("/v1/2026.11.24.1/VERSION.txt")
    assert old.headers["last-modified"] == "Tue, 24 Nov 2026 12:00:00 GMT"


def test_ranges_of_a_large_file(client: Client) -> None:
    whole = FILES["big.ndjson"][1]
    assert len(whole) > 1 << 20
    for text, part in (
        ("bytes=1048570-1048580", whole[1_048_570:1_048_581]),
        ("bytes=-7", whole[-7:]),
        ("bytes=100-", whole[100:]),
    ):
        got = client.get("/v1/latest/big.ndjson", range=text, accept_encoding="gzip")
        assert (got.status, got.body) == (206, part)
        assert "content-encoding" not in got.headers
    got = client.get("/v1/latest/big.ndjson", range="bytes=99999999-")
    assert (got.status, got.body) == (416, b"")
    assert got.headers["content-range"] == f"bytes */{len(whole)}"


@pytest.mark.parametrize("path", ["/v1/latest/big.ndjson", "/v1/latest/release.json"])
def test_text_is_compressed_for_those_who_ask(client: Client, path: str) -> None:
    plain = client.get(path)
    packed = client.get(path, accept_encoding="gzip")
    if len(plain.body) < 1024:
        assert packed == plain
        return
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["etag"] == plain.headers["etag"][:-1] + '-gzip"'
    assert packed.headers["vary"] == plain.headers["vary"] == "accept-encoding"
    tag = packed.headers["etag"]
    assert client.get(path, accept_encoding="gzip", if_none_match=tag).status == 304
    assert client.get(path, if_none_match=tag).status == 200


def test_what_is_compressed_already_is_left_alone(client: Client) -> None:
    got = client.get("/v1/latest/suricata/feedgen.rules.tar.gz", accept_encoding="gzip, zstd")
    assert "content-encoding" not in got.headers
    assert "vary" not in got.headers


@pytest.mark.parametrize(
    "path",
    [
        "/v1/latest", "/v1/latest/", "/v1/", "/v1", "//", "/.", "/..", "/v1/latest/.",
        "/v1/latest/../../latest.json", "/v1/latest/..%2f..%2flatest.json",
        "/v1/latest/%2e%2e/%2e%2e/latest.json", "/v1/latest/blocklists%2fdomains.txt",
        "/v1/latest/blocklists%5cdomains.txt", "/v1/latest/blocklists\\domains.txt",
        "/v1/latest//VERSION.txt", "/v1/latest/VERSION.txt/", "/v1/latest/VERSION.txt%00",
        "/v1/latest/%00", "/v1/latest/VERSION.txt%0a", "/v1/latest/version.txt",
        "/v1/latest/VERSION.txt.", "/v1/latest/etc/passwd", "/v1/latest//etc/passwd",
        "/v1/2026.11.24.2/../2026.11.24.1/VERSION.txt", "/v1/2026.11.24.3/VERSION.txt",
        "/v1/2026.11.24.99999999999/VERSION.txt", "/v1/2026.11.24.1/", "/v1/2026.11.24.1/..",
        "/v1/.staging-x/VERSION.txt", "/v1/%C3%A9/VERSION.txt", "/v1/2026.11.24.%D9%A1/VERSION.txt",
        "/signatures/", "/signatures/../latest.json", "/signatures/x.minisig",
        f"/signatures/{'0' * 64}.minisig", f"/signatures/{'0' * 64}.minisig%0a", "/site.json",
        "/.site.json.new", "/incidents/", "/incidents", "/incidents/../index.html",
        "/misp/", "/misp/../VERSION.txt", "/misp/..%2fVERSION.txt", "/suricata/", "/preview/x",
        "/INDEX.html", "/%ff", "/%c0%ae%c0%ae/", "/?path=/etc/passwd&x=../..", "/metrics",
        "/taxii2x", "/index.html/", "/../etc/passwd", "/latest.json%2f", "/~root", "/.git/config",
    ],
)  # fmt: skip
def test_there_is_nothing_else(client: Client, path: str) -> None:
    got = client.get(path)
    if path.startswith("/?"):
        assert got.status == 200
        return
    assert (got.status, got.text) == (404, "there is nothing here\n")
    assert got.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "X"])
def test_files_can_only_be_read(client: Client, method: str) -> None:
    got = client.get("/v1/latest/VERSION.txt", method=method)
    assert (got.status, got.headers["allow"]) == (405, "GET, HEAD")


def test_a_request_with_a_body_ends_the_connection(client: Client) -> None:
    assert client.get("/", content_length="5").headers["connection"] == "close"
    assert client.get("/", transfer_encoding="chunked").headers["connection"] == "close"
    assert "connection" not in client.get("/", content_length="0").headers


def test_nothing_of_a_coming_release_is_there_before_its_time(tmp_path: Path) -> None:
    made = Served(tmp_path / "out", signing_key(tmp_path))
    made.out.mkdir()
    made.release()
    first = (made.out / POINTER).read_bytes()
    write_site(made.out, 1, {"index.html": b"first"})
    clock = Clock()
    client = client_of(made.out, clock=clock)
    pointer = made.release()
    write_site(made.out, 2, {"index.html": b"second"})
    client.look()
    clock.now = pointer.activated - HOUR / 3600 * 20
    before = {path: client.get(path).body for path in ("/latest.json", "/", "/feed.atom")}
    assert before["/latest.json"] == first
    assert before["/"] == b"first"
    assert before["/feed.atom"] == b"<feed>2026.11.24.1</feed>\n"
    assert client.get("/v1/2026.11.24.2/VERSION.txt").status == 404
    assert client.get("/v1/latest/VERSION.txt").text == "2026.11.24.1\n"
    # Caches let go of it in time.
    assert client.get("/v1/latest/VERSION.txt").headers["cache-control"] == "public, max-age=20"
    clock.now = pointer.activated
    assert client.get("/v1/latest/VERSION.txt").text == "2026.11.24.2\n"
    assert client.get("/v1/2026.11.24.2/VERSION.txt").status == 200
    assert client.get("/v1/2026.11.24.1/VERSION.txt").status == 200
    client.look()
    assert client.get("/").body == b"second"


def test_a_server_that_starts_too_early_has_all_but_the_pointer(tmp_path: Path) -> None:
    made = published(tmp_path / "out", [HOUR, HOUR])
    client = client_of(made.out)
    assert client.get("/v1/latest/VERSION.txt").text == "2026.11.24.1\n"
    assert client.get("/latest.json").status == 503
    assert client.get("/releases.json").body == releases_json(made.history[:1], "made feed")


def test_before_the_first_release_one_is_told_when_to_come_again(tmp_path: Path) -> None:
    made = published(tmp_path / "out")
    client = client_of(made.out, clock=Clock(made.logs.activations[0][1] - HOUR))
    for path in ("/", "/v1/latest/VERSION.txt", "/taxii2/"):
        got = client.get(path)
        assert (got.status, got.headers["retry-after"]) == (503, "3600")
    assert client.get("/taxii2/").headers["content-type"] == "application/taxii+json;version=2.1"
    assert client.get("/healthz").status == 503


def test_damage_is_answered_with_503_and_told(tmp_path: Path) -> None:
    made = published(tmp_path / "out")
    file = made.logs.latest / "VERSION.txt"
    file.write_bytes(b"evil")
    client = client_of(made.out)
    for _ in range(2):
        got = client.get("/v1/latest/VERSION.txt")
        assert (got.status, got.text) == (503, "this file is damaged here; try again later\n")
    assert client.reports == [
        f"{file} is not what its release says; it is not served until it is fetched or built again"
    ]
    assert client.get("/v1/latest/release.json").status == 200
    assert b"feedgen_damaged_files 1.0" in local(client).get("/metrics").body


def test_a_damaged_segment_of_the_log_is_answered_in_taxii_s_form(tmp_path: Path) -> None:
    made = published(tmp_path / "out")
    segment = made.logs.latest / "taxii" / "segments" / "000001.json"
    segment.write_bytes(segment.read_bytes().replace(b"n0", b"m0"))
    client = client_of(made.out)
    got = client.get("/taxii2/feed/collections/all/objects/")
    assert got.status == 503
    assert got.headers["content-type"] == "application/taxii+json;version=2.1"
    assert client.get("/taxii2/feed/collections/all/manifest/").status == 200


def test_a_file_that_is_gone_and_an_old_release_that_is_gone(tmp_path: Path) -> None:
    made = published(tmp_path / "out", [HOUR, HOUR])
    client = client_of(made.out, clock=Clock(LATER))
    (made.logs.latest / "VERSION.txt").unlink()
    assert client.get("/v1/latest/VERSION.txt").status == 404
    shutil.rmtree(made.logs.release_directory(1))
    assert client.get("/v1/2026.11.24.1/VERSION.txt").status == 404


def test_an_old_release_with_other_sums_is_not_served(tmp_path: Path) -> None:
    made = published(tmp_path / "out", [HOUR, HOUR])
    client = client_of(made.out, clock=Clock(LATER))
    (made.logs.release_directory(1) / "SHA256SUMS").write_bytes(b"")
    assert client.get("/v1/2026.11.24.1/VERSION.txt").status == 503


def test_pages_are_all_of_one_build(tmp_path: Path) -> None:
    made = published(tmp_path / "out")
    write_site(made.out, 1, {"index.html": b"old index", "assets/a.css": b"old style"})
    client = client_of(made.out)
    (made.out / "index.html").write_bytes(b"new index")
    client.look()
    assert client.get("/").body == b"old index"
    write_site(made.out, 1, {"index.html": b"new index", "assets/b.css": b"new style"})
    client.look()
    assert client.get("/").body == b"new index"
    assert client.get("/assets/a.css").status == 404


def test_pages_that_are_too_many_to_be_held_are_compared_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "_HELD", 4)
    made = published(tmp_path / "out")
    write_site(made.out, 1, {"index.html": b"index"})
    client = client_of(made.out)
    assert client.get("/").body == b"index"
    (made.out / "index.html").write_bytes(b"evil!")
    assert client.get("/").status == 503
    assert client.reports == [
        f"{made.out / 'index.html'} is not what site.json says; build the pages again"
    ]


@pytest.mark.parametrize(
    "path", ["../secret.html", "/etc/x.html", "v1/x.html", ".hidden.html", "data/.b.html"]
)
def test_a_list_of_pages_cannot_name_what_is_no_page(tmp_path: Path, path: str) -> None:
    made = published(tmp_path / "out")
    (tmp_path / "secret.html").write_bytes(b"secret")
    write_site(made.out, 1, {"index.html": b"index"})
    listed = (made.out / "site.json").read_text().replace("index.html", path)
    (made.out / "site.json").write_text(listed)
    client = client_of(made.out)
    assert client.reports == [
        f"site.json names {path!r}, which is no page of the site; remove site.json and build again; "
        "the last good pages stay"
    ]
    assert b"secret" not in client.get(f"/{path}").body


def test_a_page_is_no_link(tmp_path: Path) -> None:
    made = published(tmp_path / "out")
    (tmp_path / "secret.html").write_bytes(b"index")
    write_site(made.out, 1, {"index.html": b"index"})
    (made.out / "index.html").unlink()
    (made.out / "index.html").symlink_to(tmp_path / "secret.html")
    assert client_of(made.out).reports == [
        f"{made.out / 'index.html'} is a link, which a page is not; build the pages again; "
        "the last good pages stay"
    ]


@pytest.mark.parametrize("policy", ["", "a\\r\\nX: y", "ü"])
def test_a_policy_that_is_no_header_is_refused(tmp_path: Path, policy: str) -> None:
    made = published(tmp_path / "out")
    write_site(made.out, 1, {"index.html": b"index"})
    text = (made.out / "site.json").read_text()
    (made.out / "site.json").write_text(
        text.replace("default-src 'none'; style-src 'self'", policy)
    )
    client = client_of(made.out)
    assert client.reports == [
        f"{made.out / 'site.json'} is no list of pages; remove it and build again; "
        "the last good pages stay"
    ]


def test_without_pages_the_root_says_where_things_are(tmp_path: Path) -> None:
    client = client_of(published(tmp_path / "out").out)
    assert "/taxii2/                TAXII 2.1\n" in client.get("/").text


@pytest.mark.parametrize(
    ("public_url", "host", "scheme", "base"),
    [
        (None, "feed.example", "http", "http://feed.example"),
        (None, "feed.example:8443", "https", "https://feed.example:8443"),
        (None, "[2001:db8::1]:80", "http", "http://[2001:db8::1]:80"),
        ("https://public.example/feed", "evil.example", "http", "https://public.example/feed"),
        (None, "evil.example/x?", "http", None),
        (None, 'a"b', "http", None),
        (None, "", "http", None),
    ],
)
def test_the_source_index_of_suricata_update(
    made: Served, public_url: str | None, host: str, scheme: str, base: str | None
) -> None:
    client = client_of(made.out, clock=Clock(LATER), settings=Settings(public_url=public_url))
    client.scheme = scheme
    got = client.get("/suricata/index.yaml", host=host)
    if base is None:
        assert (got.status, got.text) == (400, "a valid Host header is needed\n")
        return
    assert yaml.safe_load(got.body) == {
        "version": 1,
        "sources": {
            "made-feed/rules": {
                "vendor": "made feed",
                "summary": "made feed: rules for Suricata",
                "license": "CC0-1.0",
                "url": f"{base}/v1/latest/suricata/feedgen.rules.tar.gz",
            }
        },
    }


def local(client: Client) -> Client:
    client.peer = "127.0.0.1"
    return client


def test_an_answer_that_is_kept_is_not_kept_beyond_its_release(tmp_path: Path) -> None:
    made = published(tmp_path / "out")
    clock = Clock()
    client = client_of(made.out, clock=clock)
    path = "/taxii2/feed/collections/all/objects/"
    first = client.get(path)
    assert client.get(path) == first
    assert client.get(f"{path}?limit=1").headers["etag"] != first.headers["etag"]
    assert client.get(path, accept="text/html").status == 406
    made.release()
    client.look()
    assert client.get(path).body == first.body
    clock.now += HOUR
    assert client.get(path).body.count(b'"id"') == first.body.count(b'"id"') + 1


def test_few_answers_are_kept(tmp_path: Path) -> None:
    client = client_of(published(tmp_path / "out").out)
    for number in range(300):
        client.get(f"/taxii2/feed/collections/all/objects/?limit={number + 1}")
    assert len(client.app._answers) == 256
