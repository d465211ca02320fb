"""The committed release: everything it lists is found, and nothing in what an ordinary company builds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.actions.checked import CLEAN, FOUND, REAL, check, listed, write
from tests.benign.ci_logs import uses
from tests.benign.listed import Listed, read_listed
from tests.benign.packages import Dependency, dependencies, parsed
from tests.benign.pulls import pulls
from tests.benign.web import requests
from tests.benign.workloads import manifests


def lockfiles(packages: Iterable[Dependency]) -> dict[str, str]:
    """Lock files of every tool that pin these."""
    there = sorted(packages, key=lambda one: one.purl)
    npm = [one for one in there if one.ecosystem == "npm"]
    pypi = [one for one in there if one.ecosystem == "pypi"]
    go = [one for one in there if one.ecosystem == "golang"]
    tables = "".join(
        f'[[package]]\nname = "{one.name}"\nversion = "{one.version}"\n' for one in pypi
    )
    return {
        # One package stands there in several versions, each inside another package.
        "npm/package-lock.json": json.dumps({
            "lockfileVersion": 3,
            "packages": {
                f"node_modules/p{number}/node_modules/{one.name}": {"version": one.version}
                for number, one in enumerate(npm)
            },
        }),
        "yarn1/yarn.lock": "".join(f'"{one.name}@^{number}":\n  version "{one.version}"\n\n' for number, one in enumerate(npm)),
        "yarn4/yarn.lock": "".join(
            f'"{one.name}@npm:^{number}":\n  version: {one.version}\n  resolution: "{one.name}@npm:{one.version}"\n\n'
            for number, one in enumerate(npm)
        ),
        "pnpm5/pnpm-lock.yaml": "packages:\n" + "".join(f"  /{one.name}/{one.version}:\n    dev: true\n" for one in npm),
        "pnpm9/pnpm-lock.yaml": "packages:\n" + "".join(f"  '{one.name}@{one.version}':\n    engines: {{}}\n" for one in npm),
        "bun/bun.lock": "{" + "".join(f'"{n}": ["{one.name}@{one.version}", ""],\n' for n, one in enumerate(npm)) + "}",
        "requirements.txt": "".join(f"{one.name}=={one.version}\n" for one in pypi),
        "uv/uv.lock": tables,
        "poetry/poetry.lock": tables,
        "go.sum": "".join(f"{one.name} {one.version} h1:x=\n" for one in go),
        "sbom.json": json.dumps({"components": [{"purl": one.purl} for one in there]}, indent=1),
    }  # fmt: skip


def spelled(packages: Iterable[Dependency], ecosystem: str) -> set[str]:
    return {f"{x.ecosystem} {x.name} {x.version}" for x in packages if x.ecosystem == ecosystem}


@pytest.fixture(scope="module")
def tables() -> Listed:
    return read_listed(REAL)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """What is found in files that name everything listed."""
    packages = [parsed(unquote(value)) for value in listed("packages")]
    patterns = [
        line[1:]
        for line in (REAL / "policies" / "github-actions.txt").read_text().splitlines()
        if line.startswith("!") and "/**@" not in line
    ]
    tree = write(
        tmp_path_factory.mktemp("tree"),
        {
            "compose.yml": "".join(f"    image: '{x}'\n" for x in listed("image-references")),
            "digests.yml": "".join(f"image: copy.example/x@{x}\n" for x in listed("image-digests")),
            "commits.yml": "".join(f"- uses: fork/x@{x} # v1\n" for x in listed("commits")),
            "uses.yml": "".join(f"- uses: {x}\n" for x in patterns),
            "hashes/requirements.txt": "".join(
                f"x==1 --hash=sha256:{x}\n" for x in listed("sha256")
            ),
            "urls.yml": "".join(f"- run: curl -O {x}\n" for x in listed("urls")),
            "domains.yml": "".join(f"- run: curl https://{x}/\n" for x in listed("domains")),
            **lockfiles(packages),
        },
    )
    done = check(tree)
    assert done.code == FOUND
    return done.values


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("compose.yml", "image-references"),
        ("digests.yml", "image-digests"),
        ("commits.yml", "commits"),
        ("hashes/requirements.txt", "sha256"),
        ("domains.yml", "domains"),
    ],
)
def test_every_entry_of_a_list_is_found(found: dict[str, set[str]], file: str, name: str) -> None:
    entries = set(listed(name))
    assert entries
    assert found[file] == entries


def test_every_url_is_found_by_itself_or_by_its_host(found: dict[str, set[str]]) -> None:
    domains = listed("domains")
    for url in listed("urls"):
        host = url.partition("://")[2].partition("/")[0].partition(":")[0]
        by_host = [x for x in domains if host == x or host.endswith(f".{x}")]
        assert by_host or url in found["urls.yml"]
    assert found["urls.yml"] <= {*listed("urls"), *domains}


def test_every_action_of_the_policy_is_found(found: dict[str, set[str]]) -> None:
    text = (REAL / "policies" / "github-actions.txt").read_text()
    patterns = {x[1:] for x in text.splitlines() if x.startswith("!") and "/**@" not in x}
    assert len(patterns) > 50
    assert found["uses.yml"] == patterns


@pytest.mark.parametrize(
    ("file", "ecosystem"),
    [
        *((file, "npm") for file in (
            "npm/package-lock.json", "yarn1/yarn.lock", "yarn4/yarn.lock", "pnpm5/pnpm-lock.yaml",
            "pnpm9/pnpm-lock.yaml", "bun/bun.lock",
        )),
        *((file, "pypi") for file in ("requirements.txt", "uv/uv.lock", "poetry/poetry.lock")),
        ("go.sum", "golang"),
    ],
)  # fmt: skip
def test_every_package_is_found_in_the_lock_files_of_its_ecosystem(
    found: dict[str, set[str]], file: str, ecosystem: str
) -> None:
    wanted = spelled((parsed(unquote(value)) for value in listed("packages")), ecosystem)
    if file == "go.sum":
        wanted = {value for value in wanted if " v" in value}
    assert wanted
    assert wanted <= found[file], wanted - found[file]
    assert {value.replace(" v", " ") for value in found[file]} <= {
        value.replace(" v", " ") for value in wanted
    }


def test_nothing_is_found_in_what_an_ordinary_company_builds(
    tables: Listed, tmp_path: Path
) -> None:
    images = sorted({text for pull in pulls(tables) for text in (pull.reference, pull.short)})
    assert len(images) > 300
    steps = sorted({use.written for use in uses(tables)})
    tree = write(
        tmp_path,
        {
            "Dockerfile": "".join(f"FROM {image}\n" for image in images),
            "compose.yml": "".join(f"  x{n}: {{image: '{image}'}}\n" for n, image in enumerate(images)),
            "values.yaml": "".join(
                f"x{n}:\n  repository: {pull.repository}\n  tag: {pull.tag}\n"
                for n, pull in enumerate(pulls(tables)) if pull.tag and not pull.is_pinned
            ),
            "k8s.json.yaml": "\n---\n".join(json.dumps(pod, indent=1) for pod in manifests(tables)),
            ".github/workflows/ci.yml": "".join(f"      - uses: {step}\n" for step in steps),
            "fetch.sh": "".join(f"curl -fsSL '{request.url}'\n" for request in requests(tables)),
            **lockfiles(dependencies(tables)),
        },
    )  # fmt: skip
    done = check(tree)
    assert done.out == ""
    assert done.code == CLEAN
    assert "17 files read" in done.err


def test_known_good_values_of_the_real_feed_are_let_be(tables: Listed, tmp_path: Path) -> None:
    lines = [f"x{n}: {known.value}\n" for n, known in enumerate(tables.known_good)]
    lines += [
        f"- uses: {known.repository.removeprefix('github.com/')}@{known.value}\n"
        for known in tables.good("commit")
    ]
    done = check(write(tmp_path, {"a.yml": "".join(lines)}))
    assert done.out == ""
