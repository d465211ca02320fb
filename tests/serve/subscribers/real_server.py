"""`feedgen serve` as its own process on the loopback, and publications of this feed to serve."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
IOCS = ROOT / "iocs"
FORMATS = "formats: [misp, stix, suricata, tables]\n"
REVOKED = "143.198.237.25"
"""An address of this feed that the second release revokes."""


def feedgen(*arguments: str | Path) -> str:
    """Run the command line; gives what it said."""
    run = subprocess.run(
        [sys.executable, "-m", "feedgen", "--no-color", *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return run.stderr


@dataclass(frozen=True, slots=True)
class Publications:
    """The same publication after one release, and after two."""

    first: Path
    second: Path

    def put(self, which: Path, out: Path) -> None:
        """Bring a publication to a state, as `feedgen publish` does: the pointer comes last."""
        shutil.copytree(
            which, out, dirs_exist_ok=True, ignore=shutil.ignore_patterns("latest.json")
        )
        shutil.copyfile(which / "latest.json", out / "latest.json.new")
        (out / "latest.json.new").replace(out / "latest.json")


def published(folder: Path) -> Publications:
    """This feed, released twice in few formats."""
    iocs, out = folder / "iocs", folder / "second"
    shutil.copytree(IOCS, iocs, ignore=shutil.ignore_patterns("ledger.jsonl", "releases.jsonl"))
    profile = iocs / "feed.yml"
    text = re.sub(r"^formats:\n(?:  - .*\n)+", FORMATS, profile.read_text(), flags=re.MULTILINE)
    assert FORMATS in text
    profile.write_text(text)
    build = ("release", "--iocs", iocs, "--out", out, "--as-of")
    feedgen(*build, "2026-11-24T12:00:00Z")
    shutil.copytree(out, folder / "first")
    feedgen(
        "revoke", REVOKED, "--reason", "test", "--iocs", iocs, "--as-of", "2026-11-24T12:30:00Z"
    )
    feedgen(*build, "2026-11-24T13:00:00Z")
    return Publications(folder / "first", out)


@dataclass(slots=True)
class Running:
    """A server that answers."""

    url: str
    """Without a slash at the end."""
    process: subprocess.Popen[str]
    log: Path
    """One line of JSON a request."""

    @property
    def memory(self) -> int:
        """Bytes that the process holds in memory."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def running(out: Path, log: Path, *options: str) -> Iterator[Running]:
    """Serves a publication until the block ends, and then ends as it should."""
    command: list[str | Path] = [
        sys.executable, "-m", "feedgen", "--no-color", "serve", "--out", out, "--port", "0",
        "--access-log", log, "--poll", "0.1", *options,
    ]  # fmt: skip
    said = log.with_suffix(".said")
    with (
        said.open("w") as file,
        subprocess.Popen(command, cwd=ROOT, stderr=file, text=True) as process,
    ):
        try:
            yield Running(_address(said, process), process, log)
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(timeout=30)
    assert code == 0, said.read_text()
    assert "Traceback" not in said.read_text(), said.read_text()


def _address(said: Path, process: subprocess.Popen[str]) -> str:
    while process.poll() is None:
        found = re.search(r" at (http://\S+)/\n", said.read_text())
        if found:
            return found[1]
        try:
            process.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(said.read_text())
