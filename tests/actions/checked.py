"""Runs the action's check over files that a test makes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent.parent
ACTION = ROOT / ".github" / "actions" / "check"
REAL = ROOT / "out" / "v1" / "latest"
CLEAN, DAMAGED, FOUND, INCOMPLETE = 0, 4, 10, 11


class Checked(NamedTuple):
    """What came of a run."""

    code: int
    out: str
    err: str

    @property
    def values(self) -> dict[str, set[str]]:
        """Listed values by file."""
        found: dict[str, set[str]] = {}
        for line in self.out.splitlines():
            where, _, rest = line.partition(": names ")
            found.setdefault(where.rpartition(":")[0], set()).add(
                rest.partition(": ")[2].rpartition(" (feed release")[0]
            )
        return found


def write(tree: Path, files: Mapping[str, Any]) -> Path:
    """A tree of files, of text or bytes."""
    for name, content in files.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tree


def check(
    tree: Path,
    *options: str,
    feed: Path = REAL,
    paths: Sequence[str] = (".",),
    env: Mapping[str, str] | None = None,
) -> Checked:
    """Run check.py in a tree."""
    done = subprocess.run(
        [sys.executable, "-B", ACTION / "check.py", "--feed", feed, *options, "--", *paths],
        cwd=tree, env={**_plain(), **(env or {})}, capture_output=True, check=False,
    )  # fmt: skip
    return Checked(done.returncode, done.stdout.decode(), done.stderr.decode())


def _plain() -> dict[str, str]:
    """The environment without what a CI that runs these tests has set."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}


def listed(name: str, feed: Path = REAL) -> list[str]:
    """The entries of a list."""
    text = (feed / "blocklists" / f"{name}.txt").read_text()
    return [line for line in text.splitlines() if not line.startswith("#")]


def lists(
    *,
    digests: Iterable[str] = (),
    images: Iterable[str] = (),
    commits: Iterable[str] = (),
    hashes: Iterable[str] = (),
    domains: Sequence[str] = (),
    urls: Iterable[str] = (),
    uses: Iterable[str] = (),
    packages: Mapping[str, Mapping[str, Sequence[str] | None]] | None = None,
    extensions: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, bytes]:
    """The lists of a release by path. A package with None instead of versions is listed whole."""
    head = "# made\n# release 2026.11.24.1, as of 2026-11-24T13:00:00Z, TLP:CLEAR\n"
    texts = {
        "blocklists/image-digests.txt": digests,
        "blocklists/image-references.txt": images,
        "blocklists/commits.txt": commits,
        "blocklists/sha256.txt": hashes,
        "blocklists/sha1.txt": (),
        "blocklists/md5.txt": (),
        "blocklists/domains.txt": domains,
        "blocklists/adblock.txt": [f"||{name}^" for name in domains],
        "blocklists/urls.txt": urls,
        "policies/github-actions.txt": [
            pattern for use in uses for pattern in (f"!{use}", f"!{use.replace('@', '/**@')}")
        ],
    }

    def entry(versions: Sequence[str] | None) -> dict[str, object]:
        return {
            "all": "id" if versions is None else None,
            "versions": dict.fromkeys(versions or (), "id"),
        }

    policy = {
        "packages": {
            type_: {name: entry(versions) for name, versions in names.items()}
            for type_, names in (packages or {}).items()
        },
        "extensions": {
            "open-vsx": {name: entry(versions) for name, versions in (extensions or {}).items()}
        },
        "plugins": {"jenkins": {"alpha-scanner": entry(["2026.5.09"])}},
    }
    return {
        **{
            path: (head + "".join(f"{x}\n" for x in lines)).encode()
            for path, lines in texts.items()
        },
        "policies/packages.json": f"{json.dumps(policy)}\n".encode(),
    }
