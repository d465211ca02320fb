"""What is measured of a server, and the rounds in which all of them take turns."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import parse_qs, urlsplit

from .load import Load, load
from .servers import Memory, Server
from .taxii import Client

FAST, SLOW = 2, 15
"""Seconds of load: for servers that answer hundreds of times a second, and for those that need
seconds for an answer when 64 ask."""


@dataclass(slots=True)
class Subject:
    """One server, what is asked of it, and what came out."""

    server: Server
    paths: Mapping[str, str]
    """By what is measured."""
    headers: Mapping[str, str]
    seconds: int = FAST
    count: int = 0
    """Of objects; 0 where there is nothing to page through."""
    loads: dict[str, list[Load]] = field(default_factory=dict)
    syncs: list[float] = field(default_factory=list)
    """Objects a second over one connection."""
    memory: Memory | None = None
    """After the load."""

    @property
    def name(self) -> str:
        """Of the server."""
        return self.server.name

    def rate(self, what: str) -> float | None:
        """Answers a second: the middle one of the rounds."""
        rates = [each.rate for each in self.loads.get(what, ())]
        return median(rates) if rates else None

    def spread(self, what: str) -> float | None:
        """How far the rounds are apart: the fastest by the slowest."""
        rates = [each.rate for each in self.loads.get(what, ())]
        return max(rates) / min(rates) if len(rates) > 1 else None

    def middle(self, what: str) -> Load | None:
        """The round with the middle rate."""
        ordered = sorted(self.loads.get(what, ()), key=lambda each: each.rate)
        return ordered[len(ordered) // 2] if ordered else None

    def sync(self) -> float | None:
        """Objects a second of a full sync."""
        return median(self.syncs) if self.syncs else None


def take_turns(subjects: Sequence[Subject], rounds: int) -> None:
    """Measure everything of everybody, round by round, so that noise meets all of them.

    Those that are slow take part in the first round only.
    """
    for number in range(rounds):
        for subject in subjects:
            if number == 0 or subject.seconds == FAST:
                _one_turn(subject)
    for subject in subjects:
        subject.memory = subject.server.memory()


def _one_turn(subject: Subject) -> None:
    client = Client(subject.server, subject.headers)
    if subject.count:
        subject.syncs.append(full_sync(client, subject.paths["page of 1,000"]))
    for what, path in subject.paths.items():
        if path:
            measured = load(subject.server, path, subject.seconds, subject.headers)
            subject.loads.setdefault(what, []).append(measured)
            client.get(path)  # a server that queues what wrk no longer waits for comes to rest


def one_by_one(subject: Subject) -> None:
    """The same without load, for a server that needs seconds for each answer anyway."""
    client = Client(subject.server, subject.headers)
    subject.syncs.append(full_sync(client, subject.paths["page of 1,000"]))
    for what, path in subject.paths.items():
        before = subject.server.cpu()
        begin, size = time.perf_counter(), len(client.get(path).content)
        took, cpu = time.perf_counter() - begin, subject.server.cpu() - before
        alone = Load(rate=1 / took, p50=took * 1e3, p99=took * 1e3, size=size, cpu=cpu * 1e3)
        subject.loads[what] = [alone]
    subject.memory = subject.server.memory()


def full_sync(client: Client, path: str) -> float:
    """Objects a second: pages of 1,000 over one connection, every answer parsed."""
    limit = int(parse_qs(urlsplit(path).query)["limit"][0])
    begin, count = time.perf_counter(), 0
    for _, envelope in client.pages(urlsplit(path).path, limit):
        count += len(envelope.get("objects", ()))
    return count / (time.perf_counter() - begin)
