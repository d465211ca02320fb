"""The commands of docs/blocklists.md find listed values in logs, and nothing in benign ones.

A bare `grep -F` takes one value for the beginning of another: `litellm@1.82.7` of `litellm@1.82.70`.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from conformance import FINDS, SILENT
from conftest import TESTS
from machine_files import files_of, spread

from benign.ci_logs import ci_log
from benign.conftest import RELEASES
from benign.listed import Listed
from benign.web import dns_queries, requests

PAGE = (TESTS.parent / "docs" / "blocklists.md").read_text()
WORDS = ("domains.txt", "image-references.txt", "ips.txt", "packages.txt", "urls.txt")
"""Lists whose values may begin or end like others: the page's `search` is for them."""
HASHES = ("commits.txt", "image-digests.txt", "md5.txt", "sha1.txt", "sha256.txt")
"""Lists whose values nothing else can hold."""

Logs = Callable[[str], list[Path]]


@pytest.fixture(scope="session")
def logs(listed: Callable[[str], Listed], tmp_path_factory: pytest.TempPathFactory) -> Logs:
    """A CI log, a resolver's and a proxy's, with what is listed by a release in mind."""

    @cache
    def write(name: str) -> list[Path]:
        folder, there = tmp_path_factory.mktemp("logs"), listed(name)
        texts = {
            "ci.log": [f"{x.at:%Y-%m-%dT%H:%M:%SZ} {x.system} {x.text}" for x in ci_log(there)],
            "dns.log": [f"{x.at:%b %d %H:%M:%S} unbound: {x.client} {x.name}. A IN" for x in dns_queries(there)],
            "proxy.log": [f'{x.at:%s} 10.0.0.9 200 GET {x.url} "{x.agent}"' for x in requests(there)],
        }  # fmt: skip
        for file, lines in texts.items():
            (folder / file).write_text("\n".join(lines) + "\n")
        return sorted(folder.iterdir())

    return write


def commands(containing: str) -> str:
    """The one block of commands on the page that holds this."""
    (block,) = [b for b in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) if containing in b]
    return block


def found(release: Path, file: str, logs: list[Path]) -> list[str]:
    """The lines that the page's command for a list prints."""
    paths = " ".join(str(path) for path in logs)
    if file in WORDS:
        script = f"{commands('search() {')}\nsearch {release}/blocklists/{file} {paths}"
    else:
        script = commands("hashes() {") + f"\nhashes {release}/blocklists/{file} {paths}"
    # What stands behind the definitions on the page are examples.
    script = re.sub(r"^(?:search|hashes) [a-z-]+\.txt .*\n", "", script, flags=re.MULTILINE)
    run = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert run.stderr == ""
    return run.stdout.splitlines()


def judged(asks: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("name", "file"), [
        pytest.param(name, file, marks=pytest.mark.judged(f"blocklists/{file}", by="grep", asks=asks))
        for name in RELEASES for file in (*WORDS, *HASHES)
    ])  # fmt: skip


@judged(SILENT)
def test_a_search_finds_nothing_in_benign_logs(
    release: Callable[[str], Path], logs: Logs, name: str, file: str
) -> None:
    assert found(release(name), file, logs(name)) == []


@judged(FINDS)
def test_a_search_finds_every_value_of_a_list(
    release: Callable[[str], Path], logs: Logs, tmp_path: Path, name: str, file: str
) -> None:
    text = (release(name) / "blocklists" / file).read_text()
    values = [line for line in text.splitlines() if not line.startswith("#")]
    lines = [line for value in values for line in written(value)]
    log = tmp_path / "more.log"
    log.write_text("".join(f"{line}\n" for line in lines))
    assert [x.partition(":")[2] for x in found(release(name), file, [*logs(name), log])] == lines


def written(value: str) -> list[str]:
    """Lines of logs that hold a value."""
    if re.fullmatch(r"[0-9a-f]+|sha256:[0-9a-f]+", value):
        return [f"Run a/b@{value}", f'"{value}"', f"GET /v2/x/manifests/{value} 200"]
    if value.startswith("docker.io/"):
        short = value.removeprefix("docker.io/").removeprefix("library/")
        return [f"docker pull {short}", f"copying docker://{value}", f'PullImage "{value}"', f"{short}."]
    if value.startswith("pkg:") and "@" not in value[5:]:
        return [f"{value}@9.9.9", f'"{value}"']
    return [f"got {value}", f"({value})", f"{value},", value, f"seen: {value}."]


@pytest.mark.parametrize("name", RELEASES)
@pytest.mark.parametrize("kind", [
    pytest.param(kind, marks=pytest.mark.judged(
        f"blocklists/{kind}.txt", by=("sha256sum", "grep"), asks=SILENT
    ))
    for kind in ("md5", "sha1", "sha256")
])  # fmt: skip
def test_no_hash_is_that_of_a_program_of_this_machine(
    release: Callable[[str], Path], tmp_path: Path, name: str, kind: str
) -> None:
    paths = [path for d in ("/usr/bin", "/usr/lib") for path in spread(files_of(d, largest=1 << 20), 150)]
    sums = subprocess.run([f"{kind}sum", *paths], capture_output=True, text=True, check=True).stdout
    log = tmp_path / "sums"
    log.write_text(sums)
    assert len(sums.splitlines()) == 300
    assert found(release(name), f"{kind}.txt", [log]) == []
