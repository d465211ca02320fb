"""check.sh against a published feed over HTTP: verification, and what happens without the feed."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.actions.checked import ACTION, Checked, lists, write
from tests.publish.destinations import publish_at
from tests.publish.publications import signing_key, write_release
from tests.serve.served_folder import served

pytestmark = pytest.mark.engine

FROM = "FROM alpha/scanner:v1\n"


@pytest.fixture
def published(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment for a feed that lists one image, published now."""
    content = lists(images=["docker.io/alpha/scanner:v1"])
    write_release(tmp_path / "out", 1, files=content)
    key = signing_key(tmp_path)
    now = datetime.now(UTC)  # noqa: TID251 - the script's clock is the machine's
    publish_at(tmp_path / "out", str(tmp_path / "site"), key, now=now)
    with served(tmp_path / "site") as where:
        yield {
            "FEED_URL": where.url,
            "FEED_KEY": str(tmp_path / "release.pub"),
            "FEED_DIR": str(tmp_path / "copy"),
        }


def run(
    tree: Path, env: Mapping[str, str], *arguments: str, script: Path = ACTION / "check.sh"
) -> Checked:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    done = subprocess.run(
        ["sh", script, *arguments],
        cwd=tree, env={**plain, **env}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return Checked(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return write(tmp_path / "tree", {"Dockerfile": FROM})


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    return write(tmp_path / "clean", {"Dockerfile": "FROM scratch\n"})


def test_lists_are_fetched_verified_and_compared(
    published: dict[str, str], tree: Path, clean: Path
) -> None:
    assert run(clean, published).code == 0
    done = run(tree, published)
    assert done.code == 10
    assert done.out.startswith("Dockerfile:1: names a listed image: docker.io/alpha/scanner:v1")


def test_options_and_paths_reach_the_check(published: dict[str, str], tree: Path) -> None:
    assert run(tree, published, "--fail-on", "package", ".").code == 0
    assert run(tree, published, "--exclude=Docker*").code == 0
    assert run(tree, published, "--only-fetch").code == 0


def test_keys_are_files_or_texts_and_several(
    published: dict[str, str], tree: Path, tmp_path: Path
) -> None:
    text = Path(published["FEED_KEY"]).read_text()
    signing_key(tmp_path, "next")
    for keys in (
        text,
        text.splitlines()[-1],
        f"{tmp_path / 'next.pub'}\r\n{text.splitlines()[-1]}\r\n",
    ):
        done = run(tree, {**published, "FEED_KEY": keys})
        assert done.code == 10, done.err


@pytest.mark.parametrize("key", ["", "gone.pub", "untrusted comment: x", "RW but no key"])
def test_without_a_key_nothing_is_believed(published: dict[str, str], tree: Path, key: str) -> None:
    done = run(tree, {**published, "FEED_KEY": key})
    assert done.code in {2, 4}
    assert done.out == ""


def test_another_key_is_refused_even_with_a_last_good_copy(
    published: dict[str, str], tree: Path, tmp_path: Path
) -> None:
    assert run(tree, published).code == 10
    signing_key(tmp_path, "other")
    env = {**published, "FEED_KEY": str(tmp_path / "other.pub"), "ON_UNAVAILABLE": "use-last-good"}
    done = run(tree, env)
    assert done.code == 4
    assert done.out == ""


def test_a_list_that_is_not_what_was_signed_is_refused(
    published: dict[str, str], tree: Path, tmp_path: Path
) -> None:
    for path in (tmp_path / "site").rglob("v1/2*/blocklists/image-references.txt"):
        path.write_text("# made\n")
    assert run(tree, published).code == 4


def test_a_feed_that_does_not_answer_fails_the_job(
    published: dict[str, str], tree: Path, tmp_path: Path
) -> None:
    # curl itself asks again for seconds.
    curl = write(tmp_path / "bin", {"curl": "#!/bin/sh\nprintf 000; exit 7\n"}) / "curl"
    curl.chmod(0o755)
    done = run(tree, {**published, "PATH": f"{curl.parent}:{os.environ['PATH']}"})
    assert done.code == 5
    assert done.out == ""
    assert "latest.json did not come (curl: 7, HTTP 000)" in done.err


def silent(folder: Path) -> Path:
    """check.sh beside a download that finds nobody, which curl tries for some seconds."""
    write(folder, {path.name: path.read_bytes() for path in ACTION.iterdir() if path.is_file()})
    return write(folder, {"fetch-feed.sh": "exit 5\n"}) / "check.sh"


def test_or_the_last_good_copy_is_used_while_it_is_young(
    published: dict[str, str], tree: Path, tmp_path: Path
) -> None:
    script = silent(tmp_path / "scripts")
    env = {**published, "ON_UNAVAILABLE": "use-last-good", "MAX_AGE_DAYS": "2"}
    assert run(tree, env, script=script).code == 5, "there is no copy yet"
    assert run(tree, published).code == 10
    assert run(tree, published, script=script).code == 5, "that is the policy"
    done = run(tree, {**env, "GITHUB_ACTIONS": "true"}, script=script)
    assert done.code == 10
    assert "::warning::the threat feed did not answer" in done.out
    stamp = Path(published["FEED_DIR"]) / ".fetched-at"
    now = int(stamp.read_text())
    for then, code in ((now - 47 * 3600, 10), (now - 49 * 3600, 5), (now + 3600, 5)):
        stamp.write_text(f"{then}\n")
        assert run(tree, env, script=script).code == code, now - then
    stamp.write_text("$(reboot)\n")
    assert run(tree, env, script=script).code == 5


@pytest.mark.parametrize(
    "env", [{"ON_UNAVAILABLE": "ignore"}, {"MAX_AGE_DAYS": "a while"}, {"MAX_AGE_DAYS": "99999"}]
)
def test_a_policy_that_is_none_is_refused(
    published: dict[str, str], tree: Path, env: dict[str, str]
) -> None:
    assert run(tree, {**published, **env}).code == 2


def test_it_works_where_both_scripts_lie_in_one_folder(
    published: dict[str, str], tree: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "a folder"
    folder.mkdir()
    for path in (*ACTION.glob("*.py"), ACTION / "check.sh"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "fetch-feed.sh").write_bytes(
        (ACTION.parent.parent.parent / "docs" / "consume" / "fetch-feed.sh").read_bytes()
    )
    done = subprocess.run(
        ["sh", folder / "check.sh"], cwd=tree, env={**os.environ, **published},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 10, done.stderr


def test_every_list_that_the_check_reads_is_fetched() -> None:
    source = (ACTION / "listed.py").read_text()
    read = set(re.findall(r'"((?:blocklists|policies)/[\w.-]+)"', source))
    fetched = set(
        re.findall(r"((?:blocklists|policies)/[\w.-]+)", (ACTION / "check.sh").read_text())
    )
    assert read == fetched
