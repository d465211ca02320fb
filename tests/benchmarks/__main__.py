"""Speed as ratios against peers, measured in one run: `make bench`. Nothing here is asserted.

python -m tests.benchmarks [INDICATORS]
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import stix2
from pymispwarninglists.api import WarningLists
from rich.console import Console
from rich.table import Table
from ruamel.yaml import YAML

from feedgen.checks._benign_index import benign_index
from feedgen.emitters import emitters
from feedgen.model.artifact import Artifact
from feedgen.model.feed import Feed
from feedgen.model.ledger import Ledger
from feedgen.model.observables import Domain, ImageDigest, Ip, Observable, Sha256
from feedgen.sources.yaml_tree import parse_yaml
from tests.model.made_feeds import base, indicator, mention

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "iocs" / "2026" / "aqua-trivy-2026-03.yml"


def seconds(work: Callable[[], object], repeat: int = 3) -> float:
    """The best of several runs, wall clock."""
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def observables(count: int) -> Iterable[Observable]:
    """A quarter each of file hashes, image digests, domains and addresses."""
    for number in range(count // 4):
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        yield Sha256(digest)
        yield ImageDigest(f"sha256:{digest}")
        yield Domain(f"host-{number}.evil-{number % 997}.com")
        yield Ip(f"45.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")


def synthetic(count: int) -> Feed:
    """A feed of made-up indicators, stamped for every emitter."""
    small = base()
    indicators = [indicator(small, mention(o)) for o in observables(count)]
    feed = replace(small, indicators=tuple(sorted(indicators, key=lambda i: (i.type, i.value))))
    claims = [claim for emitter in emitters().values() for claim in emitter.claims(feed)]
    sids = range(1, 4_000_000_000)
    ledger = Ledger().advance(claims, as_of=feed.as_of, serial=1, sids=sids)
    return replace(feed, ledger=ledger)


def emission(feed: Feed, name: str) -> None:
    """Claims and artifacts of one emitter, read to the end."""
    emitter = emitters()[name]
    for _ in emitter.claims(feed):
        pass
    for item in emitter.emit(feed):
        if isinstance(item, Artifact):
            for _ in item.chunks:
                pass


def peer_stix(count: int) -> None:
    """The same kind of indicator, built by python-stix2."""
    for number in range(count):
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        stix2.Indicator(
            name=digest,
            pattern=f"[file:hashes.'SHA-256' = '{digest}']",
            pattern_type="stix",
            valid_from="2026-01-01T00:00:00Z",
        )


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    console = Console()
    feed = synthetic(count)
    table = Table(title=f"{count:,} indicators, microseconds each", title_justify="left")
    for column in ("format", "µs", "of python-stix2"):
        table.add_column(column, justify="left" if column == "format" else "right")
    peer = seconds(lambda: peer_stix(1000), 1) / 1000
    total = 0.0
    for name in emitters():
        each = seconds(lambda name=name: emission(feed, name), 1) / count  # type: ignore[misc]
        total += each
        table.add_row(name, f"{each * 1e6:.1f}", f"1/{peer / each:.0f}")
    table.add_section()
    table.add_row("all formats", f"{total * 1e6:.1f}", f"1/{peer / total:.1f}")
    table.add_row("python-stix2, one object", f"{peer * 1e6:.0f}", "1")
    console.print(table)

    index = benign_index()
    wanted = [f"45.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}" for n in range(100_000)]
    ours = seconds(lambda: [index.addresses.overlapping(value) for value in wanted], 1) / len(
        wanted
    )
    lists = WarningLists(slow_search=True)
    theirs = seconds(lambda: [lists.search(value) for value in wanted[:5]], 1) / 5
    console.print(
        f"warninglists: {ours * 1e6:.1f} µs an address, pymispwarninglists {theirs * 1e3:.0f} ms: "
        f"{theirs / ours:,.0f} times faster"
    )

    text = SOURCE.read_text()
    ours = seconds(lambda: parse_yaml(text, SOURCE).plain())
    theirs = seconds(lambda: YAML(typ="rt").load(text), 1)
    console.print(
        f"YAML with positions: {ours * 1e3:.0f} ms, ruamel.yaml {theirs * 1e3:.0f} ms: "
        f"{theirs / ours:.0f} times faster"
    )


if __name__ == "__main__":
    main()
