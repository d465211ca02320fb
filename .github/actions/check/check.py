"""Fails when a tree of files, or the images on this machine, name what a threat feed lists.

    python3 check.py --feed DIR [--exclude GLOB]... [--image-cache] [--fail-on KINDS] PATH...

DIR holds the lists of a release, as check.sh fetches and verifies them. Python's standard library
is enough, from version 3.9 on. Exit code 0: nothing listed. 10: something is. 11: nothing, but not
everything could be looked at. 4: the lists are damaged. 2: wrong arguments.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import report
from files import Finding, findings, read, walk
from listed import KINDS, DamagedError, Listed, read_listed
from references import image_named, named

FOUND, INCOMPLETE, DAMAGED = 10, 11, 4


def main() -> int:
    """Look, report, and say how it went."""
    options = _arguments()
    try:
        listed = read_listed(options.feed)
    except DamagedError as error:
        print(f"check: {error}", file=sys.stderr)
        return DAMAGED
    found: list[Finding] = []
    unread: list[str] = []
    count = 0
    for path, name in _files(options.paths, options.exclude, unread):
        try:
            text = read(path)
        except OSError as error:
            unread.append(f"{name} ({error.strerror})")
            continue
        if text is None:
            unread.append(f"{name} (too large)")
            continue
        count += 1
        found += findings(text, name, listed)
    if options.image_cache:
        found += _cached(listed, unread)
    found.sort()
    failing = [finding for finding in found if finding.hit.kind in options.fail_on]
    _tell(found, failing, unread, listed.version, count)
    if failing:
        return FOUND
    return INCOMPLETE if unread and options.fail_on else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="check.py", description=__doc__.split("\n", maxsplit=1)[0]
    )
    parser.add_argument("--feed", type=Path, required=True, metavar="DIR")
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB")
    parser.add_argument("--image-cache", action="store_true")
    parser.add_argument("--fail-on", type=_kinds, default=frozenset(KINDS), metavar="KINDS")
    parser.add_argument("paths", nargs="*", type=Path, default=[Path()], metavar="PATH")
    return parser.parse_args()


def _kinds(text: str) -> frozenset[str]:
    names = frozenset(text.replace(",", " ").split())
    if names == {"all"}:
        return frozenset(KINDS)
    if names == {"none"}:
        return frozenset()
    if not names or not names <= frozenset(KINDS):
        raise argparse.ArgumentTypeError(f"all, none, or some of {', '.join(KINDS)}")
    return names


def _files(paths: list[Path], exclude: list[str], unread: list[str]) -> Iterator[tuple[Path, str]]:
    """Files to read; one that is named is read whatever it is called."""
    for root in paths:
        if not root.exists():
            unread.append(f"{root} (not there)")
        elif not root.is_dir():
            yield root, root.as_posix()
        else:
            prefix = "" if root == Path() else f"{root.as_posix()}/"
            try:
                for path, name in walk(root, exclude):
                    yield path, f"{prefix}{name}"
            except OSError as error:
                unread.append(f"{error.filename} ({error.strerror})")


def _cached(listed: Listed, unread: list[str]) -> list[Finding]:
    """Listed images that this machine holds already, as a runner that is used again does."""
    program = shutil.which("docker") or shutil.which("podman")
    if program is None:
        unread.append("the image cache (neither docker nor podman is here)")
        return []
    form = "{{.Repository}} {{.Tag}} {{.Digest}}"
    command = [program, "images", "--all", "--digests", "--no-trunc", "--format", form]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        unread.append(f"the image cache ({Path(program).name} images failed)")
        return []
    found = set()
    for line in done.stdout.split("\n"):
        repository, _, rest = line.partition(" ")
        tag, _, digest = rest.partition(" ")
        hits = [
            image_named(f"{repository}:{tag}", listed),
            image_named(f"{repository}@{digest}", listed),
        ]
        hits += [hit for _, hit in named(digest, listed)] if not any(hits) else []
        found |= {Finding("image cache", 0, hit) for hit in hits if hit}
    return sorted(found)


def _tell(
    found: list[Finding], failing: list[Finding], unread: list[str], version: str, count: int
) -> None:
    if os.environ.get("GITHUB_ACTIONS") == "true":
        noted = [finding for finding in found if finding not in failing]
        lines = [
            *report.github(failing, version, "error"),
            *report.github(noted, version, "warning"),
        ]
        lines += [f"::warning::{report.data(f'not looked at: {name}')}" for name in unread]
    else:
        lines = [*report.text(found, version)]
        lines += [report.shown(f"not looked at: {name}") for name in unread]
    # The names of files need not be text in any encoding.
    out = "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
    sys.stdout.buffer.write(out)
    sys.stdout.flush()
    _append("GITHUB_STEP_SUMMARY", report.summary(found, version, unread, count))
    _append("GITHUB_OUTPUT", f"hits={len(found)}\nrelease={version}\n")
    print(
        f"check: {count} files read, {len(found)} listed values, feed release {version}",
        file=sys.stderr,
    )


def _append(variable: str, content: str) -> None:
    path = os.environ.get(variable)
    if path:
        with Path(path).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(content)


if __name__ == "__main__":
    sys.exit(main())
