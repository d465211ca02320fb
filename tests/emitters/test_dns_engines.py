"""Lists for resolvers: real ones withhold what is listed, all of it, and nothing else."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import adblock
import pytest

from feedgen.emitters.dns import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.indicator import Match
from feedgen.model.observables import Domain, Ip
from tests.conftest import emit
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.latest_release import ROOT
from tests.engines.name_server import NO_DATA, NXDOMAIN, OPEN, RESOLVES, Answer, dig, upstream
from tests.engines.registry import require
from tests.engines.resolvers import HOSTS, OWN_LISTS, POLICY_ZONE, Resolver
from tests.model.made_feeds import base, indicator, made, mention

WIDE, EXACT = Match.SUBDOMAINS, Match.EXACT
LISTED = {
    "wide.example": WIDE,
    "exact.example": EXACT,
    "inside.wide.example": EXACT,
    "deeper.wide.example": WIDE,
    "part.exact.example": WIDE,
    "_srv.under.example": EXACT,
    "xn--bcher-kva.example": WIDE,
}
WITHHELD = (
    "wide.example", "www.wide.example", "a.b.wide.example", "WIDE.example", "inside.wide.example",
    "a.inside.wide.example", "a.deeper.wide.example", "exact.example", "part.exact.example",
    "a.part.exact.example", "_srv.under.example", "a.xn--bcher-kva.example",
)  # fmt: skip
FREE = (
    "xwide.example", "wide.example.org", "example.org", "www.exact.example", "a.b.exact.example",
    "xexact.example", "xpart.exact.example", "under.example", "a._srv.under.example",
    "notwide.example.org", "wide-example.org", "example",
)  # fmt: skip
ADDRESSES = ("192.0.2.9", "198.51.100.0/28", "2001:db8::7", "2001:db8:0:0:1::/96", "2001:db8:2::")
ADDRESS_OF = {
    "byaddress.example.org": "192.0.2.9",
    "besideaddress.example.org": "192.0.2.10",
    "bynetwork.example.org": "198.51.100.15",
    "besidenetwork.example.org": "198.51.100.16",
    "bysix.example.org": "2001:db8::7",
    "besidesix.example.org": "2001:db8::8",
    "bysixnetwork.example.org": "2001:db8::1:0:0:5",
    "byzeros.example.org": "2001:db8:2::",
}
NULL = Answer("NOERROR", ("0.0.0.0",))  # noqa: S104 - what a hosts file answers, nobody listens


def feed() -> Feed:
    names = [indicator(base(), mention(Domain(n), match=match)) for n, match in LISTED.items()]
    addresses = [indicator(base(), mention(Ip(Ip.parse(text).value))) for text in ADDRESSES]
    return made(base(), names + addresses)


def write(feed: Feed, directory: Path) -> Path:
    for path, data in emit(EMITTER, feed)[0].items():
        (directory / Path(path).name).write_bytes(data)
    return directory


def judged_by(*resolvers: Resolver, asks: str) -> pytest.MarkDecorator:
    """Each of these resolvers in its turn, as the fixture `answers`."""
    judges = [
        pytest.param(
            resolver, id=str(resolver),
            marks=pytest.mark.judged(resolver.artifact, by=(resolver.program, "dig"), asks=asks),
        )
        for resolver in resolvers
    ]  # fmt: skip
    return pytest.mark.parametrize("answers", judges, indirect=True)


@pytest.fixture(scope="module")
def answers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, Answer]]:
    """What the resolver of this parameter says of every name above, with a list made here."""
    directory = tmp_path_factory.mktemp("resolver")
    directory.chmod(0o755)
    resolver: Resolver = request.param
    names = [*WITHHELD, *FREE, *(name for name, text in ADDRESS_OF.items() if ":" not in text)]
    with (
        upstream(ADDRESS_OF) as above,
        resolver.start(write(feed(), directory), above) as port,
    ):
        found = dig(port, names)
        found |= dig(port, [name for name, text in ADDRESS_OF.items() if ":" in text], "AAAA")
        yield found


@pytest.mark.parametrize("name", WITHHELD)
@judged_by(*POLICY_ZONE, *OWN_LISTS, asks=FINDS)
def test_a_resolver_withholds_what_is_listed(answers: Mapping[str, Answer], name: str) -> None:
    assert answers[name] in (NXDOMAIN, NO_DATA)


@pytest.mark.parametrize("name", FREE)
@judged_by(*POLICY_ZONE, *OWN_LISTS, asks=SILENT)
def test_a_resolver_resolves_what_stands_beside(answers: Mapping[str, Answer], name: str) -> None:
    assert answers[name] == RESOLVES


@judged_by(*POLICY_ZONE, asks=FINDS)
def test_a_policy_zone_says_that_a_name_is_not_there_or_has_nothing(
    answers: Mapping[str, Answer],
) -> None:
    assert answers["wide.example"] == NXDOMAIN
    # There are names below an exact one, and NXDOMAIN would say that there are none.
    assert answers["exact.example"] == NO_DATA


@pytest.mark.parametrize("name", [name for name in ADDRESS_OF if not name.startswith("beside")])
@judged_by(*(judge for judge in POLICY_ZONE if judge.program != "kresd"), asks=FINDS)
def test_a_policy_zone_withholds_names_of_listed_addresses(
    answers: Mapping[str, Answer], name: str
) -> None:
    assert answers[name] == NXDOMAIN


@pytest.mark.parametrize("name", [name for name in ADDRESS_OF if name.startswith("beside")])
@judged_by(*POLICY_ZONE, asks=SILENT)
def test_a_policy_zone_leaves_the_neighbours_of_an_address(
    answers: Mapping[str, Answer], name: str
) -> None:
    assert answers[name] == Answer("NOERROR", (ADDRESS_OF[name],))


@judged_by(*(judge for judge in POLICY_ZONE if judge.program == "kresd"), asks=LOADS)
def test_knot_resolver_knows_no_triggers_of_addresses(answers: Mapping[str, Answer]) -> None:
    """The page says so; when a new version knows them, the tests above are for it too."""
    name = "byaddress.example.org"
    assert answers[name] == Answer("NOERROR", (ADDRESS_OF[name],))


@pytest.mark.parametrize("name", LISTED)
@judged_by(HOSTS, asks=FINDS)
def test_a_hosts_file_has_the_names_themselves(answers: Mapping[str, Answer], name: str) -> None:
    assert answers.get(name, NULL) == NULL


@pytest.mark.parametrize("name", ["xwide.example", "www.wide.example", "example.org"])
@judged_by(HOSTS, asks=SILENT)
def test_a_hosts_file_has_no_other_names(answers: Mapping[str, Answer], name: str) -> None:
    assert answers[name] == RESOLVES


GETENT = """
mount --bind hosts.txt /etc/hosts
for name in {names}; do echo "$name $(getent -s files ahostsv4 $name | head -n 1)"; done
"""


@pytest.fixture(scope="module")
def in_etc_hosts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the C library reads, where hosts.txt stands as /etc/hosts."""
    script = GETENT.format(names=" ".join([*LISTED, *FREE]))
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-ec", script], capture_output=True, text=True, check=False,
        cwd=write(feed(), tmp_path_factory.mktemp("hosts")),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines()}


@pytest.mark.judged("blocklists/hosts.txt", by="getent", asks=FINDS)
@pytest.mark.parametrize("name", LISTED)
def test_the_c_library_finds_a_listed_name_in_etc_hosts(
    in_etc_hosts: dict[str, list[str]], name: str
) -> None:
    assert in_etc_hosts[name][0] == NULL.addresses[0]


@pytest.mark.judged("blocklists/hosts.txt", by="getent", asks=SILENT)
@pytest.mark.parametrize("name", FREE)
def test_the_c_library_finds_nothing_beside(in_etc_hosts: dict[str, list[str]], name: str) -> None:
    assert in_etc_hosts[name] == []


CHECKERS = {
    "rpz.zone": ("named-checkzone", "rpz.feedgen"),
    "unbound.conf": ("unbound-checkconf",),
    "dnsmasq.conf": ("dnsmasq", "--test", "-C"),
}


@pytest.mark.parametrize("content", ["made", "empty", "released"])
@pytest.mark.parametrize(
    "file",
    [
        pytest.param(
            file, marks=pytest.mark.judged(f"blocklists/{file}", by=command[0], asks=LOADS)
        )
        for file, command in CHECKERS.items()
    ],
)
def test_the_checkers_take_the_lists(file: str, content: str, tmp_path: Path) -> None:
    path = ROOT / "blocklists" / file
    if content != "released":
        path = write(feed() if content == "made" else made(base(), []), tmp_path) / file
    program, *arguments = CHECKERS[file]
    done = subprocess.run(
        [require(program), *arguments, path], capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert "warning" not in said.lower(), said
    if file == "rpz.zone" and content != "released":
        assert f"loaded serial {base().release.serial}\n" in said


@pytest.fixture(scope="module")
def browser() -> adblock.Engine:
    rules = adblock.FilterSet()
    rules.add_filter_list(emit(EMITTER, feed())[0]["blocklists/adblock.txt"].decode())
    return adblock.Engine(rules)


def stopped(browser: adblock.Engine, url: str) -> bool:
    return bool(browser.check_network_urls(url, "https://site.test/", "script").matched)


@pytest.mark.judged("blocklists/adblock.txt", by="adblock", asks=FINDS)
@pytest.mark.parametrize("scheme", ["https", "http"])
@pytest.mark.parametrize("name", [name for name in WITHHELD if name.islower()])
def test_a_browsers_engine_stops_what_is_listed(
    browser: adblock.Engine, scheme: str, name: str
) -> None:
    assert stopped(browser, f"{scheme}://{name}:8443/x.js?y")
    assert stopped(browser, f"{scheme}://{name}/")


@pytest.mark.judged("blocklists/adblock.txt", by="adblock", asks=SILENT)
@pytest.mark.parametrize("name", [*FREE[:-1], f"site.test/?u=https://{WITHHELD[-1]}", OPEN])
def test_a_browsers_engine_lets_the_rest_pass(browser: adblock.Engine, name: str) -> None:
    assert not stopped(browser, f"https://{name}/")
