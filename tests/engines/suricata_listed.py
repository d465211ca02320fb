"""Traffic to every value that a release lists, and to what only looks like one of them.

Values come from the release's table, not from its rules. Which of them a conversation has to do with
is said here from the meaning of each type: a name below another listed one belongs to that one.
"""

from __future__ import annotations

import csv
import ipaddress
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.engines.suricata_traffic import Conversation, connect, dns_query, http, ping, quic, tls

_SHOWN = ("block", "detect")


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator that may raise an alert."""

    id: str
    type: str
    value: str
    match: str
    ports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation, and the ids of the indicators that it has to do with."""

    traffic: Conversation
    meant: frozenset[str]


class Table:
    """What a release wants to be seen."""

    def __init__(self, release: Path) -> None:
        told = release / "release.json"
        as_of = json.loads(told.read_bytes())["as_of"] if told.is_file() else ""
        with (release / "indicators.csv").open(newline="", encoding="utf-8") as file:
            self.rows = tuple(
                Row(row["id"], row["type"], row["value"], row["match"],
                    tuple(map(int, filter(None, row["ports"].split("|")))))
                for row in csv.DictReader(file)
                if row["action"] in _SHOWN and (not row["valid_until"] or row["valid_until"] > as_of)
            )  # fmt: skip

    def of(self, type_: str) -> list[Row]:
        """The rows of a type."""
        return [row for row in self.rows if row.type == type_]

    def above(self, host: str) -> frozenset[str]:
        """Domains that cover a host."""
        name = host.lower().rstrip(".")
        return frozenset(
            row.id
            for row in self.of("domain")
            if name == row.value or (row.match == "subdomains" and name.endswith(f".{row.value}"))
        )

    def at(self, address: str, port: int) -> frozenset[str]:
        """Addresses and networks that cover an address."""
        there = ipaddress.ip_address(address)
        return frozenset(
            row.id for row in self.of("ip")
            if there in ipaddress.ip_network(row.value) and (not row.ports or port in row.ports)
        )  # fmt: skip


Made = Iterator[tuple[Conversation, frozenset[str]]]
Make = Callable[[Table], Made]


def talks(table: Table, kind: str) -> list[Talk]:
    """All conversations of a kind."""
    return [Talk(traffic, meant) for traffic, meant in KINDS[kind](table)]


def _names(
    spell: Callable[[str], str | None], ask: Callable[[str], Conversation], *, asked: bool = True
) -> Make:
    """What asks for a name that is made of each listed one, or only mentions it."""

    def make(table: Table) -> Made:
        for row in table.of("domain"):
            name = spell(row.value)
            if name is not None:
                yield ask(name), table.above(name) if asked else frozenset()

    return make


def _web(name: str) -> Conversation:
    return http("/some/page", host=name)


_ASKS: Mapping[str, Callable[[str], Conversation]] = {
    "dns": dns_query, "tls": tls, "quic": quic, "http": _web
}  # fmt: skip
_LISTED: Mapping[str, Callable[[str], str | None]] = {
    "of a name": lambda name: name,
    "of a name in capitals": str.upper,
    "below a name": lambda name: f"a.b-1.{name}",
}
_BESIDE: Mapping[str, Callable[[str], str | None]] = {
    "of a name with letters before it": lambda name: f"x{name}",
    "of a name with letters before it, below": lambda name: f"not{name}.example.org",
    "of a name as the first labels": lambda name: f"{name}.example.org",
    "of a name with another ending": lambda name: f"{name}x",
    "of a name with a dash for a dot": lambda name: (
        name.replace(".", "-", 1) if name.count(".") > 1 else None
    ),
    "of the parent": lambda name: name.partition(".")[2] if name.count(".") > 1 else None,
}


def _urls(change: Callable[[str, str], tuple[str, str] | None], *, listed: bool) -> Make:
    """Requests made of each listed URL's host and target."""

    def make(table: Table) -> Made:
        for row in table.of("url"):
            parts = urlsplit(row.value)
            if parts.scheme not in ("http", "https"):
                continue
            target = row.value.partition("://")[2][len(parts.netloc) :]
            changed = change(parts.netloc, target)
            if changed is None:
                continue
            host, _, port = changed[0].partition(":")
            talk = http(changed[1], host=changed[0], port=int(port or 80))
            yield talk, table.above(host) | ({row.id} if listed else set())

    return make


def _agents(spell: Callable[[str], str], *, listed: bool, name: str = "User-Agent") -> Make:
    def make(table: Table) -> Made:
        for row in table.of("user_agent"):
            meant = frozenset({row.id} if listed else ())
            yield http(headers=[f"{name}: {spell(row.value)}"]), meant

    return make


def _headers(spell: Callable[[str, str], str], *, listed: bool) -> Make:
    def make(table: Table) -> Made:
        for row in table.of("http_header"):
            name, _, value = row.value.partition(": ")
            yield http(headers=[spell(name, value)]), frozenset({row.id} if listed else ())

    return make


def _addresses(pick: Callable[[Row], str], ask: Callable[[str, Row], Conversation | None]) -> Make:
    def make(table: Table) -> Made:
        for row in table.of("ip"):
            address = pick(row)
            talk = ask(address, row)
            if talk is not None:
                yield talk, table.at(address, talk.port)

    return make


def _first(row: Row) -> str:
    return str(ipaddress.ip_network(row.value)[0])


def _next(row: Row) -> str:
    return str(ipaddress.ip_network(row.value)[-1] + 1)


def _mirrored(row: Row) -> str:
    """Another address with the same first and last octet."""
    first, *_, last = _first(row).split(".") if "." in row.value else ("203", "250")
    return f"{first}.0.113.{last}"


def _to(address: str, row: Row) -> Conversation:
    return connect(address, port=row.ports[0] if row.ports else 4444)


def _ping(address: str, row: Row) -> Conversation | None:
    return None if row.ports else ping(address)


def _digests(ask: Callable[[str], Conversation], spell: Callable[[str], str] = str) -> Make:
    def make(table: Table) -> Made:
        for row in table.of("image_digest"):
            digest = spell(row.value)
            yield ask(digest), frozenset({row.id} if digest == row.value else ())

    return make


def _pull(digest: str) -> Conversation:
    return http(f"/v2/library/x/manifests/{digest}", host="cache.internal:5000", port=5000)


def _pull_by_tag(digest: str) -> Conversation:
    told = [f"Docker-Content-Digest: {digest}"]
    return http("/v2/library/x/manifests/latest", method="HEAD", answer_headers=told)


def _other(digest: str) -> str:
    return digest[:-1] + ("0" if digest[-1] != "0" else "1")


LISTED: Mapping[str, Make] = {
    **{f"{asks} {kind}": _names(spell, ask)
       for asks, ask in _ASKS.items() for kind, spell in _LISTED.items()},
    "http of a name with a port": _names(str, lambda name: http("/some/page", host=f"{name}:8080", port=8080)),
    "url": _urls(lambda host, target: (host, target), listed=True),
    "url in a host of capitals": _urls(lambda host, target: (host.upper(), target), listed=True),
    "user agent": _agents(str, listed=True),
    "header": _headers(lambda name, value: f"{name.title()}: {value}", listed=True),
    "connection to an address": _addresses(_first, _to),
    "ping of an address": _addresses(_first, _ping),
    "pull by digest": _digests(_pull),
    "pull by a tag that is this digest": _digests(_pull_by_tag),
}  # fmt: skip
BESIDE: Mapping[str, Make] = {
    **{f"{asks} {kind}": _names(spell, ask)
       for asks, ask in _ASKS.items() for kind, spell in _BESIDE.items()},
    "name in the path": _names(str, lambda name: http(f"/{name}/"), asked=False),
    "name in the referrer": _names(str, lambda name: http(headers=[f"Referer: https://{name}/"]), asked=False),
    "url of another host": _urls(lambda _, target: ("plain.example", target), listed=False),
    "url with a longer path": _urls(lambda host, target: (host, f"{target}x"), listed=False),
    "url below another path": _urls(lambda host, target: (host, f"/x{target}"), listed=False),
    "url as the query": _urls(lambda host, target: (host, f"/login?next={target}"), listed=False),
    "longer user agent": _agents(lambda agent: f"{agent}.1", listed=False),
    "user agent within another": _agents(lambda agent: f"Mozilla/5.0 ({agent})", listed=False),
    "user agent in other case": _agents(str.swapcase, listed=False),
    "user agent in another header": _agents(str, listed=False, name="X-User-Agent"),
    "header with a longer value": _headers(lambda name, value: f"{name}: {value}0", listed=False),
    "header with a longer name": _headers(lambda name, value: f"X{name}: {value}", listed=False),
    "next address": _addresses(_next, _to),
    "address with the same ends": _addresses(_mirrored, _to),
    "pull by another digest": _digests(_pull, _other),
    "pull by a longer digest": _digests(_pull, lambda digest: f"{digest}0"),
    "pull by a tag that is another digest": _digests(_pull_by_tag, _other),
    "digest as a file's name": _digests(lambda digest: http(f"/files/{digest}.txt"), lambda d: f"{d}.txt"),
}  # fmt: skip
KINDS: Mapping[str, Make] = {**LISTED, **BESIDE}
