"""Programs that read a policy.json before they pull: skopeo, and podman without a daemon."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.engines.registry import require

REFUSED = "is rejected by policy"
CLIENTS = ("skopeo", "podman")


@dataclass(frozen=True)
class Client:
    """A program with the policy.json and the registries.conf of a directory."""

    name: str
    directory: Path

    def pull(self, reference: str) -> str:
        """What it says when the image does not come; empty when it came.

        What it says is never empty then, and the image is not there.
        """
        command = self._skopeo if self.name == "skopeo" else self._podman
        done = self._run(command(reference))
        if done.returncode == 0:
            assert self.holds(reference), f"{self.name} told of no failure, and holds no image"
            return ""
        assert done.stderr, f"{self.name} failed without a word"
        return done.stderr

    def holds(self, reference: str) -> bool:
        """Whether the image has come."""
        if self.name == "skopeo":
            return (self.directory / "pulled" / "index.json").is_file()
        return self._run([*self._podman_itself(), "image", "exists", reference]).returncode == 0

    def _run(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.directory, check=False, capture_output=True, text=True
        )

    def _skopeo(self, reference: str) -> list[str]:
        shutil.rmtree(self.directory / "pulled", ignore_errors=True)
        return [
            require("skopeo"), *self._registries(), "--policy", "policy.json",
            "copy", "-q", "--src-tls-verify=false", f"docker://{reference}", "oci:pulled:x",
        ]  # fmt: skip

    def _podman(self, reference: str) -> list[str]:
        return [
            *self._podman_itself(), "pull", "-q", "--tls-verify=false",
            "--signature-policy", "policy.json", reference,
        ]  # fmt: skip

    def _podman_itself(self) -> list[str]:
        # vfs needs nothing of the kernel, and nothing of the machine's own storage is touched.
        # Relative, because podman takes no more than 50 characters for --runroot.
        return [
            require("podman"), *self._registries(), "--storage-driver", "vfs", "--events-backend", "none",
            "--root", "root", "--runroot", "run",
            "--tmpdir", "tmp",
        ]  # fmt: skip

    def _registries(self) -> list[str]:
        (self.directory / "registries.conf").touch()
        return ["--registries-conf", "registries.conf"]


def mirrored(directory: Path, places: Mapping[str, str], mirror: str = "") -> None:
    """A registries.conf by which names are pulled from other places, or first from a mirror."""
    entries = []
    for prefix, location in places.items():
        lines = [
            "[[registry]]", f'prefix = "{prefix}"', f'location = "{location}"', "insecure = true",
        ]  # fmt: skip
        if mirror:
            lines += ["[[registry.mirror]]", f'location = "{mirror}"', "insecure = true"]
        entries.append("\n".join(lines))
    (directory / "registries.conf").write_text("\n".join(entries) + "\n")


def judged_by_clients(*artifacts: str, asks: str) -> pytest.MarkDecorator:
    """One test for each of the clients, as the argument `program`."""
    return pytest.mark.parametrize(
        "program",
        [
            pytest.param(name, marks=pytest.mark.judged(*artifacts, by=name, asks=asks))
            for name in CLIENTS
        ],
    )
