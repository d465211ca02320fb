"""packages.json in the commands of its page: jq, pip and uv refuse what is listed, and nothing else."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packageurl import PackageURL

from feedgen.emitters.package_policy import EMITTER, POLICY
from feedgen.model.feed import Feed
from feedgen.model.observables import Extension, Package, Plugin
from tests.conftest import TESTS, emit
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.latest_release import ROOT, blocked, known_good
from tests.engines.registry import require
from tests.model.made_feeds import base, indicator, made, mention

PAGE = (TESTS.parent / "docs" / "package-policy.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ONE, LOCK, CONSTRAINTS, EXTENSIONS = COMMANDS


def feed() -> Feed:
    values = (
        Package("pkg:npm/%40alpha/cli@2026.4.0"), Package("pkg:npm/whole"), Package("pkg:npm/__proto__@1.0.0"),
        Package("pkg:pypi/some@1.82.7"), Package("pkg:pypi/some@1.82.8"), Package("pkg:pypi/all"),
        Package("pkg:maven/org.evil/lib@1.0"), Extension("open-vsx:alpha.results@2.63.0"),
        Plugin("jenkins:alpha-scanner@2026.5.09"),
    )  # fmt: skip
    return made(base(), [indicator(base(), mention(value)) for value in values])


@pytest.fixture
def made_policy(tmp_path: Path) -> Path:
    return write("made", tmp_path)


def write(content: str, directory: Path) -> Path:
    data = (ROOT / POLICY).read_bytes()
    if content != "released":
        data = emit(EMITTER, feed() if content == "made" else made(base(), []))[0][POLICY]
    (directory / "packages.json").write_bytes(data)
    return directory


def shell(text: str, directory: Path) -> subprocess.CompletedProcess[str]:
    require("jq")
    return subprocess.run(
        [require("bash"), "-c", text], cwd=directory, capture_output=True, text=True, check=False
    )


def refused(directory: Path, type_: str, name: str, version: str) -> bool:
    """What the page's first command says of one package."""
    text = ONE.replace("@alpha/cli", name).replace("2026.4.0", version).replace("npm", type_, 1)
    done = shell(text, directory)
    assert done.stderr == ""
    assert (done.returncode, bool(done.stdout)) in ((0, True), (4, False))
    return done.returncode == 0


def judged(*by: str, asks: str) -> pytest.MarkDecorator:
    return pytest.mark.judged(POLICY, by=by, asks=asks)


@judged("jq", asks=LOADS)
@pytest.mark.parametrize("content", ["made", "empty", "released"])
def test_jq_reads_every_id_of_the_document(content: str, tmp_path: Path) -> None:
    text = "jq -r '.packages, .extensions, .plugins | .[][] | (.all // empty), .versions[]'"
    done = shell(f"{text} packages.json", write(content, tmp_path))
    ids = done.stdout.split()
    assert done.stderr == ""
    expected = {"made": 9, "empty": 0, "released": len(blocked("package", "extension", "plugin"))}
    assert (len(ids), len(set(ids))) == (expected[content],) * 2


@judged("jq", asks=FINDS)
@pytest.mark.parametrize(
    ("type_", "name", "version"),
    [
        ("npm", "@alpha/cli", "2026.4.0"), ("npm", "whole", "0.0.1"), ("npm", "__proto__", "1.0.0"),
        ("pypi", "all", "7"), ("pypi", "some", "1.82.7"), ("maven", "org.evil:lib", "1.0"),
    ],
)  # fmt: skip
def test_jq_refuses_what_is_listed(made_policy: Path, type_: str, name: str, version: str) -> None:
    assert refused(made_policy, type_, name, version)


@judged("jq", asks=SILENT)
@pytest.mark.parametrize(
    ("type_", "name", "version"),
    [
        ("npm", "@alpha/cli", "2026.4.1"), ("npm", "alpha/cli", "2026.4.0"), ("npm", "cli", "2026.4.0"),
        ("npm", "some", "1.82.7"), ("npm", "constructor", "1.0.0"), ("pypi", "some", "1.82.6"),
        ("pypi", "some", "1.82.70"), ("pypi", "whole", "0.0.1"), ("cargo", "all", "7"),
        ("maven", "org.evil/lib", "1.0"),
    ],
)  # fmt: skip
def test_jq_lets_others_in(made_policy: Path, type_: str, name: str, version: str) -> None:
    assert not refused(made_policy, type_, name, version)


def lock(directory: Path, packages: dict[str, dict[str, object]]) -> list[str]:
    document = {
        "lockfileVersion": 3,
        "packages": {"": {"name": "app", "version": "2026.4.0"}, **packages},
    }
    (directory / "package-lock.json").write_text(json.dumps(document))
    done = shell(LOCK, directory)
    assert done.stderr == ""
    return [line.split(" ")[0] for line in done.stdout.splitlines()]


@judged("jq", asks=FINDS)
@pytest.mark.parametrize(
    ("place", "entry", "found"),
    [
        ("node_modules/@alpha/cli", {"version": "2026.4.0"}, "@alpha/cli@2026.4.0"),
        ("node_modules/a/node_modules/@alpha/cli", {"version": "2026.4.0"}, "@alpha/cli@2026.4.0"),
        ("node_modules/mine", {"name": "@alpha/cli", "version": "2026.4.0"}, "@alpha/cli@2026.4.0"),
        ("node_modules/whole", {"version": "9.9.9", "dev": True}, "whole@9.9.9"),
    ],
)  # fmt: skip
def test_a_lock_file_with_a_listed_package_is_found(
    made_policy: Path, place: str, entry: dict[str, object], found: str
) -> None:
    assert lock(made_policy, {"node_modules/ok": {"version": "1.0.0"}, place: entry}) == [found]


@judged("jq", asks=SILENT)
@pytest.mark.parametrize(
    ("place", "entry"),
    [
        ("node_modules/@alpha/cli", {"version": "2026.4.1"}),
        ("node_modules/@alpha/clix", {"version": "2026.4.0"}),
        ("node_modules/@alpha/cli/node_modules/ok", {"version": "2026.4.0"}),
        ("node_modules/@alpha/cli", {"name": "other", "version": "2026.4.0"}),
        ("packages/app", {"version": "2026.4.0"}), ("node_modules/app", {"link": True}),
    ],
)  # fmt: skip
def test_a_lock_file_with_other_packages_is_not(
    made_policy: Path, place: str, entry: dict[str, object]
) -> None:
    assert lock(made_policy, {place: entry}) == []


def of_the_release(type_: str) -> Iterator[tuple[str, str]]:
    for row in blocked("package"):
        purl = PackageURL.from_string(row["value"])
        if purl.type == type_:
            yield "/".join(filter(None, (purl.namespace, purl.name))), purl.version or "0.0.1"


@judged("jq", asks=FINDS)
def test_a_lock_file_with_everything_that_the_release_lists(tmp_path: Path) -> None:
    listed = sorted(of_the_release("npm"))
    packages: dict[str, dict[str, object]] = {
        f"node_modules/x{n}/node_modules/{name}": {"version": version}
        for n, (name, version) in enumerate(listed)
    }
    found = lock(write("released", tmp_path), packages)
    assert sorted(found) == sorted(f"{name}@{version}" for name, version in listed)


@judged("jq", asks=SILENT)
def test_a_lock_file_with_the_next_versions_and_what_is_good(tmp_path: Path) -> None:
    good = [PackageURL.from_string(value) for value in known_good("package")]
    names = {("/".join(filter(None, (p.namespace, p.name))), p.version or "1") for p in good}
    whole = {r["value"] for r in blocked("package") if "@" not in r["value"].rpartition("/")[2]}
    names |= {
        (name, f"{version}-next") for name, version in of_the_release("npm")
        if PackageURL("npm", *name.rpartition("/")[::2]).to_string() not in whole
    }  # fmt: skip
    packages: dict[str, dict[str, object]] = {
        f"node_modules/x{n}/node_modules/{name}": {"version": version}
        for n, (name, version) in enumerate(sorted(names))
    }
    assert lock(write("released", tmp_path), packages) == []


def wheel(directory: Path, name: str, version: str) -> None:
    """An empty distribution that pip and uv can install."""
    directory.mkdir(exist_ok=True)
    file = name.replace("-", "_")
    info = f"{file}-{version}.dist-info"
    with zipfile.ZipFile(directory / f"{file}-{version}-py3-none-any.whl", "w") as archive:
        archive.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        )
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )  # fmt: skip
        archive.writestr(f"{info}/RECORD", "")


PIP = ("pip", "install", "--dry-run", "--no-input", "--disable-pip-version-check", "--target=t")
UV = ("uv", "pip", "install", "--dry-run", "--offline", "--no-cache", "--no-config", "--target=t")


def resolved(installer: tuple[str, ...], directory: Path, *wanted: str) -> list[str] | None:
    """What the installer would install, under the constraints; None when it refuses."""
    done = shell(CONSTRAINTS, directory)
    assert (done.returncode, done.stderr) == (0, "")
    done = subprocess.run(
        [
            sys.executable, "-m", *installer, "--no-index", "--find-links=wheels",
            "-c", "constraints.txt", *wanted,
        ],
        cwd=directory, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "HOME": str(directory), "NO_COLOR": "1"},
    )  # fmt: skip
    said = done.stdout + done.stderr
    if done.returncode:
        assert re.search("No solution found|No matching distribution|ResolutionImpossible", said), (
            said
        )
        return None
    return re.findall(r"^ \+ (\S+)$", said, re.MULTILINE) or re.findall(
        r"\S+-\d\S*", re.findall(r"^Would install (.*)$", said, re.MULTILINE)[0]
    )


INSTALLERS = [
    pytest.param(PIP, id="pip", marks=judged("jq", "pip", asks=FINDS)),
    pytest.param(UV, id="uv", marks=judged("jq", "uv", asks=FINDS)),
]
QUIET_INSTALLERS = [
    pytest.param(PIP, id="pip", marks=judged("jq", "pip", asks=SILENT)),
    pytest.param(UV, id="uv", marks=judged("jq", "uv", asks=SILENT)),
]


@pytest.mark.parametrize("wanted", ["some==1.82.7", "all", "Some==1.82.8"])
@pytest.mark.parametrize("installer", INSTALLERS)
def test_an_installer_refuses_what_is_listed(
    made_policy: Path, installer: tuple[str, ...], wanted: str
) -> None:
    for name, version in (("some", "1.82.7"), ("some", "1.82.8"), ("all", "1.0")):
        wheel(made_policy / "wheels", name, version)
    assert resolved(installer, made_policy, wanted) is None


@pytest.mark.parametrize(
    ("wanted", "version"), [("some", "1.82.6"), ("some==1.82.6", "1.82.6"), ("allx", "1.0")]
)
@pytest.mark.parametrize("installer", QUIET_INSTALLERS)
def test_an_installer_takes_the_version_before(
    made_policy: Path, installer: tuple[str, ...], wanted: str, version: str
) -> None:
    for name, number in (
        ("some", "1.82.6"), ("some", "1.82.7"), ("some", "1.82.8"), ("all", "1.0"), ("allx", "1.0"),
    ):  # fmt: skip
        wheel(made_policy / "wheels", name, number)
    name = wanted.partition("=")[0]
    found = resolved(installer, made_policy, wanted)
    assert found
    assert re.fullmatch(rf"{name}(==|-){re.escape(version)}", found[0])


@pytest.mark.parametrize("installer", INSTALLERS)
def test_the_release_leaves_an_installer_the_versions_beside(
    installer: tuple[str, ...], tmp_path: Path
) -> None:
    directory = write("released", tmp_path)
    listed = sorted(of_the_release("pypi"))
    assert listed
    for name, version in listed:
        wheel(directory / "wheels", name, version)
        wheel(directory / "wheels", name, "0.0.0.1")
    found = resolved(installer, directory, *sorted({name for name, _ in listed}))
    assert found
    assert {re.split("==|-(?=[0-9])", one)[1] for one in found} == {"0.0.0.1"}


@judged("jq", asks=FINDS)
@pytest.mark.parametrize("said", ["alpha.results@2.63.0", "Alpha.Results@2.63.0"])
def test_an_editors_listed_extension_is_found(made_policy: Path, said: str) -> None:
    assert editor(made_policy, said) == 1


@judged("jq", asks=SILENT)
@pytest.mark.parametrize(
    "said", ["alpha.results@2.63.1", "xalpha.results@2.63.0", "ms-python.python@1"]
)
def test_an_editors_other_extensions_are_not(made_policy: Path, said: str) -> None:
    assert editor(made_policy, said) == 0


def editor(directory: Path, said: str) -> int:
    done = shell(f"code() {{ echo '{said}'; }}\n{EXTENSIONS}", directory)
    assert (done.returncode, done.stderr) == (0, "")
    return len(done.stdout.split())
