"""The queries that join Sentinel's watchlists, run by duckdb-kql over the lists and events.

Microsoft's grammar, which duckdb-kql parses with, takes all of them. It cannot run the plug-in
`ipv4_lookup`, so that the networks of one query are not judged beyond their grammar.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import duckdb
import duckdb_kql
import pytest

from feedgen.emitters.lookups import EMITTER, sentinel
from feedgen.model.feed import Feed
from feedgen.model.indicator import Match
from feedgen.model.observables import Domain, Ip, Md5, Sha1, Sha256, Url, UserAgent
from tests.conftest import TESTS, emit
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.model.made_feeds import listed, small

KQL, CSV = "lookups/sentinel/queries/*.kql", "lookups/sentinel/*.csv"
RELEASE = TESTS.parent / "out" / "v1" / "latest" / "lookups" / "sentinel"
PATHS = {path.path.rpartition("/")[2].removesuffix(".kql") for path in sentinel.queries()}
TABLES = {
    "imFileEvent": ("TargetFileSHA256",),
    "imProcessCreate": ("TargetProcessMD5", "TargetProcessSHA1", "TargetProcessSHA256"),
    "_Im_Dns": ("DnsQuery",), "_Im_NetworkSession": ("DstIpAddr",),
    "_Im_WebSession": ("HttpUserAgent", "Url"),
}  # fmt: skip
"""ASIM's parsers, and the columns of theirs that queries name."""
WATCHLIST = ("WatchlistAlias", "SearchKey", *sentinel.HEADER)
Files = Mapping[str, bytes]


def run(query: str, lists: Files, column: str, values: Sequence[str | None]) -> list[int]:
    """Numbers of the events that a query finds; once for each row."""
    with closing(duckdb_kql.connect()) as connection:
        _watchlists(connection, lists)
        for table, columns in TABLES.items():
            names = ", ".join(f"{name} VARCHAR" for name in columns)
            connection.execute(f"CREATE TABLE {table} ({names}, number INTEGER)")
            if column in columns:
                for number, value in enumerate(values):
                    connection.execute(
                        f"INSERT INTO {table} ({column}, number) VALUES (?, ?)",  # noqa: S608 - names of our own
                        [value, number],
                    )
        found = duckdb_kql.query(connection, query)
        at = found.columns.index("number")
        return sorted(row[at] for row in found.fetchall())


def _watchlists(connection: duckdb.DuckDBPyConnection, lists: Files) -> None:
    columns = ", ".join(f'"{name}" VARCHAR' for name in WATCHLIST)
    connection.execute(f"CREATE TABLE Watchlists ({columns})")
    marks = ", ".join("?" * len(WATCHLIST))
    for path, content in lists.items():
        alias = path.rpartition("/")[2].removesuffix(".csv")
        for row in csv.DictReader(io.StringIO(content.decode(), newline="")):
            cells = [alias, row["Value"], *(row[name] for name in sentinel.HEADER)]
            connection.execute(f"INSERT INTO Watchlists VALUES ({marks})", cells)  # noqa: S608 - question marks


@pytest.fixture(autouse=True)
def _watchlist_function() -> Iterator[None]:
    duckdb_kql.set_functions([
        "function _GetWatchlist(alias:string) { Watchlists | where WatchlistAlias == alias }"
    ])  # fmt: skip
    yield
    duckdb_kql.set_functions([])


@pytest.fixture(scope="module")
def made(corpus: Callable[[str], Path]) -> Files:
    feed: Feed = small(corpus("small"), EMITTER)
    values = (
        Domain("exact.example"), Ip("192.0.2.7"), Ip("198.51.100.0/28"), Md5("a" * 32),
        Sha1("b" * 40), Sha256("c" * 64), Url("https://a.example/x"), UserAgent("Bad/1.0"),
    )  # fmt: skip
    files = dict(emit(EMITTER, listed(feed, *values, emitter=EMITTER))[0])
    below = listed(feed, Domain("wide.example"), emitter=EMITTER, match=Match.SUBDOMAINS)
    wide = emit(EMITTER, below)[0]["lookups/sentinel/feedgen_domain.csv"].splitlines()[1:]
    files["lookups/sentinel/feedgen_domain.csv"] += b"\n".join(wide) + b"\n"
    return files


def tables(files: Files) -> Files:
    return {
        path: content for path, content in files.items() if path.startswith("lookups/sentinel/feed")
    }


def query(files: Files, name: str) -> str:
    return files[f"lookups/sentinel/queries/{name}.kql"].decode()


_NAMES = (["exact.example", "EXACT.example.", "wide.example", "a.b.Wide.example"],
          ["a.exact.example", "notwide.example", "wide.example.org", "example", "", None])  # fmt: skip
CASES: Mapping[str, tuple[str, tuple[list[str], list[str | None]]]] = {
    "domain_dns": ("DnsQuery", (_NAMES[0], list(_NAMES[1]))),
    "domain_web": ("Url", (
        ["https://exact.example/x", "wide.example", "http://a.wide.example:8080/?q"],
        ["https://a.exact.example/", "https://x.example/wide.example", "xwide.example", None],
    )),
    "md5_process": ("TargetProcessMD5", (["a" * 32, "A" * 32], ["a" * 31 + "b", "", None])),
    "sha1_process": ("TargetProcessSHA1", (["b" * 40], ["b" * 39 + "a", None])),
    "sha256_file": ("TargetFileSHA256", (["C" * 64], ["c" * 63 + "d", None])),
    "sha256_process": ("TargetProcessSHA256", (["c" * 64], ["c" * 63, None])),
    "url_web": ("Url", (["https://a.example/x"], ["https://a.example/xy", "a.example", None])),
    "user_agent_web": ("HttpUserAgent", (["bad/1.0"], ["Bad/1.00", "xBad/1.0", None])),
}  # fmt: skip
"""By query: the column, what must be found and what must not."""


def test_every_query_is_run_here() -> None:
    assert {*CASES, "ip_network"} == PATHS


@pytest.mark.judged(KQL, by="duckdb-kql", asks=LOADS)
@pytest.mark.parametrize("name", sorted(PATHS))
def test_a_query_is_kql(made: Files, name: str) -> None:
    for text in (query(made, name), (RELEASE / "queries" / f"{name}.kql").read_text()):
        assert duckdb_kql.validate(text) == []


@pytest.mark.judged(KQL, CSV, by="duckdb-kql", asks=FINDS)
@pytest.mark.judged(KQL, CSV, by="duckdb-kql", asks=SILENT)
@pytest.mark.parametrize("name", sorted(CASES))
def test_a_join_finds_what_is_listed_once_and_no_look_alike(made: Files, name: str) -> None:
    column, (bad, good) = CASES[name]
    assert run(query(made, name), tables(made), column, [*bad, *good]) == list(range(len(bad)))


@pytest.mark.judged(KQL, CSV, by="duckdb-kql", asks=FINDS)
@pytest.mark.judged(KQL, CSV, by="duckdb-kql", asks=SILENT)
def test_addresses_are_found_and_networks_left_to_the_plug_in(made: Files) -> None:
    text = query(made, "ip_network")
    networks = re.search(r"let networks = ([^;]+);\nunion addresses, networks\n\Z", text)
    assert networks
    assert "evaluate ipv4_lookup(ranges, DstIpAddr, Value)" in networks[1]
    addresses = text[: networks.start()] + "addresses"
    values = ["192.0.2.7", "192.0.2.70", "198.51.100.0/28", "10.0.0.1", "", None]
    assert run(addresses, tables(made), "DstIpAddr", values) == [0]


@pytest.mark.judged(KQL, CSV, by="duckdb-kql", asks=SILENT)
def test_what_has_expired_is_not_joined(made: Files) -> None:
    old = {
        path: re.sub(rb"\d{4}-\d\d-\d\dT", b"2020-01-01T", content)
        for path, content in tables(made).items()
    }
    column, (bad, _) = CASES["domain_dns"]
    assert run(query(made, "domain_dns"), old, column, bad) == []


@pytest.mark.judged(KQL, CSV, by="duckdb-kql", asks=FINDS)
@pytest.mark.judged(KQL, CSV, by="duckdb-kql", asks=SILENT)
def test_released_lists_are_joined(made: Files) -> None:
    """With the queries of this version: those of the release say the same in other words."""
    lists = {path.name: path.read_bytes() for path in RELEASE.glob("*.csv")}
    bad = ["audit.checkmarx.cx", "a.checkmarx.zone", "CHECKMARX.zone"]
    good = ["notaudit.checkmarx.cx.example.org", "checkmarx.zone.example.org", "xcheckmarx.zone"]
    found = run(query(made, "domain_dns"), lists, "DnsQuery", [*bad, *good])
    assert set(found) == {0, 1, 2}
