"""Exit codes, annotations and summaries; hostile names and trees; the image cache."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.actions.checked import CLEAN, DAMAGED, FOUND, INCOMPLETE, check, write
from tests.actions.conftest import BAD

FROM = "FROM alpha/scanner:v1\n"
HOSTILE = "a\n::set-env name=X::y%\t|`<b>,x:\x1b[31m.yml"
"""A file's name that is a command of GitHub's runner, a table's cell, HTML, and moves a cursor."""


def test_a_file_s_name_cannot_give_commands_to_the_runner(made: Path, tmp_path: Path) -> None:
    tree = write(tmp_path, {HOSTILE: "image: alpha/scanner:v1\n"})
    done = check(tree, feed=made, env={"GITHUB_ACTIONS": "true"})
    (line,) = done.out.splitlines()
    command, options, message = re.fullmatch(r"::(\w+) ([^\n]*?)::(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
    assert command == "error"
    parts = dict(part.split("=", 1) for part in options.split(","))
    named = parts["file"]
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        named = named.replace(code, char)
    assert named == HOSTILE
    assert parts["line"] == "1"
    assert "docker.io/alpha/scanner:v1" in message


def test_a_file_s_name_cannot_move_the_cursor_of_a_terminal(made: Path, tmp_path: Path) -> None:
    done = check(write(tmp_path, {HOSTILE: "image: alpha/scanner:v1\n"}), feed=made)
    (line,) = done.out.splitlines()
    assert line.isprintable()
    assert line.startswith("a\\n::set-env")


def test_a_file_s_name_cannot_break_the_summary(made: Path, tmp_path: Path) -> None:
    tree = write(tmp_path / "tree", {HOSTILE: "image: alpha/scanner:v1\n"})
    page = tmp_path / "summary.md"
    check(tree, feed=made, env={"GITHUB_STEP_SUMMARY": str(page)})
    (row,) = (line for line in page.read_text().splitlines() if "alpha/scanner" in line)
    assert row.count("|") == 4
    assert "<b>" not in row
    assert "`" not in row
    assert "docker.io/alpha/scanner:v1" in row


def test_a_name_that_is_no_text_is_reported(made: Path, tmp_path: Path) -> None:
    name = b"\xff\xfe.yml"
    try:
        (tmp_path / os.fsdecode(name)).write_text("image: alpha/scanner:v1\n")
    except OSError:
        pytest.skip("this file system takes no such names")
    done = check(tmp_path, feed=made)
    assert done.code == FOUND
    assert "\\xff" in done.out or "\\udcff" in done.out


def test_what_is_asked_for_beyond_fails_nothing(made: Path, tmp_path: Path) -> None:
    tree = write(tmp_path, {"Dockerfile": f"{FROM}RUN npm i @alpha/cli@1.2.3\n"})
    assert check(tree, "--fail-on", "package", feed=made).code == FOUND
    done = check(tree, "--fail-on=commit, action", feed=made, env={"GITHUB_ACTIONS": "true"})
    assert done.code == CLEAN
    assert [line.split()[0] for line in done.out.splitlines()] == ["::warning", "::warning"]
    assert check(tree, "--fail-on", "none", feed=made).code == CLEAN
    assert check(tree, "--fail-on", "images", feed=made).code == 2


def test_the_outputs_are_there_for_later_steps(made: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    check(
        write(tmp_path / "tree", {"Dockerfile": FROM}),
        feed=made,
        env={"GITHUB_OUTPUT": str(output)},
    )
    assert output.read_text() == "hits=1\nrelease=2026.11.24.1\n"


def test_left_out_files_are_not_read(made: Path, tmp_path: Path) -> None:
    tree = write(tmp_path, {"iocs/a/x.yml": "image: alpha/scanner:v1\n", "Dockerfile": FROM})
    done = check(tree, "--exclude=iocs/*", "--exclude=Docker*", feed=made)
    assert (done.code, done.out) == (CLEAN, "")


def test_a_named_file_is_read_whatever_it_is_called(made: Path, tmp_path: Path) -> None:
    tree = write(tmp_path, {"notes.md": FROM, "sub/Dockerfile": FROM, "other/Dockerfile": FROM})
    done = check(tree, feed=made, paths=["notes.md", "sub"])
    assert set(done.values) == {"notes.md", "sub/Dockerfile"}


def test_a_link_is_followed_inside_the_tree_only(made: Path, tmp_path: Path) -> None:
    write(tmp_path / "outside", {"Dockerfile": FROM, "below/Dockerfile": FROM})
    tree = write(tmp_path / "tree", {"docker/main": FROM})
    (tree / "Dockerfile").symlink_to("docker/main")
    (tree / "Dockerfile.other").symlink_to(tmp_path / "outside" / "Dockerfile")
    (tree / "below").symlink_to(tmp_path / "outside" / "below")
    (tree / "loop").symlink_to(".")
    (tree / "gone.yml").symlink_to("nowhere")
    done = check(tree, feed=made)
    assert set(done.values) == {"Dockerfile"}


def test_what_is_no_file_is_not_waited_for(made: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yml")
    (tmp_path / "b.yml").mkdir()
    assert check(tmp_path, feed=made).code == CLEAN


def test_what_cannot_be_looked_at_is_said_and_fails(made: Path, tmp_path: Path) -> None:
    with (tmp_path / "uv.lock").open("wb") as file:
        file.truncate((64 << 20) + 1)
    done = check(tmp_path, feed=made, paths=[".", "gone"])
    assert done.code == INCOMPLETE
    assert done.out.splitlines() == [
        "not looked at: uv.lock (too large)",
        "not looked at: gone (not there)",
    ]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("blocklists/commits.txt", None),
        ("blocklists/commits.txt", b""),
        ("blocklists/commits.txt", b"<html>\n"),
        ("blocklists/image-references.txt", b"# made\ndocker.io/alpha/scan"),
        ("policies/packages.json", b"{}\n"),
        ("policies/packages.json", b'{"packages": {"npm": []}, "extensions": {}, "plugins": {}}\n'),
    ],
)
def test_damaged_lists_are_never_taken_for_empty_ones(
    made: Path, tmp_path: Path, path: str, content: bytes | None
) -> None:
    feed = tmp_path / "feed"
    shutil.copytree(made, feed)
    (feed / path).unlink()
    if content is not None:
        (feed / path).write_bytes(content)
    done = check(write(tmp_path / "tree", {"a.yml": ""}), feed=feed)
    assert done.code == DAMAGED
    assert path in done.err


def docker(folder: Path, script: str) -> dict[str, str]:
    """A PATH with a docker of our own."""
    folder.mkdir()
    (folder / "docker").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "docker").chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


def test_the_image_cache_is_looked_at(made: Path, tmp_path: Path) -> None:
    env = docker(
        tmp_path / "bin",
        f"""[ "$1 $2" = "images --all" ] || exit 9
        echo "alpha/scanner v1 sha256:{"00" * 32}"
        echo "copy.example/x 3 {BAD}"
        echo "alpha/scanner v1-debian <none>"
        echo "<none> <none> <none>" """,
    )
    tree = write(tmp_path / "tree", {"a.yml": ""})
    done = check(tree, "--image-cache", feed=made, env=env)
    assert done.code == FOUND
    assert done.values == {"image cache": {"docker.io/alpha/scanner:v1", BAD}}
    output = check(tree, "--image-cache", feed=made, env={**env, "GITHUB_ACTIONS": "true"}).out
    assert "file=" not in output
    assert check(tree, feed=made, env=env).code == CLEAN


@pytest.mark.parametrize("script", ["exit 1", ""])
def test_an_image_cache_that_cannot_be_asked_is_said(
    made: Path, tmp_path: Path, script: str
) -> None:
    env = docker(tmp_path / "bin", script) if script else {"PATH": str(tmp_path)}
    done = check(write(tmp_path / "tree", {"a.yml": ""}), "--image-cache", feed=made, env=env)
    assert done.code == INCOMPLETE
    assert "not looked at: the image cache" in done.out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("package-lock.json", '{"packages": ' + "[" * 20_000),
        ("package-lock.json", "}]}]" * 1_000 + ':,"' * 1_000),
        ("package-lock.json", '{"dependencies": {"a": {"version": "npm:"}, "b": {"version": ""}}}'),
        ("requirements.txt", "a[" * 20_000 + "==1\n"),
        ("a.yml", "${" * 20_000 + "a" * 20_000 + "\n"),
        ("a.yml", "npm " * 20_000 + "\n"),
        ("a.yml", ("a" * 500 + "@:/") * 2_000 + "\n"),
        ("a.yml", "- " * 20_000 + "image: x\n" + " " * 20_000 + "tag: x\n"),
        ("a.yml", "https://" * 10_000 + "\n"),
        ("go.mod", "=> " * 20_000 + "\n"),
        ("yarn.lock", "@\n@:\n" + '  version "1"\n' * 1_000 + ":\n"),
        ("pnpm-lock.yaml", "  /" + "@/" * 20_000 + "\n"),
        ("Dockerfile", "ARG A=$A\nARG B=$B$A\nFROM $A$B\n" + "ARG " * 10_000),
        ("Dockerfile", bytes(range(256)).decode("latin-1") * 100),
    ],
)
def test_a_file_made_to_break_the_reader_is_read(
    made: Path, tmp_path: Path, name: str, content: str
) -> None:
    """To the end, and what stands beside it is found."""
    tree = write(tmp_path, {f"a/{name}": content, "b/Dockerfile": FROM})
    done = check(tree, feed=made)
    assert done.code == FOUND, done.err
    assert set(done.values) == {"b/Dockerfile"}
