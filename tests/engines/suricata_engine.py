"""The real Suricata as a judge: does it take the rules, and which alerts does traffic raise?"""

from __future__ import annotations

import ipaddress
import json
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines.packet_capture import write_pcap
from tests.engines.registry import require
from tests.engines.suricata_traffic import Conversation

CONFIGURATION = Path("/etc/suricata/suricata.yaml")
SETTINGS = (
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
    rev: int
    message: str
    category: str
    metadata: Mapping[str, list[str]]
    """By key, in the rule's order; eve.json tells the last of a key first."""


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
        return read_alerts(self.logs / "eve.json", clients)

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        settings = [part for setting in SETTINGS for part in ("--set", setting)]
        command = [require("suricata"), *arguments, "-S", str(self.rules), "-c", str(CONFIGURATION),
                   "-l", str(self.logs), *settings]  # fmt: skip
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def read_alerts(eve: Path, clients: Mapping[str, str]) -> dict[str, list[Alert]]:
    """The alerts of eve.json by conversation, whose names are given by their clients' addresses."""
    found: dict[str, list[Alert]] = defaultdict(list)
    for event in _alerts(eve):
        ends = {str(ipaddress.ip_address(event[key])) for key in ("src_ip", "dest_ip")}
        (client,) = ends & clients.keys()
        alert = event["alert"]
        found[clients[client]].append(Alert(
            sid=alert["signature_id"], rev=alert["rev"], message=alert["signature"],
            category=alert["category"],
            metadata={key: told[::-1] for key, told in alert.get("metadata", {}).items()},
        ))  # fmt: skip
    return {name: found[name] for name in clients.values()}


def _alerts(eve: Path) -> Iterator[dict[str, Any]]:
    with eve.open() as lines:
        yield from (event for line in lines if (event := json.loads(line))["event_type"] == "alert")


def write_files(files: Mapping[str, bytes], folder: Path) -> Path:
    """Writes what was emitted for Suricata below a folder; gives the path of the rule file."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / "suricata/rules/feedgen.rules"
