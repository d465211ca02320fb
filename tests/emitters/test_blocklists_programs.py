"""Plain lists in the commands of their page: real programs find what is listed, and nothing beside."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from benign.listed import read_listed
from benign.names import neighbours, popular
from conformance import FINDS, LOADS, SILENT
from conftest import TESTS, emit
from engines.latest_release import ROOT, blocked, known_good
from engines.registry import require
from made_feeds import base, listed, made

from feedgen.emitters.blocklists import EMITTER, LISTS
from feedgen.model.indicator import TagDetail, TagStanding
from feedgen.model.observables import OBSERVABLE_TYPES, Commit, ImageTag, Ip, Observable

PAGE = (TESTS.parent / "docs" / "blocklists.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Command:
    """One command of the page, and what its input looks like around a value."""

    file: str
    text: str
    by: tuple[str, ...]
    input: str
    """The file that the command reads."""
    line: str = "{}"

    @property
    def artifact(self) -> str:
        return f"blocklists/{self.file}"

    def run(self, directory: Path, values: Iterable[str]) -> list[str]:
        """What it prints when these values stand in its input."""
        for program in self.by:
            require(program)
        (directory / self.input).write_text("".join(f"{self.line.format(v)}\n" for v in values))
        return run(self.text, directory)


def run(text: str, directory: Path) -> list[str]:
    done = subprocess.run(
        [require("bash"), "-c", f"set -o pipefail\n{text}"], cwd=directory, capture_output=True,
        text=True, check=False, env=os.environ | {"LC_ALL": "C"},
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr  # 1 is how grep says that nothing was found
    assert done.stderr == ""
    return done.stdout.splitlines()


LOG = Command(
    "image-references.txt",
    "grep -oE '[[:alnum:]._/:@-]+' ci.log |\n"
    "  grep -Fxf <(grep -v '^#' image-references.txt | sed 'p; s#^docker[.]io/##')",
    ("bash", "grep"),
    "ci.log",
    'time="2026-04-22T13:00:00Z" level=info msg="pull" image="{}" done',
)
DIGESTS = Command(
    "image-digests.txt",
    "docker images --digests --format '{{.Digest}}' | grep -Fxf <(grep -v '^#' image-digests.txt)",
    ("bash", "grep"),
    "images",
)
NAMES = Command(
    "domains.txt",
    """awk 'NR == FNR { if (!/^#/) listed[$1]; next }
  { for (name = tolower($1); name != ""; name = rest) {
      if (name in listed) { print $1; next }
      rest = index(name, ".") ? substr(name, index(name, ".") + 1) : "" } }' domains.txt queries.txt""",
    ("awk",),
    "queries.txt",
    "{} IN A",
)
ADDRESSES = Command("ips.txt", "grepcidr -f ips.txt access.log", ("grepcidr",), "access.log")
PAGES = Command(
    "urls.txt",
    "awk '{ print $7 }' access.log | grep -Fxf <(grep -v '^#' urls.txt)",
    ("awk", "grep", "bash"),
    "access.log",
    "1776859200.000 52 10.0.0.1 TCP_MISS/200 512 GET {} - HIER_DIRECT/192.0.2.1 text/html",
)
PACKAGES = Command(
    "packages.txt",
    "jq -r '.components[].purl // empty' sbom.json | sed 's/[?#].*//; p; s/@[^@]*$//' |\n"
    "  sort -u | comm -12 - <(grep -v '^#' packages.txt)",
    ("jq", "comm", "bash"),
    "purls",
)
USES = Command(
    "commits.txt",
    "grep -oE '@[0-9a-f]{40}' workflow.yml | cut -c2- | sort -u |\n"
    "  comm -12 - <(grep -v '^#' commits.txt)",
    ("grep", "comm", "bash"),
    "workflow.yml",
    "      - uses: some/action@{} # v1",
)
HISTORY = "git rev-list --all | sort | comm -12 - <(grep -v '^#' commits.txt)"
FILES = "find . -type f -exec sha256sum {} + | grep -Ff <(grep -v '^#' sha256.txt)"
COMMANDS = (LOG, DIGESTS, NAMES, ADDRESSES, PAGES, PACKAGES, USES)


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


def write(directory: Path, *values: Observable, **changes: object) -> None:
    for path, data in emit(EMITTER, listed(base(), *values, emitter=EMITTER, **changes))[0].items():
        (directory / Path(path).name).write_bytes(data)


def commit(directory: Path, message: str) -> str:
    git = [require("git"), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(
        [*git, "commit", "-q", "--allow-empty", "-m", message], cwd=directory, check=True
    )
    return subprocess.run(
        [*git, "rev-parse", "HEAD"], cwd=directory, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.mark.judged("blocklists/commits.txt", by=("git", "comm", "bash"), asks=FINDS)
def test_a_repositorys_history_is_compared_with_the_commits(tmp_path: Path) -> None:
    subprocess.run([require("git"), "init", "-q"], cwd=tmp_path, check=True)
    commits = [commit(tmp_path, message) for message in ("one", "two", "three")]
    write(tmp_path, Commit(commits[1]), Commit("0" * 40))
    assert run(HISTORY, tmp_path) == [commits[1]]


@pytest.mark.judged("blocklists/commits.txt", by=("git", "comm", "bash"), asks=SILENT)
def test_a_history_without_a_listed_commit_says_nothing(tmp_path: Path) -> None:
    subprocess.run([require("git"), "init", "-q"], cwd=tmp_path, check=True)
    head = commit(tmp_path, "one")
    write(tmp_path, Commit(head[::-1]), Commit("0" * 40))
    assert run(HISTORY, tmp_path) == []


DIGEST_OF = {"md5.txt": "md5", "sha1.txt": "sha1", "sha256.txt": "sha256"}


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        pytest.param(f, k, marks=[
            pytest.mark.judged(f"blocklists/{f}", by=("sha256sum", "grep", "bash"), asks=FINDS),
            pytest.mark.judged(f"blocklists/{f}", by=("sha256sum", "grep", "bash"), asks=SILENT),
        ])
        for f, k in DIGEST_OF.items()
    ],
)  # fmt: skip
def test_files_are_found_by_their_hash(file: str, kind: str, tmp_path: Path) -> None:
    for name, content in {"bad": b"loot", "near": b"loot\n", "odd\nname": b"loot"}.items():
        (tmp_path / name).write_bytes(content)
    cls = OBSERVABLE_TYPES[kind]
    bad, other = (hashlib.new(kind, content).hexdigest() for content in (b"loot", b"other"))
    write(tmp_path, cls(bad), cls(other))
    found = run(FILES.replace("sha256", kind), tmp_path)
    assert {line.lstrip("\\").split()[1] for line in found} == {"./bad", "./odd\\nname"}


@pytest.mark.judged("blocklists/image-references.txt", by=("grep", "bash"), asks=FINDS)
@pytest.mark.parametrize("line", [
    "Status: Downloaded newer image for a/a:v1", "docker pull docker.io/a/a:v1\r",
    "FROM a/a:v1 AS build", '{"image":"docker.io/a/a:v1"}', "image=docker.io/a/a:v1,pull=always",
])  # fmt: skip
def test_a_log_names_an_image_in_many_ways(line: str, tmp_path: Path) -> None:
    write(tmp_path, ImageTag("docker.io/a/a:v1"), detail=TagDetail(standing=TagStanding.CREATED))
    (tmp_path / "ci.log").write_text(f"{line}\n")
    assert len(run(LOG.text, tmp_path)) == 1


@pytest.mark.judged("blocklists/image-references.txt", by=("grep", "bash"), asks=SILENT)
@pytest.mark.parametrize("line", [
    "docker pull a/a:v1.1", "docker pull a/a:v1-debian", "docker pull quay.io/a/a:v1",
    "docker pull a/a@sha256:" + "b" * 64, "docker pull b/a/a:v1", "docker pull a/a", "v1", "",
])  # fmt: skip
def test_a_log_names_another_image(line: str, tmp_path: Path) -> None:
    write(tmp_path, ImageTag("docker.io/a/a:v1"), detail=TagDetail(standing=TagStanding.CREATED))
    (tmp_path / "ci.log").write_text(f"{line}\n")
    assert run(LOG.text, tmp_path) == []
