"""Debian's docker-registry on this machine, with what it was asked for."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.engines.registry import require

_ASKED = re.compile(r'"(?P<method>[A-Z]+) (?P<path>\S+) HTTP/1\.1" (?P<status>\d+)')
_MARK = "noted="
_WRITES = {"POST", "PUT", "PATCH", "DELETE"}


class RegistryServer:
    """A registry that runs."""

    def __init__(self, host: str, data: Path, log: Path, process: subprocess.Popen[bytes]) -> None:
        self.host = host
        self.data = data
        self._log, self._process = log, process
        self._seen = self._marks = 0

    def asked(self) -> list[tuple[str, str]]:
        """Method and path of the requests since this was called last."""
        self._await_log()
        lines = self._log.read_text()
        new, self._seen = lines[self._seen :], len(lines)
        return [
            (match["method"], match["path"].partition("?")[0])
            for match in _ASKED.finditer(new)
            if _MARK not in match["path"]
        ]

    def _await_log(self) -> None:
        """Wait until all is noted: a request is, only after it was answered."""
        self._marks += 1
        mark = f"/v2/?{_MARK}{self._marks}"
        if self._process.poll() is not None:
            return
        requests.get(f"http://{self.host}{mark}", timeout=60)
        size = -1
        for _ in range(3000):
            there = self._log.read_text()
            if f"{mark} " in there and there.endswith("\n") and len(there) == size:
                return
            size = len(there)
            time.sleep(0.02)
        pytest.fail("docker-registry does not note what it is asked for")

    def written(self) -> list[tuple[str, str]]:
        """Those of them that write."""
        return [(method, path) for method, path in self.asked() if method in _WRITES]

    def blob(self, digest: str) -> Path:
        """Where it keeps a blob."""
        hexes = digest.removeprefix("sha256:")
        return self.data / "docker/registry/v2/blobs/sha256" / hexes[:2] / hexes / "data"

    def repository(self, name: str) -> Path:
        """Where it keeps a repository."""
        return self.data / "docker/registry/v2/repositories" / name

    def stop(self) -> None:
        """End it, as a machine does that goes down."""
        self._process.terminate()
        self._process.wait(timeout=60)


@contextmanager
def registry_server(root: Path, more: Mapping[str, Any] | None = None) -> Iterator[RegistryServer]:
    """Runs a registry until the block ends.

    Args:
        root: of its files.
        more: top-level keys of its configuration, beside the usual ones.
    """
    program = require("docker-registry")
    root.mkdir(parents=True, exist_ok=True)
    host = f"127.0.0.1:{free_port()}"
    configuration = {
        "version": 0.1,
        "log": {"level": "error"},
        "storage": {"filesystem": {"rootdirectory": str(root / "data")}},
        "http": {"addr": host},
        **(more or {}),
    }
    (root / "registry.yml").write_text(json.dumps(configuration))  # JSON is YAML
    log = root / "log"
    with log.open("wb") as place:
        process = subprocess.Popen(
            [program, "serve", root / "registry.yml"], stdout=place, stderr=subprocess.DEVNULL
        )
    server = RegistryServer(host, root / "data", log, process)
    try:
        _wait_for(host, process)
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(host: str, process: subprocess.Popen[bytes]) -> None:
    name, _, port = host.partition(":")
    for _ in range(1200):
        if process.poll() is not None:
            break
        with socket.socket() as probe:
            if probe.connect_ex((name, int(port))) == 0:
                return
        time.sleep(0.05)
    pytest.fail("docker-registry did not start")
