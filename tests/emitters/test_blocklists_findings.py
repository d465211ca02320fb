"""Plain lists and what a machine has: files, a repository's history, the logs of builds."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from feedgen.emitters.blocklists import EMITTER
from feedgen.model.indicator import TagDetail, TagStanding
from feedgen.model.observables import OBSERVABLE_TYPES, Commit, ImageTag, Observable
from tests.conftest import emit
from tests.engines.conformance import FINDS, SILENT
from tests.engines.list_commands import FILES, HISTORY, LOG, run
from tests.engines.registry import require
from tests.model.made_feeds import base, listed


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
