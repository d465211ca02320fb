"""The commands of docs/blocklists.md print nothing of whole benign logs, and one malicious line each."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.benign.ci_logs import ci_log, uses
from tests.benign.conftest import RELEASES
from tests.benign.endpoint_events import near_addresses
from tests.benign.listed import Listed
from tests.benign.machine_files import files_of, spread
from tests.benign.malicious import pull_by_created_tag
from tests.benign.packages import dependencies
from tests.benign.web import dns_queries, mentions, requests
from tests.conftest import TESTS
from tests.engines.conformance import FINDS, SILENT

COMMANDS = {
    "image-references.txt": ("ci.log", ("bash", "grep")),
    "commits.txt": ("workflow.yml", ("bash", "grep", "comm")),
    "packages.txt": ("sbom.json", ("bash", "jq", "comm")),
    "domains.txt": ("queries.txt", ("awk",)),
    "urls.txt": ("access.log", ("bash", "awk", "grep")),
    "ips.txt": ("access.log", ("grepcidr",)),
}
"""The file that the page's command reads beside a list, and the programs that it runs."""
Logs = Callable[[str], Path]


@pytest.fixture(scope="session")
def logs(listed: Callable[[str], Listed], tmp_path_factory: pytest.TempPathFactory) -> Logs:
    """A folder with every log of a release's corpora."""

    @cache
    def write(name: str) -> Path:
        folder = tmp_path_factory.mktemp("logs")
        for file, text in texts(listed(name)).items():
            (folder / file).write_text(text)
        return folder

    return write


def texts(listed: Listed) -> Mapping[str, str]:
    """Logs as the page's commands want them."""
    asked = (*requests(listed), *mentions(listed))
    # An exact name leaves what is below it free, which the list does not tell and the page does.
    names = [x.name for x in dns_queries(listed) if not _below(x.name.lower(), listed)]
    components = [{"purl": package.purl} for package in dependencies(listed)]
    return {
        "ci.log": "".join(f"{x.at:%Y-%m-%dT%H:%M:%SZ} {x.text}\n" for x in ci_log(listed)),
        "workflow.yml": "".join(
            f"      - uses: {x.written}\n      - uses: {x.repository}@{x.commit}\n"
            for x in uses(listed)
        ),
        "sbom.json": json.dumps({"bomFormat": "CycloneDX", "components": components}),
        "queries.txt": "".join(f"{name} IN A\n" for name in names),
        "access.log": "".join(
            f"{x.at.timestamp():.3f} 52 10.0.0.1 TCP_MISS/200 512 GET {x.url} - DIRECT/{ip} text/html\n"
            for x, ip in zip(asked, (*near_addresses(listed), *["192.0.2.80"] * len(asked)), strict=False)
        ),
    }  # fmt: skip


def _below(name: str, listed: Listed) -> bool:
    return any(name.endswith(f".{exact}") for exact in listed.domains)


def printed(release: Path, file: str, logs: Path, folder: Path, more: str = "") -> list[str]:
    """What the page's command for a list prints of a log, and of what stands behind it."""
    page = (TESTS.parent / "docs" / "blocklists.md").read_text(encoding="utf-8")
    read, _ = COMMANDS[file]
    blocks = [b for b in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) if file in b and read in b]
    (block,) = blocks
    # Two commands in a block are one a line, unless a line goes on.
    commands = [c for c in re.split(r"\n(?=\S)", block.strip()) if file in c and read in c]
    shutil.copy(release / "blocklists" / file, folder)
    (folder / read).write_text(_with(more, (logs / read).read_text(), read))
    done = subprocess.run(
        ["bash", "-c", commands[0]], cwd=folder, capture_output=True, text=True, check=False,
        env=os.environ | {"LC_ALL": "C"},
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.splitlines()


def _with(more: str, text: str, file: str) -> str:
    if file != "sbom.json" or not more:
        return text + more
    document = json.loads(text)
    document["components"].append({"purl": more})
    return json.dumps(document)


def judged(asks: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("name", "file"), [
        pytest.param(name, file, marks=pytest.mark.judged(f"blocklists/{file}", by=by, asks=asks))
        for name in RELEASES for file, (_, by) in COMMANDS.items()
        if asks == SILENT or (name, file) != ("real", "ips.txt")  # it blocks no address
    ])  # fmt: skip


@judged(SILENT)
def test_a_command_prints_nothing_of_a_benign_log(
    release: Callable[[str], Path], logs: Logs, tmp_path: Path, name: str, file: str
) -> None:
    assert (logs(name) / COMMANDS[file][0]).stat().st_size > 5_000
    assert printed(release(name), file, logs(name), tmp_path) == []


@judged(FINDS)
def test_a_command_prints_the_one_malicious_line(
    release: Callable[[str], Path], listed: Callable[[str], Listed], logs: Logs, tmp_path: Path,
    name: str, file: str,
) -> None:  # fmt: skip
    lines = (release(name) / "blocklists" / file).read_text().splitlines()
    values = [line for line in lines if not line.startswith("#")]
    value = values[0] if file != "image-references.txt" else pull_by_created_tag(listed(name)).name
    more = {
        "image-references.txt": f"+ docker pull {value}\n", "commits.txt": f"uses: a/b@{value}\n",
        "packages.txt": value, "domains.txt": f"{value.upper()} IN A\n",
        "urls.txt": f"1 52 10.0.0.1 TCP_MISS/200 512 GET {value} - DIRECT/192.0.2.1 -\n",
        "ips.txt": f"1 52 10.0.0.1 TCP_MISS/200 512 GET http://x/ - DIRECT/{value} -\n",
    }[file]  # fmt: skip
    found = printed(release(name), file, logs(name), tmp_path, more)
    assert len(found) == 1
    assert value in found[0].lower() or urlsplit(value).netloc in found[0]


@pytest.fixture(scope="module")
def programs() -> list[Path]:
    """Programs of this machine."""
    return spread(files_of("/usr/bin", largest=1 << 18), 200)


@pytest.mark.parametrize("name", RELEASES)
@pytest.mark.parametrize("kind", [
    pytest.param(kind, marks=pytest.mark.judged(
        f"blocklists/{kind}.txt", by=("sha256sum", "grep", "bash"), asks=SILENT
    ))
    for kind in ("md5", "sha1", "sha256")
])  # fmt: skip
def test_no_hash_is_that_of_a_program_of_this_machine(
    release: Callable[[str], Path], programs: list[Path], name: str, kind: str
) -> None:
    command = [f"{kind}sum", *map(str, programs)]
    sums = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert len(sums.splitlines()) == 200
    path = release(name) / "blocklists" / f"{kind}.txt"
    search = ["bash", "-c", f"grep -Ff <(grep -v '^#' {path})"]
    done = subprocess.run(search, input=sums, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("", "")
