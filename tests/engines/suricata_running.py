"""A Suricata that stays up, and is asked by its socket: as a sensor that gets new rules while it runs."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from tests.engines.packet_capture import write_pcap
from tests.engines.registry import require
from tests.engines.suricata_engine import CONFIGURATION, SETTINGS, Alert, read_alerts
from tests.engines.suricata_traffic import Conversation

_PAUSE = 0.01
"""Seconds between two questions whether it is ready."""


class RunningSuricata:
    """An engine that answers."""

    def __init__(self, control: Path, stream: TextIO, logs: Path) -> None:
        self.control = control
        """The socket, for whoever else wants to ask."""
        self._stream = stream
        self._logs = logs
        self._runs = count(1)

    def ask(self, command: str, **arguments: str) -> Any:
        """The answer to a command.

        Raises:
            AssertionError: with the engine's words, for anything but OK.
        """
        ok, message = self._answer({"command": command, "arguments": arguments})
        assert ok, f"{command} {arguments}: {message}"
        return message

    def failed_rules(self) -> list[Any]:
        """Rules that it refused."""
        failed: list[Any] = self.ask("ruleset-failed-rules")
        return failed

    def has(self, dataset: str, value: str) -> bool:
        """Whether a value is in a set of strings."""
        return self._found(
            dataset, "string", b64encode(value.encode(errors="surrogateescape")).decode()
        )

    def has_hash(self, dataset: str, digits: str) -> bool:
        """Whether a hash is in a set of SHA-256 hashes."""
        return self._found(dataset, "sha256", digits)

    def _found(self, dataset: str, kind: str, data: str) -> bool:
        arguments = {"setname": dataset, "settype": kind, "datavalue": data}
        ok, message = self._answer({"command": "dataset-lookup", "arguments": arguments})
        assert ok == (message == "item found in set"), f"{dataset}: {message}"
        assert ok or message == "item not found in set", f"{dataset}: {message}"
        return ok

    def alerts(self, traffic: Mapping[str, Conversation]) -> dict[str, list[Alert]]:
        """The alerts that each conversation raises, by the conversation's name."""
        if not traffic:
            return {}  # the engine waits for ever for a capture's first packet
        logs = self._logs / f"run-{next(self._runs)}"
        logs.mkdir()
        pcap = logs / "traffic.pcap"
        clients = dict(zip(write_pcap(pcap, traffic.values()), traffic, strict=True))
        self.ask("pcap-file", **{"filename": str(pcap), "output-dir": str(logs)})
        while self.ask("pcap-file-number") or self.ask("pcap-current") != "None":
            time.sleep(_PAUSE)
        return read_alerts(logs / "eve.json", clients)

    def _answer(self, question: Mapping[str, object]) -> tuple[bool, Any]:
        self._stream.write(json.dumps(question) + "\n")
        self._stream.flush()
        answer = json.loads(self._stream.readline())
        return answer["return"] == "OK", answer.get("message")


@contextmanager
def running(rules: Path) -> Iterator[RunningSuricata]:
    """An engine with one rule file, which it reads again when it is told `ruleset-reload-rules`."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "said").open("w+") as said:
            engine = subprocess.Popen(_command(folder, rules), stdout=said, stderr=said)
            try:
                with _connected(folder / "control", engine, folder / "said") as stream:
                    yield RunningSuricata(folder / "control", stream, folder)
            finally:
                engine.kill()
                engine.wait()


def _command(folder: Path, rules: Path) -> list[str]:
    # Rules that are given by -S are never read again.
    lines = [
        "%YAML 1.1", "---", f"include: {CONFIGURATION}", f'default-rule-path: "{rules.parent}"',
        "rule-files:", f'  - "{rules.name}"',
    ]  # fmt: skip
    (folder / "suricata.yaml").write_text("\n".join(lines) + "\n")
    settings = [part for setting in SETTINGS for part in ("--set", setting)]
    return [
        require("suricata"), f"--unix-socket={folder}/control", "-c", f"{folder}/suricata.yaml",
        "-l", str(folder), *settings,
    ]  # fmt: skip


@contextmanager
def _connected(control: Path, engine: subprocess.Popen[bytes], said: Path) -> Iterator[TextIO]:
    with socket.socket(socket.AF_UNIX) as connection:
        while True:
            assert engine.poll() is None, said.read_text()
            try:
                connection.connect(str(control))
                break
            except OSError:
                time.sleep(_PAUSE)
        with connection.makefile("rw") as stream:
            stream.write('{"version": "0.2"}\n')
            stream.flush()
            assert json.loads(stream.readline())["return"] == "OK"
            yield stream
