"""The real Suricata as a judge: does it take the rules, and which alerts does traffic raise?"""

from __future__ import annotations

import ipaddress
import json
import os
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engines.suricata_traffic import Conversation, write_pcap

CONFIGURATION = Path("/etc/suricata/suricata.yaml")
_SETTINGS = (
    "vars.address-groups.HOME_NET=[10.0.0.0/8,fd00::/8]",
    # The packaged configuration hashes no file above 100 kB, see docs/suricata.md.
    "app-layer.protocols.http.libhtp.default-config.response-body-limit=0",
    "app-layer.protocols.http.libhtp.default-config.request-body-limit=0",
    "stream.reassembly.depth=0",
)


@dataclass(frozen=True, slots=True)
class Alert:
    """What eve.json says of one alert."""

    sid: int
    message: str
    category: str
    metadata: Mapping[str, list[str]]


class Suricata:
    """One rule file with its lists, under a folder that the engine may write to."""

    def __init__(self, rules: Path, logs: Path) -> None:
        self.rules = rules
        self.logs = logs
        logs.mkdir(exist_ok=True)

    def complaints(self) -> str:
        """Errors and warnings of `suricata -T`; empty when it takes every rule."""
        run = self._run("-T")
        told = f"{run.stdout}\n{run.stderr}"
        found = [line for line in told.splitlines() if line.startswith(("E:", "W:"))]
        return "\n".join(found) or ("" if run.returncode == 0 else f"exit {run.returncode}")

    def alerts(self, traffic: Mapping[str, Conversation]) -> dict[str, list[Alert]]:
        """The alerts that each conversation raises, by the conversation's name."""
        pcap = self.logs / "traffic.pcap"
        clients = dict(zip(write_pcap(pcap, traffic.values()), traffic, strict=True))
        (self.logs / "eve.json").unlink(missing_ok=True)
        run = self._run("-r", str(pcap), "-k", "none", "--init-errors-fatal")
        assert run.returncode == 0, run.stderr
        found: dict[str, list[Alert]] = defaultdict(list)
        for event in self._events():
            ends = {str(ipaddress.ip_address(event[key])) for key in ("src_ip", "dest_ip")}
            (client,) = ends & clients.keys()
            alert = event["alert"]
            found[clients[client]].append(Alert(
                sid=alert["signature_id"], message=alert["signature"], category=alert["category"],
                metadata=alert["metadata"],
            ))  # fmt: skip
        return {name: found[name] for name in traffic}

    def _events(self) -> Iterator[dict[str, Any]]:
        with (self.logs / "eve.json").open() as lines:
            yield from (
                event for line in lines if (event := json.loads(line))["event_type"] == "alert"
            )

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        settings = [part for setting in _SETTINGS for part in ("--set", setting)]
        command = ["suricata", *arguments, "-S", str(self.rules), "-c", str(CONFIGURATION),
                   "-l", str(self.logs), *settings]  # fmt: skip
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def write_files(files: Mapping[str, bytes], folder: Path) -> Path:
    """Writes what was emitted for Suricata below a folder; gives the path of the rule file."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / "suricata/rules/feedgen.rules"


def require(program: str) -> str:
    """The program's path. Without it the test is skipped on a laptop and fails in CI."""
    path = shutil.which(program)
    if path is None:
        reason = f"{program} is not installed; see scripts/engines.sh"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path
