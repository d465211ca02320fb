"""The lists for appliances, as readers written from the makers' documentation take them."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedgen.emitters.firewalls import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.indicator import Match
from feedgen.model.observables import Domain, Ip, Md5, Sha1, Sha256, Url
from tests.benign.listed import read_listed
from tests.benign.names import neighbours, popular
from tests.conftest import emit
from tests.engines.appliance_lists import READERS, ApplianceList
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.latest_release import ROOT, blocked
from tests.model.made_feeds import base, indicator, made, mention

FOLDER = "blocklists/firewall"
WIDE, EXACT = Match.SUBDOMAINS, Match.EXACT
NAMES = {"wide.example": WIDE, "exact.example": EXACT, "a.wide.example": EXACT}
OTHERS = (
    Ip("192.0.2.9"), Ip("198.51.100.0/28"), Ip("2001:db8::/32"),
    Url("https://shared.example/bad/x.sh"), Url("http://shared.example/q?x=y"),
    Url("http://192.0.2.9/x"), Url("http://[2001:db8::7]/x"),
    Md5("a" * 32), Sha1("b" * 40), Sha256("c" * 64),
)  # fmt: skip
NETWORKS = ("cisco-networks.txt", "fortigate-ips.txt", "panos-ips.txt")
DOMAINS = ("cisco-dns.txt", "fortigate-domains.txt", "panos-domains.txt")
URLS = ("cisco-urls.txt", "panos-urls.txt")
HASHES = {"fortigate-md5.txt": 32, "fortigate-sha1.txt": 40, "fortigate-sha256.txt": 64}
LETTERS = {32: "a", 40: "b", 64: "c"}
FOUND = [
    *((file, value) for file in NETWORKS for value in
      ("192.0.2.9", "198.51.100.0", "198.51.100.15", "2001:db8::", "2001:db8:ffff::1")),
    *((file, value) for file in DOMAINS for value in
      ("wide.example", "www.wide.example", "a.b.wide.example", "a.wide.example")),
    ("panos-domains.txt", "exact.example"),
    *((file, value) for file in URLS for value in
      ("https://shared.example/bad/x.sh", "http://192.0.2.9/x")),
    ("panos-urls.txt", "http://shared.example/q?x=y"),
    ("panos-urls.txt", "http://[2001:db8::7]/x"),
    *((file, LETTERS[size] * size) for file, size in HASHES.items()),
]  # fmt: skip
BESIDE = [
    *((file, value) for file in NETWORKS for value in
      ("192.0.2.8", "192.0.2.10", "198.51.99.255", "198.51.100.16", "2001:db7:ffff::", "2001:db9::")),
    *((file, value) for file in DOMAINS for value in
      ("xwide.example", "wide.example.org", "example", "www.exact.example", "notwide.example")),
    ("cisco-dns.txt", "exact.example"), ("fortigate-domains.txt", "exact.example"),
    *((file, value) for file in URLS for value in
      ("https://shared.example/", "https://shared.example/bad/x.shx", "https://shared.example/bad/",
       "https://xshared.example/bad/x.sh", "https://shared.example.org/bad/x.sh", "http://192.0.2.90/x")),
    *((file, "d" * size) for file, size in HASHES.items()),
    *((file, LETTERS[size] * (size - 1)) for file, size in HASHES.items()),
]  # fmt: skip


def feed() -> Feed:
    names = [indicator(base(), mention(Domain(n), match=match)) for n, match in NAMES.items()]
    return made(base(), names + [indicator(base(), mention(value)) for value in OTHERS])


def write(feed: Feed, directory: Path) -> Path:
    for path, data in emit(EMITTER, feed)[0].items():
        if path.startswith(f"{FOLDER}/"):
            (directory / Path(path).name).write_bytes(data)
    return directory


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ApplianceList]:
    directory = write(feed(), tmp_path_factory.mktemp("appliances"))
    return {name: reader(directory / name) for name, reader in READERS.items()}


def judged(asks: str) -> pytest.MarkDecorator:
    return pytest.mark.judged(f"{FOLDER}/*", by="own appliance readers", asks=asks)


@judged(LOADS)
@pytest.mark.parametrize("content", ["made", "empty", "released"])
@pytest.mark.parametrize("file", READERS)
def test_every_line_is_an_entry_that_the_maker_describes(
    file: str, content: str, tmp_path: Path
) -> None:
    path = ROOT / FOLDER / file
    if content != "released":
        path = write(feed() if content == "made" else made(base(), []), tmp_path) / file
    assert bool(READERS[file](path).entries) or content != "made"


def test_no_list_is_without_a_reader(tmp_path: Path) -> None:
    assert {path.name for path in write(feed(), tmp_path).iterdir()} == READERS.keys()


@judged(FINDS)
@pytest.mark.parametrize(("file", "value"), FOUND)
def test_an_appliance_blocks_what_is_listed(
    lists: dict[str, ApplianceList], file: str, value: str
) -> None:
    assert lists[file].blocks(value)


@judged(SILENT)
@pytest.mark.parametrize(("file", "value"), BESIDE)
def test_an_appliance_leaves_what_stands_beside(
    lists: dict[str, ApplianceList], file: str, value: str
) -> None:
    assert not lists[file].blocks(value)


def released(file: str) -> ApplianceList:
    return READERS[file](ROOT / FOLDER / file)


@judged(FINDS)
@pytest.mark.parametrize("file", DOMAINS)
def test_the_releases_names_are_blocked_with_all_below_them(file: str) -> None:
    wide = [row["value"] for row in blocked("domain") if row["match"] == "subdomains"]
    names = [*wide, *(f"www.{name}" for name in wide)]
    assert [name for name in names if not released(file).blocks(name)] == []


@judged(FINDS)
@pytest.mark.parametrize("file", HASHES)
def test_the_releases_hashes_are_blocked(file: str) -> None:
    hashes = [row["value"] for row in blocked("md5", "sha1", "sha256")]
    mine = [value for value in hashes if len(value) == HASHES[file]]
    assert [value for value in mine if not released(file).blocks(value)] == []
    assert set(released(file).entries) == set(mine)


@judged(SILENT)
@pytest.mark.parametrize("file", DOMAINS)
def test_neighbours_and_popular_names_pass(file: str) -> None:
    names = [*neighbours(read_listed(ROOT)), *popular()]
    assert [name for name in names if released(file).blocks(name)] == []


@judged(SILENT)
@pytest.mark.parametrize("file", URLS)
def test_the_hosts_of_listed_urls_pass_with_other_paths(file: str) -> None:
    listed = [row["value"] for row in blocked("url")]
    urls = [*(f"{url}x" for url in listed), *(f"https://{name}/" for name in popular())]
    there = released(file)
    assert [url for url in urls if there.blocks(url) and url not in listed] == []


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("cisco-networks.txt", "0.0.0.0/0"), ("panos-ips.txt", "# a comment"),
        ("panos-ips.txt", "192.0.2.999"), ("panos-domains.txt", "a.*.example"),
        ("panos-domains.txt", "https://a.example"), ("panos-urls.txt", "http://a.example/x"),
        ("panos-urls.txt", "a.example"), ("panos-urls.txt", "a.example/*"),
        ("panos-urls.txt", f"a.example/{'x' * 250}"), ("cisco-urls.txt", "a.example/x?y"),
        ("cisco-urls.txt", "[2001:db8::7]/x"), ("fortigate-domains.txt", "a b.example"),
        ("fortigate-md5.txt", "a" * 31), ("cisco-dns.txt", "*.a.example"),
    ],
)  # fmt: skip
def test_the_readers_are_strict(file: str, line: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text(f"{line}\n")
    with pytest.raises(AssertionError, match="takes for none"):
        READERS[file](tmp_path / file)
