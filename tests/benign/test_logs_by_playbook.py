"""What the playbooks look for in CI logs is in no benign one, and is found in a malicious one."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from feedgen.emitters.playbooks import EMITTER
from tests.benign.ci_logs import ci_log
from tests.benign.conftest import RELEASES
from tests.benign.listed import Listed
from tests.conftest import TESTS, compile_corpus, emit
from tests.engines.conformance import FINDS, SILENT

pytestmark = pytest.mark.parametrize("name", RELEASES)
_LIST = re.compile(r"^cat > (\S+) <<'END_OF_LIST'\n(.*?)^END_OF_LIST\n", re.DOTALL | re.MULTILINE)
_PATTERNS = re.compile(r"^as_logged\(\) \{.*?^}\n.*?^```", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Path]]:
    """The patterns of certain hits that each playbook writes, by its name."""

    @cache
    def written(name: str) -> dict[str, Path]:
        root = TESTS.parent / "iocs" if name == "real" else TESTS / "corpus" / name
        as_of = (
            datetime(2026, 6, 1, tzinfo=UTC) if name == "real" else datetime(2026, 5, 1, tzinfo=UTC)
        )
        found = {}
        for path, content in emit(EMITTER, compile_corpus(root, "playbooks", as_of=as_of))[
            0
        ].items():
            text = content.decode()
            block = _PATTERNS.search(text)
            if block:
                folder = tmp_path_factory.mktemp("playbook")
                for file, lines in _LIST.findall(text):
                    (folder / file).write_text(lines)
                script = block[0].removesuffix("```")
                subprocess.run(["bash", "-eu", "-c", script], cwd=folder, check=True)
                found[path] = folder
        return found

    return written


def lines(folder: Path, log: str) -> list[str]:
    """What the playbook's search would show of a log."""
    run = subprocess.run(
        ["grep", "-iE", "-f", "ci-patterns.txt"], cwd=folder, input=log, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert run.stderr == ""
    return run.stdout.splitlines()


@pytest.mark.judged("playbooks/*.md", by=("bash", "grep"), asks=SILENT)
def test_no_playbook_hits_a_benign_log(
    patterns: Callable[[str], dict[str, Path]], listed: Callable[[str], Listed], name: str
) -> None:
    log = "\n".join(line.text for line in ci_log(listed(name)))
    assert patterns(name)
    found = {path: lines(folder, log) for path, folder in patterns(name).items()}
    assert {path: hits for path, hits in found.items() if hits} == {}


@pytest.mark.judged("playbooks/*.md", by=("bash", "grep"), asks=FINDS)
def test_every_playbook_hits_what_it_lists(
    patterns: Callable[[str], dict[str, Path]], name: str
) -> None:
    for path, folder in patterns(name).items():
        log = [line for file in sorted(folder.glob("*.txt")) for line in logged(file)]
        assert log, path
        assert lines(folder, "\n".join(log)) == log, path


def logged(file: Path) -> list[str]:
    """Lines that builds print of the values of a list of certain hits."""
    forms: Mapping[str, Callable[[str], list[str]]] = {
        "digests": lambda x: [f"Digest: {x}", f"FROM a/b@{x}"],
        "commits": lambda x: [f"Download action repository 'a/b@v1' (SHA:{x})"],
        "action-refs": lambda x: [f"##[group]Run {x}", f"uses: {x}"],
        "image-tags": lambda x: [
            f"Pulled {x.removeprefix('docker.io/')}", f'PullImage "{x}"', f"hub/{x.removeprefix('docker.io/')}@sha256:0",
        ],
        "packages": _installed,
        "domains": lambda x: [f"curl https://{x}/", f"GET a.{x}:443", f"resolved {x}."],
        "hosts": lambda x: [f"curl https://{x}/"],
    }  # fmt: skip
    form = forms.get(file.stem)
    return [line for value in file.read_text().splitlines() for line in form(value)] if form else []


def _installed(purl: str) -> list[str]:
    kind, _, rest = purl.removeprefix("pkg:").partition("/")
    rest = rest.replace("%40", "@")
    name, _, version = rest.rpartition("@") if "@" in rest[1:] else (rest, "", "")
    if kind != "pypi" or not version:
        return [f"+ {rest}", f"added {rest}, and 3 more"]
    return [
        f"Collecting {name}=={version}", f"Successfully installed {name}-{version} six-1.16.0",
        f"Downloading {name}-{version}-py3-none-any.whl", f"GET /{name}-{version}.tar.gz",
    ]  # fmt: skip
