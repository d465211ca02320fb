"""`publish`, `verify` and `fetch` with a registry, as they are typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from feedgen.cli.app import run
from feedgen.registry.address import Address
from feedgen.registry.artifact import digest_of
from feedgen.registry.client import Repository
from tests.publish.destinations import LATER
from tests.publish.publications import signing_key, tree, version_of, write_release
from tests.registry.registry_server import RegistryServer, registry_server

AT = ("--at", f"{LATER:%Y-%m-%dT%H:%M:%SZ}")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RegistryServer]:
    with registry_server(tmp_path / "registry") as there:
        yield there


def test_the_digest_is_printed_and_pins_the_release(
    server: RegistryServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("out").mkdir()
    write_release(Path("out"), 1, files={"stix/bundle.json": b"{}\n"})
    signing_key(tmp_path)
    name = f"{server.host}/acme/feed"

    def said(*words: str) -> tuple[str, str]:
        assert run(list(words)) == 0
        captured = capsys.readouterr()
        return captured.out, captured.err

    out, err = said("publish", f"oci://{name}", "--key", "release.key", *AT)
    manifest = Repository(Address.parse(name, {}), {}).manifest(version_of(1)) or b""
    assert out == f"{name}@{digest_of(manifest)}\n"
    assert f"published oci://{name}: {version_of(1)}" in " ".join(err.split())
    again, err = said("publish", f"oci://{name}", "--key", "release.key", *AT)
    assert again == out
    assert "nothing to do" in " ".join(err.split())

    out, err = said("verify", f"oci://{name}", "--key", "release.pub", *AT)
    assert out == f"{version_of(1)}\n"
    assert "verified: made feed" in " ".join(err.split())
    out, _ = said("fetch", f"oci://{name}", "--key", "release.pub", "--dest", "copy", *AT)
    assert out == "copy/v1/latest\n"
    assert tree(Path("copy/v1/latest/")) == tree(Path("out/v1") / version_of(1))


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (("verify", "oci://127.0.0.1/feed"), 2, "needs --key"),
        (("verify", "oci://Upper.example/Feed", "--key", "release.pub"), 2, "names no repository"),
        (("fetch", "oci://registry.example", "--key", "release.pub"), 2, "names no repository"),
    ],
)
def test_an_address_that_says_too_little(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    code: int,
    complaint: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    signing_key(tmp_path)
    assert run(list(words)) == code
    assert complaint in " ".join(capsys.readouterr().err.split())
