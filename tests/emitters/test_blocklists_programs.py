"""Plain lists in the commands of their page: real programs find what is listed, and nothing beside."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from feedgen.emitters.blocklists import EMITTER, LISTS
from feedgen.model.observables import Ip
from tests.benign.listed import read_listed
from tests.benign.names import neighbours, popular
from tests.conftest import TESTS, emit
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.latest_release import ROOT, blocked, known_good
from tests.engines.list_commands import (
    ADDRESSES,
    COMMANDS,
    DIGESTS,
    FILES,
    HISTORY,
    NAMES,
    PACKAGES,
    PAGES,
    USES,
    Command,
)
from tests.model.made_feeds import base, listed, made

PAGE = (TESTS.parent / "docs" / "blocklists.md").read_text(encoding="utf-8")


def judged(*commands: Command, asks: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "command",
        [
            pytest.param(
                c, id=c.file, marks=pytest.mark.judged(c.artifact, by=c.by, asks=asks)
            )
            for c in commands
        ],
    )  # fmt: skip


@pytest.fixture
def released(tmp_path: Path) -> Path:
    """A folder with the release's lists, and a docker that knows the images of the file `images`."""
    for format_ in LISTS:
        (tmp_path / Path(format_.path).name).write_bytes((ROOT / format_.path).read_bytes())
    return tmp_path


def ask(command: Command, directory: Path, values: Iterable[str]) -> list[str]:
    values = list(values)
    if command is PACKAGES:
        components: list[dict[str, str]] = [{"purl": value} for value in values]
        document = {"bomFormat": "CycloneDX", "components": [*components, {"name": "nameless"}]}
        (directory / "sbom.json").write_text(json.dumps(document))
    if command is DIGESTS:
        docker = directory / "bin" / "docker"
        docker.parent.mkdir(exist_ok=True)
        docker.write_text("#!/bin/sh\ncat images\necho '<none>'\n")
        docker.chmod(0o755)
        command = Command(
            command.file, f"PATH={docker.parent}:$PATH\n{command.text}", command.by, command.input
        )
    return command.run(directory, values)


def values_of(file: str) -> list[str]:
    """What the release's tables say stands in a list."""
    lists = {Path(format_.path).name: format_.types for format_ in LISTS}
    return [row["value"] for row in blocked(*lists[file])]


def entries(file: str) -> list[str]:
    """By the simplest reader there is."""
    lines = (ROOT / "blocklists" / file).read_text().splitlines()
    return [line for line in lines if not line.startswith("#")]


@pytest.mark.parametrize("text", [*(c.text for c in COMMANDS), HISTORY, FILES])
def test_the_page_has_the_command(text: str) -> None:
    assert text in PAGE


@judged(*COMMANDS, asks=FINDS)
def test_a_command_finds_every_entry_of_the_release(command: Command, released: Path) -> None:
    values = entries(command.file)
    if command is ADDRESSES:  # the release lists none today
        values = ["192.0.2.9", "198.51.100.0/28", "2001:db8::/32"]
        there = emit(EMITTER, listed(base(), *map(Ip, values), emitter=EMITTER))[0]
        (released / "ips.txt").write_bytes(there["blocklists/ips.txt"])
        values = ["192.0.2.9", "198.51.100.15", "2001:db8:1::9"]
    assert sorted(ask(command, released, values)) == sorted(values)
    assert values


@judged(DIGESTS, NAMES, PAGES, PACKAGES, USES, asks=FINDS)
def test_a_list_has_every_value_that_the_tables_say_is_blocked(
    command: Command, released: Path
) -> None:
    carried = set(ask(command, released, values_of(command.file)))
    missing = set(values_of(command.file)) - carried
    # Of an image, nobody pulls its configuration, layers or signatures.
    kinds = {row["value"]: row["kind"] for row in blocked("image_digest")}
    assert [v for v in missing if kinds.get(v) not in {"config", "layer", "signature"}] == []


def beside_images() -> list[str]:
    found = [*known_good("image_digest"), *known_good("image_tag")]
    for entry in entries("image-references.txt"):
        found += [f"{entry}-debian", f"{entry}.1", f"{entry}0", f"x{entry}", f"evil/{entry}",
                  entry[:-1], entry.rpartition("@")[0] or entry.rpartition(":")[0]]  # fmt: skip
    return found


BESIDE: dict[str, Callable[[], list[str]]] = {
    "image-references.txt": beside_images,
    "image-digests.txt": lambda: [
        *known_good("image_digest"),
        *(v[:-1] + ("0" if v[-1] != "0" else "1") for v in entries("image-digests.txt")),
        *(f"{v}0" for v in entries("image-digests.txt")), "sha256:",
    ],
    # The command finds what is below any entry; the page says so.
    "domains.txt": lambda: [
        name for name in (*popular(), *neighbours(read_listed(ROOT)))
        if not any(name.endswith(f".{entry}") for entry in entries("domains.txt"))
    ],
    "ips.txt": lambda: ["192.0.2.8", "192.0.2.90", "1192.0.2.9", "2001:db7::1", "192.0.2", "-"],
    "urls.txt": lambda: [
        *(f"{url}x" for url in entries("urls.txt")), *(f"{url}?x" for url in entries("urls.txt")),
        *(url[:-1] for url in entries("urls.txt")), *(f"https://{name}/" for name in popular()),
    ],
    "packages.txt": lambda: [
        *known_good("package"), *(f"{purl}0" for purl in entries("packages.txt")),
        *(f"{purl}.1?arch=any" for purl in entries("packages.txt")),
        *(purl.replace("pkg:npm/", "pkg:npm/x") for purl in entries("packages.txt") if "npm" in purl),
        "pkg:npm/axios@0.1.0", "pkg:pypi/requests@2.32.0", "pkg:golang/example.com/x",
    ],
    "commits.txt": lambda: [
        *known_good("commit"), *(f"{v[1:]}{v[0]}" for v in entries("commits.txt") if len(set(v)) > 1),
        *(v[:-1] for v in entries("commits.txt")),
    ],
}  # fmt: skip


@judged(*COMMANDS, asks=SILENT)
def test_a_command_says_nothing_of_what_stands_beside(command: Command, released: Path) -> None:
    values = sorted(set(BESIDE[command.file]()) - set(entries(command.file)))
    assert ask(command, released, values) == []
    assert values


@judged(*COMMANDS, asks=LOADS)
def test_a_command_says_nothing_with_an_empty_list(command: Command, tmp_path: Path) -> None:
    """A line too many would be an empty pattern, and those match everything."""
    for path, data in emit(EMITTER, made(base(), []))[0].items():
        (tmp_path / Path(path).name).write_bytes(data)
    assert ask(command, tmp_path, entries(command.file) or ["192.0.2.9"]) == []
