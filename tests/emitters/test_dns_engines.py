"""Lists for resolvers: real ones withhold what is listed, all of it, and nothing else."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import emit
from engines import resolvers
from made_feeds import indicator, made, mention, small

from feedgen.emitters.dns import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.indicator import Match
from feedgen.model.observables import Domain, Ip

pytestmark = pytest.mark.engine

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
ADDRESSES = ("192.0.2.9", "198.51.100.0/28", "2001:db8::7", "2001:db8:0:0:1::/96", "2001:db8:2::")
ANSWERS = {
    "byaddress.example.org": "192.0.2.9",
    "besideaddress.example.org": "192.0.2.10",
    "bynetwork.example.org": "198.51.100.15",
    "besidenetwork.example.org": "198.51.100.16",
    "bysix.example.org": "2001:db8::7",
    "besidesix.example.org": "2001:db8::8",
    "bysixnetwork.example.org": "2001:db8::1:0:0:5",
    "byzeros.example.org": "2001:db8:2::",
}
WITHHELD = (
    "wide.example", "www.wide.example", "a.b.wide.example", "WIDE.example", "inside.wide.example",
    "a.inside.wide.example", "a.deeper.wide.example", "exact.example", "part.exact.example",
    "a.part.exact.example", "_srv.under.example", "a.xn--bcher-kva.example",
)  # fmt: skip
OPEN = (
    "xwide.example", "wide.example.org", "example.org", "www.exact.example", "a.b.exact.example",
    "xexact.example", "xpart.exact.example", "under.example", "a._srv.under.example",
)  # fmt: skip


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    base = small(corpus("small"))
    names = [indicator(base, mention(Domain(n), match=match)) for n, match in LISTED.items()]
    addresses = [indicator(base, mention(Ip(Ip.parse(text).value))) for text in ADDRESSES]
    return made(base, names + addresses)


@pytest.fixture
def directory(feed: Feed, tmp_path: Path) -> Path:
    return write(feed, tmp_path)


def write(feed: Feed, directory: Path) -> Path:
    for path, data in emit(EMITTER, feed)[0].items():
        (directory / Path(path).name).write_bytes(data)
    directory.chmod(0o755)
    return directory


@pytest.fixture
def above() -> Iterator[int]:
    with resolvers.upstream(ANSWERS) as port:
        yield port


def assert_answers(port: int) -> None:
    assert [name for name in WITHHELD if resolvers.ask(port, name)[1]] == []
    found = {name: resolvers.ask(port, name) for name in OPEN}
    assert found == dict.fromkeys(OPEN, ("NOERROR", [resolvers.OPEN]))


def assert_addresses_are_withheld(port: int) -> None:
    kinds = {name: "AAAA" if ":" in text else "A" for name, text in ANSWERS.items()}
    found = {name: resolvers.ask(port, name, kind)[1] for name, kind in kinds.items()}
    assert found == {name: [ANSWERS[name]] if name.startswith("beside") else [] for name in ANSWERS}


def test_bind_loads_the_policy_zone_and_answers_by_it(directory: Path, above: int) -> None:
    with resolvers.named(directory, above) as port:
        assert_answers(port)
        assert resolvers.ask(port, "wide.example")[0] == "NXDOMAIN"
        # There are names below an exact one, and NXDOMAIN would say that there are none.
        assert resolvers.ask(port, "exact.example")[0] == "NOERROR"
        assert_addresses_are_withheld(port)
    assert "canonical" not in (directory / "named.log").read_text()


def test_the_zone_checker_takes_the_zone_also_when_it_is_empty(feed: Feed, tmp_path: Path) -> None:
    for there in (feed, made(feed, [])):
        write(there, tmp_path)
        command: list[str | Path] = [
            resolvers.require("named-checkzone"),
            "rpz.feedgen",
            tmp_path / "rpz.zone",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        assert f"loaded serial {there.release.serial}\n" in done.stdout


def test_unbound_answers_by_its_list(directory: Path, above: int) -> None:
    with resolvers.unbound(directory, above) as port:
        assert_answers(port)


def test_unbound_answers_by_the_policy_zone(directory: Path, above: int) -> None:
    with resolvers.unbound(directory, above, zone=True) as port:
        assert_answers(port)
        assert_addresses_are_withheld(port)


def test_dnsmasq_answers_by_its_list(directory: Path, above: int) -> None:
    setting = f"conf-file={directory}/dnsmasq.conf"
    with resolvers.dnsmasq(directory, above, setting) as port:
        assert_answers(port)
        assert resolvers.ask(port, "exact.example", "TXT") == ("NXDOMAIN", [])


def test_a_hosts_file_withholds_the_names_themselves(directory: Path, above: int) -> None:
    with resolvers.dnsmasq(directory, above, f"addn-hosts={directory}/hosts.txt") as port:
        null = "0.0.0.0"  # noqa: S104 - what a hosts file answers, not where anybody listens
        assert {resolvers.ask(port, name)[1][0] for name in LISTED} == {null}
        assert resolvers.ask(port, "www.wide.example")[1] == [resolvers.OPEN]


@pytest.mark.parametrize(
    ("program", "arguments", "file"),
    [("unbound-checkconf", (), "unbound.conf"), ("dnsmasq", ("--test", "-C"), "dnsmasq.conf")],
)
def test_the_checkers_take_empty_lists(
    feed: Feed, tmp_path: Path, program: str, arguments: tuple[str, ...], file: str
) -> None:
    write(made(feed, []), tmp_path)
    command: list[str | Path] = [resolvers.require(program), *arguments, tmp_path / file]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
