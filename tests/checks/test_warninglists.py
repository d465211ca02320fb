"""FG303: what MISP's lists call benign or shared, found by an index that scans nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.machinery import ModuleSpec
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen.checks import _warninglists, warninglists
from feedgen.checks._benign_index import (
    CHOICES,
    BenignIndex,
    Holds,
    Listed,
    _expression,
    benign_index,
)
from feedgen.checks._intervals import span
from feedgen.checks._suffixes import SuffixIndex
from feedgen.checks._warninglists import _lists, listed_host, read_warninglist
from feedgen.checks.warninglists import _domain, _url
from feedgen.errors import InternalError
from feedgen.model.indicator import Action, Match
from tests.checks.checked_sources import Judge

REMEDY = "; remove it, or write exceptions: {FG303: reason}"
ON = "is on the MISP warninglist"

REFUSED = [
    (
        "ips: [91.195.240.123]",
        f'20: FG303 "91.195.240.123" {ON} "Parking domains" ("91.195.240.0/23"): '
        "a parking service answers there for every parked domain",
    ),
    (
        "ips: [8.8.8.8]",
        f'20: FG303 "8.8.8.8" {ON} "List of known IPv4 public DNS resolvers" ("8.8.8.8"): '
        "a public resolver",
    ),
    (
        'ips: ["2606:4700:4700::1111"]',
        f'20: FG303 "2606:4700:4700::1111" {ON} "List of known Cloudflare IP ranges" '
        '("2606:4700::/32"): a content network answers there for thousands of sites',
    ),
    (
        # A network that only holds a listed address.
        "ips: [91.195.241.0/24]",
        f'20: FG303 "91.195.241.0/24" {ON} "Parking domains" ("91.195.240.0/23"): '
        "a parking service answers there for every parked domain",
    ),
    (
        "ips: [{value: 140.82.121.3, action: detect}]",
        f'28: FG303 "140.82.121.3" {ON} '
        '"List of known GitHub IP ranges (https://api.github.com/meta)" ("140.82.112.0/20"): '
        "the forge's own network",
    ),
    (
        "ips: [{value: 3.5.140.10, action: block}]",
        f'28: FG303 "3.5.140.10" {ON} "List of known Amazon AWS IP address ranges" '
        '("3.5.128.0/19"): a cloud\'s addresses are rented and change hands',
    ),
    (
        'urls: ["http://91.195.240.123:8080/"]',
        f'21: FG303 "http://91.195.240.123:8080/" {ON} "Parking domains" ("91.195.240.0/23"): '
        "a parking service answers there for every parked domain",
    ),
    (
        "domains: [pypi.org]",
        f'24: FG303 "pypi.org" {ON} "Top 10K most-used sites from Tranco": '
        "one of the most used sites",
    ),
    (
        # Below a name that its owner lists with everything below it.
        "domains: [a.b.windowsupdate.com]",
        f'24: FG303 "a.b.windowsupdate.com" {ON} "List of known microsoft domains" '
        '("windowsupdate.com"): the vendor\'s own site',
    ),
    (
        # Above a listed name, and with its subdomains it covers it.
        "domains: [myip.com]",
        f'24: FG303 "myip.com" {ON} "List of known domains to know external IP" ("api.myip.com"): '
        "malware and clean software alike ask it for their address",
    ),
    (
        "domains: [beta.virustotal.com]",
        f'24: FG303 "beta.virustotal.com" {ON} "List of known domains used by automated malware '
        'analysis services & security vendors" ("virustotal.com"): '
        "an analysis service that reports link to",
    ),
    (
        'urls: ["https://pypi.org/"]',
        f'21: FG303 "https://pypi.org/" {ON} "Top 10K most-used sites from Tranco": '
        "one of the most used sites",
    ),
    (
        # A report's own link, taken for an indicator.
        'urls: ["https://www.virustotal.com/gui/file/abc"]',
        f'21: FG303 "https://www.virustotal.com/gui/file/abc" {ON} "List of known domains used by '
        'automated malware analysis services & security vendors" ("virustotal.com"): '
        "an analysis service that reports link to",
    ),
    (
        "emails: [abuse@evil-acme.com]",
        f'23: FG303 "abuse@evil-acme.com" {ON} "Common contact e-mail addresses": '
        "where to report abuse, not the attacker",
    ),
    (
        "files: [{md5: 44D88612FEA8A8F36DE82E1278ABB02F}]",
        f'28: FG303 "44d88612fea8a8f36de82e1278abb02f" {ON} '
        '"List of hashes for EICAR test virus": the harmless test file',
    ),
    (
        "images: [{repository: a/b, digest: "
        "sha256:275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f}]",
        '49: FG303 "sha256:275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f" '
        f'{ON} "List of hashes for EICAR test virus": the harmless test file',
    ),
]


@pytest.mark.parametrize(("indicators", "expected"), REFUSED)
def test_refused(judge: Judge, indicators: str, expected: str) -> None:
    assert judge("warninglists", indicators) == [f"acme.yml:12:{expected}{REMEDY}"]


ALLOWED = [
    # Beside the parking network.
    "ips: [91.195.239.255, 91.195.242.0, 94.154.172.43, 45.148.10.212, 83.142.209.203]",
    # Rented addresses may be watched, not blocked.
    "ips: [{value: 3.5.140.10, action: detect}, {value: 20.120.1.1, action: hunt}]",
    'urls: [{value: "http://3.5.140.10/", action: detect}]',
    # Precise: the site is used, not meant.
    'urls: ["https://pypi.org/project/evil/", "https://pypi.org/?q=evil"]',
    'urls: ["http://91.195.240.123/evil.sh"]',
    "domains: [audit.checkmarx.cx, checkmarx.zone, scan.aquasecurtiy.org, litellm.cloud]",
    # Look-alikes of listed names, and names above them that are meant exactly.
    "domains: [notvirustotal.com, virustotal.com.evil-acme.com, pypi.org.evil-acme.com]",
    "domains: [{value: myip.com, match: exact}, evil-pypi.org]",
    # Below a listed name without a leading dot: not the listed host.
    "domains: [evil.pypi.org]",
    # What customers of a vendor choose below its domain is FG305's business.
    "domains: [evil.azurewebsites.net, evil.blob.core.windows.net, github.io, x.github.io]",
    "emails: [eve@evil-acme.com, abuse.desk@evil-acme.com]",
    "files: [{md5: 44d88612fea8a8f36de82e1278abb02e}]",
    # Only the digest is compared, never a name that looks like a listed value.
    "paths: [/srv/8.8.8.8], user_agents: [pypi.org/1.0], repositories: [pypi.org]",
]


@pytest.mark.parametrize("indicators", ALLOWED)
def test_allowed(judge: Judge, indicators: str) -> None:
    assert judge("warninglists", indicators) == []


def test_a_written_reason_is_an_exception(judge: Judge) -> None:
    line = "{value: 91.195.240.123, exceptions: {FG303: seen there before it was parked}}"
    assert judge("warninglists", f"ips: [{line}]") == []


def test_every_incident_needs_its_own_reason(judge: Judge) -> None:
    line = "{value: 91.195.240.123, exceptions: {FG303: seen there before it was parked}}"
    judge("warninglists", f"ips: [{line}]", id_="a")
    (finding,) = judge("warninglists", "ips: [91.195.240.123]", id_="b")
    assert finding.startswith("b.yml:12:20: ")


def test_every_choice_is_installed_and_has_entries() -> None:
    """A list that the package drops, renames or empties must not vanish in silence."""
    for choice in CHOICES:
        assert read_warninglist(choice.folder).entries, choice.folder
    assert len({choice.folder for choice in CHOICES}) == len(CHOICES)


@cache
def networks() -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(
        ip_network(entry, strict=False)
        for choice in CHOICES
        if choice.holds is Holds.ADDRESSES and choice.less is None
        for entry in read_warninglist(choice.folder).entries
    )


def edges(network: IPv4Network | IPv6Network) -> st.SearchStrategy[str]:
    """The first and last address of a network, and the ones beside it."""
    first, last = int(network.network_address), int(network.broadcast_address)
    top = 2**network.max_prefixlen - 1
    kind = IPv4Address if network.version == 4 else IPv6Address
    numbers = [max(first - 1, 0), first, last, min(last + 1, top)]
    return st.sampled_from([str(kind(number)) for number in numbers])


IN_A_LISTED_NETWORK = st.deferred(lambda: st.sampled_from(networks()).flatmap(edges))
ADDRESSES = st.one_of(IN_A_LISTED_NETWORK, st.ip_addresses().map(str))


@given(ADDRESSES)
def test_the_index_has_every_listed_network(text: str) -> None:
    """Every address of a listed network is found, and what is found holds the address."""
    address = ip_address(text)
    found = benign_index().addresses.overlapping(text)
    if any(address in network for network in networks() if network.version == address.version):
        assert found is not None
    if found is not None:
        listed, wanted = span(found[0]), span(text)
        assert listed.first <= wanted.first <= listed.last


def test_the_forges_runners_are_left_to_the_cloud_they_rent_from() -> None:
    index = benign_index()
    assert index.addresses.overlapping("20.120.1.1") is None
    assert index.rented.overlapping("20.120.1.1") is not None
    assert index.addresses.overlapping("140.82.121.3") is not None


@pytest.mark.parametrize(
    "count",
    [pytest.param(5_000, id="some"), pytest.param(1_000_000, id="many", marks=pytest.mark.long)],
)
def test_many_values(count: int) -> None:
    """Takes seconds, where a search that costs 200 ms a value takes two days."""
    index = benign_index()
    parked = shared = 0
    for number in range(count):
        address = "91.195.240.123" if number % 1000 == 0 else f"94.154.{number % 256}.7"
        parked += warninglists._address(index, address, Action.BLOCK) is not None
        host = "pypi.org" if number % 1000 == 0 else f"h{number}.evil-acme.com"
        shared += warninglists._domain(index, host, Match.SUBDOMAINS) is not None
    assert (parked, shared) == (count // 1000, count // 1000)


@pytest.fixture
def forgotten() -> Iterator[None]:
    _lists.cache_clear()
    yield
    _lists.cache_clear()


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("spec", [None, ModuleSpec("pymispwarninglists", None)])
def test_missing_lists_are_our_fault(
    monkeypatch: pytest.MonkeyPatch, spec: ModuleSpec | None
) -> None:
    monkeypatch.setattr(_warninglists, "find_spec", lambda _: spec)
    with pytest.raises(InternalError, match="pymispwarninglists is not installed"):
        _lists()


@pytest.mark.parametrize(
    ("entry", "host"),
    [(".Example.COM", "example.com"), ("example.com.", "example.com"), ("Xbox.com", "xbox.com"),
     ("netflix", "netflix")],
)  # fmt: skip
def test_an_entry_is_a_canonical_host(entry: str, host: str) -> None:
    assert listed_host(entry) == host


def test_an_expression_has_its_own_flags() -> None:
    assert _expression("/^a$/i").search("A")
    assert not _expression("/^a$/").search("A")
    assert _expression("/a/b/").search("a/b")


LISTED = Listed("made", "made for this test")


def index(*, hosts: tuple[str, ...] = (), trees: tuple[str, ...] = ()) -> BenignIndex:
    return replace(
        benign_index(),
        hosts=SuffixIndex([(host, LISTED) for host in hosts]),
        trees=SuffixIndex([(host, LISTED) for host in trees]),
    )


def test_a_customers_name_on_a_platform_may_be_listed_itself() -> None:
    there = index(hosts=("evil.github.io",), trees=("tree.github.io",))
    assert _domain(there, "evil.github.io", Match.EXACT) == (None, LISTED)
    assert _domain(there, "a.tree.github.io", Match.EXACT) == ("tree.github.io", LISTED)
    assert _domain(there, "other.github.io", Match.EXACT) is None


def test_a_platform_itself_and_what_its_customers_choose_are_no_vendors_names() -> None:
    there = index(hosts=("github.io",), trees=("github.io",))
    assert _domain(there, "github.io", Match.EXACT) is None
    assert _domain(there, "evil.github.io", Match.EXACT) is None


def test_a_name_below_no_known_top_level_is_judged_too() -> None:
    there = index(hosts=("a.no-such-top",))
    assert _domain(there, "a.no-such-top", Match.EXACT) == (None, LISTED)
    assert _domain(there, "b.no-such-top", Match.EXACT) is None


@pytest.mark.parametrize("host", ["site.example.com", "www.site.example.com"])
def test_a_page_of_a_listed_site_is_judged_by_its_host(host: str) -> None:
    there = replace(index(), sites=SuffixIndex([("site.example.com", LISTED)]))
    found = _url(there, f"https://{host}/report/1", Action.BLOCK)
    assert found == ("site.example.com", LISTED)
    assert _url(there, "https://other.example.com/report/1", Action.BLOCK) is None
