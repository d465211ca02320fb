"""The release's own lists for resolvers: what is listed is withheld, what stands beside is not."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping

import adblock
import pytest

from tests.benign.listed import read_listed
from tests.benign.names import neighbours, popular
from tests.engines.conformance import FINDS, SILENT
from tests.engines.latest_release import ROOT, blocked
from tests.engines.name_server import NO_DATA, NXDOMAIN, RESOLVES, Answer, dig, upstream
from tests.engines.resolvers import HOSTS, OWN_LISTS, POLICY_ZONE, Resolver

Ask = Callable[[Iterable[str]], Mapping[str, Answer]]


def judged_by(*resolvers: Resolver, asks: str) -> pytest.MarkDecorator:
    """Each of these resolvers in its turn, as the fixture `ask`."""
    judges = [
        pytest.param(
            resolver, id=str(resolver),
            marks=pytest.mark.judged(resolver.artifact, by=(resolver.program, "dig"), asks=asks),
        )
        for resolver in resolvers
    ]  # fmt: skip
    return pytest.mark.parametrize("ask", judges, indirect=True)


@pytest.fixture(scope="module")
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    resolver: Resolver = request.param
    directory = tmp_path_factory.mktemp("resolver")
    directory.chmod(0o755)
    shutil.copy(ROOT / resolver.artifact, directory)
    with upstream({}) as above, resolver.start(directory, above) as port:
        yield lambda names: dig(port, names)


def wide() -> list[str]:
    return [row["value"] for row in blocked("domain") if row["match"] == "subdomains"]


def exact() -> list[str]:
    return [row["value"] for row in blocked("domain") if row["match"] == "exact"]


def beside() -> list[str]:
    """Neighbours and parents of the names, what an exact one leaves free, and what is popular."""
    listed = read_listed(ROOT)
    near = [*neighbours(listed), *(f"below.{name}" for name in exact())]
    return [name for name in (*near, *popular()) if not listed.covers(name) and len(name) < 200]


@judged_by(*POLICY_ZONE, *OWN_LISTS, asks=FINDS)
def test_every_name_that_is_to_be_blocked_is_withheld(ask: Ask) -> None:
    names = [*wide(), *(f"{below}{name}" for name in wide() for below in ("www.", "a.b."))]
    answers = ask(names)
    assert {name: answers[name] for name in names} == dict.fromkeys(names, NXDOMAIN)


@judged_by(*POLICY_ZONE, *OWN_LISTS, asks=FINDS)
def test_every_exact_name_that_is_to_be_blocked_has_no_address(ask: Ask) -> None:
    answers = ask(exact())
    assert {n: a for n, a in answers.items() if a not in (NXDOMAIN, NO_DATA)} == {}
    assert answers.keys() == set(exact())


@judged_by(HOSTS, asks=FINDS)
def test_every_name_that_is_to_be_blocked_has_no_host(ask: Ask) -> None:
    names = [*wide(), *exact()]
    answers = ask(names)
    null = Answer("NOERROR", ("0.0.0.0",))  # noqa: S104 - an answer; nobody listens there
    assert answers == dict.fromkeys(names, null)


@judged_by(*POLICY_ZONE, *OWN_LISTS, HOSTS, asks=SILENT)
def test_neighbours_parents_and_popular_names_resolve(ask: Ask) -> None:
    names = beside()
    answers = ask(names)
    assert {n: a for n, a in answers.items() if a != RESOLVES} == {}
    assert answers.keys() == set(names)


@pytest.fixture(scope="module")
def browser() -> adblock.Engine:
    rules = adblock.FilterSet()
    rules.add_filter_list((ROOT / "blocklists" / "adblock.txt").read_text())
    return adblock.Engine(rules)


def stopped(browser: adblock.Engine, names: Iterable[str]) -> list[str]:
    return [
        name
        for name in names
        if browser.check_network_urls(f"https://{name}/x", "https://site.test/", "script").matched
    ]


@pytest.mark.judged("blocklists/adblock.txt", by="adblock", asks=FINDS)
def test_a_browsers_engine_stops_every_name_that_is_to_be_blocked(browser: adblock.Engine) -> None:
    names = [*wide(), *exact(), *(f"www.{name}" for name in wide())]
    assert stopped(browser, names) == names


@pytest.mark.judged("blocklists/adblock.txt", by="adblock", asks=SILENT)
def test_a_browsers_engine_lets_neighbours_and_popular_names_pass(browser: adblock.Engine) -> None:
    assert stopped(browser, beside()) == []
