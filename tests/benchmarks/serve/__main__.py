"""`feedgen serve` beside its peers in one run: `make bench-serve`. Nothing here is asserted.

python -m tests.benchmarks.serve [--write] [--rounds N] [--no-peers] [--large N …]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path

from rich.console import Console

from . import files, peers
from .measuring import SLOW, Subject, full_sync, one_by_one, take_turns
from .objects import indicators
from .publication import publish
from .report import Growth, Report, show, write
from .servers import Server, free_port, running
from .taxii import ACCEPT, Client, paths_of

COUNT, FEW = 10_000, 1_000
_FEEDGEN = Path(sys.executable).parent / "feedgen"
_STARTS = 5


@contextmanager
def feedgen(out: Path, work: Path, name: str = "feedgen", log: str = "off") -> Iterator[Server]:
    """`feedgen serve` as it is installed here; without an access log, like the others."""
    port = free_port()
    command: list[str | Path] = [_FEEDGEN, "serve", "--out", out, "--port", str(port)]
    with running(
        name, [*command, "--access-log", log], port, probe="/taxii2/", headers=ACCEPT,
        log=work / "feedgen.log",
    ) as server:  # fmt: skip
        yield server


def main() -> None:
    """Measure, print, and write the documentation where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.serve")
    parser.add_argument("--write", action="store_true", help="renew docs/performance.md")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="of each measurement")
    parser.add_argument("--no-peers", action="store_true", help="only feedgen and plain files")
    parser.add_argument(
        "--large", type=int, nargs="*", default=[100_000, 1_000_000], metavar="N",
        help="indicators that feedgen serves alone",
    )  # fmt: skip
    chosen = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory(prefix="bench-serve-") as folder:
        work = Path(folder)
        out = work / "out"
        publish(indicators(COUNT), out)
        with console.status("starting servers"):
            subjects = _side_by_side(out, work, chosen.rounds, with_peers=not chosen.no_peers)
        growths = [_growth(out, COUNT, work)]
        for count in chosen.large:
            with (
                console.status(f"{count:,} indicators"),
                tempfile.TemporaryDirectory(prefix="bench-serve-") as large,
            ):
                publish(indicators(count), Path(large) / "out")
                growths.append(_growth(Path(large) / "out", count, work))
    report = Report(subjects=subjects, growths=growths, count=COUNT, few=FEW)
    show(report, console)
    if chosen.write:
        write(report)


def _side_by_side(out: Path, work: Path, rounds: int, *, with_peers: bool) -> list[Subject]:
    """All servers up, one of them busy at a time."""
    pages = work / "pages"
    pages.mkdir()
    with ExitStack() as stack:
        ours = stack.enter_context(feedgen(out, work))
        client = Client(ours, ACCEPT)
        paths = paths_of(client, COUNT)
        for limit, what in ((100, "page of 100"), (1000, "page of 1,000")):
            (pages / f"{limit}.json").write_bytes(client.get(paths[what]).content)
        static = {"page of 100": "/100.json", "page of 1,000": "/1000.json"}
        large = {"page of 1,000": paths["page of 1,000"]}
        gzip, zstd = ({**ACCEPT, "Accept-Encoding": name} for name in ("gzip", "zstd"))
        logged = stack.enter_context(
            feedgen(out, work, "feedgen, access log", str(work / "access.log"))
        )
        memory = stack.enter_context(files.asgi("memory", pages, work))
        disk = stack.enter_context(files.asgi("disk", pages, work))
        nginx = stack.enter_context(files.nginx(pages, work))
        subjects = [
            Subject(ours, paths, ACCEPT, count=COUNT),
            Subject(logged, paths, ACCEPT),
            Subject(memory, static, ACCEPT),
            Subject(disk, static, ACCEPT),
            Subject(nginx, static, ACCEPT),
            Subject(_named(ours, "feedgen, gzip"), large, gzip),
            Subject(_named(ours, "feedgen, zstd"), large, zstd),
            Subject(_named(nginx, "nginx, gzip"), {"page of 1,000": "/gzip/1000.json"}, gzip),
        ]
        if with_peers:
            made = list(indicators(COUNT))
            server = stack.enter_context(peers.opentaxii(made, work))
            found = paths_of(Client(server, ACCEPT), COUNT)
            subjects.append(Subject(server, found, ACCEPT, seconds=SLOW, count=COUNT))
        take_turns(subjects, rounds)
        if with_peers:
            subjects.append(_medallion(work, stack))
    return subjects


def _named(server: Server, name: str) -> Server:
    return Server(name=name, port=server.port, pid=server.pid, startup=server.startup)


def _medallion(work: Path, stack: ExitStack) -> Subject:
    few = list(islice(indicators(COUNT), FEW))
    server = stack.enter_context(peers.medallion(few, work))
    headers = peers.medallion_headers()
    subject = Subject(server, paths_of(Client(server, headers), FEW), headers, count=FEW)
    one_by_one(subject)
    return subject


def _growth(out: Path, count: int, work: Path) -> Growth:
    """What a feed of so many indicators costs: start, first page, a sync, memory."""
    starts: list[float] = []
    for _ in range(_STARTS):
        with feedgen(out, work) as server:
            starts.append(server.startup)
    with feedgen(out, work) as server:
        before = server.memory()
        client = Client(server, ACCEPT)
        path = client.objects_path()
        begin = time.perf_counter()
        client.get(f"{path}?limit=1000")
        first = time.perf_counter() - begin
        sync = full_sync(client, f"{path}?limit=1000")
        paths = paths_of(client, count)
        subject = Subject(server, paths, ACCEPT)
        take_turns([subject], 1)
    return Growth(
        count=count, startup=min(starts), first_page=first, sync=sync, subject=subject,
        before=before,
    )  # fmt: skip


if __name__ == "__main__":
    main()
