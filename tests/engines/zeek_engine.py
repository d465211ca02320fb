"""Zeek itself as a judge: it loads the package, reads the intelligence, and writes its logs.

Zeek is in no package of Debian or PyPI. Where a `zeek` is on the PATH, it may be a container that sees
no more than the working directory and the folder of temporary files; all paths here are below those.
"""

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

PACKAGE = "zeek/__load__.zeek"
_UNTIL_READ = """\
# Intelligence is read in the background: a small capture is over before the first row is there.
event zeek_init()
	{
	suspend_processing();
	}

event Input::end_of_data(name: string, source: string)
	{
	if ( /^intel-/ in name )
		continue_processing();
	}
"""
_ROWS = """\
# Every row as the framework gets it, in hex, so that no value is taken for another's end.
redef exit_only_after_terminate = T;

event Intel::read_entry(desc: Input::EventDescription, tpe: Input::Event, item: Intel::Item)
	{
	local value = bytestring_to_hexstr(item$indicator);
	print fmt("ROW %s %s %s", item$indicator_type, item$meta$source, value);
	}

event Input::end_of_data(name: string, source: string)
	{
	if ( /^intel-/ in name )
		terminate();
	}
"""
_REPLACED = """\
# Puts another intelligence file into the place of the first, and tells what the framework drops.
module Intel;

redef exit_only_after_terminate = T;

global reads = 0;
global all_done: event();

event remove_indicator(item: Item)
	{
	print fmt("GONE %s %s", item$indicator_type, item$indicator);
	}

event Input::end_of_data(name: string, source: string) &priority=-5
	{
	if ( /^intel-/ !in name )
		return;

	if ( ++reads == 1 )
		{
		rename("NEWER", source);
		Input::force_update(name);
		}
	else
		event all_done();
	}

event all_done()
	{
	terminate();
	}
"""
Logs = Mapping[str, list[dict[str, Any]]]
"""Lines of one log, by the conversation that they are about."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What Zeek wrote down of some traffic."""

    notices: Logs
    intelligence: Logs
    signatures: Logs
    said: str
    """On its standard error."""


class Zeek:
    """A package below a folder that is laid out like a release."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def complaints(self) -> str:
        """What it says when it only parses the package as a folder; empty when it takes it."""
        run = self._run("-a", "./zeek")
        told = f"{run.stdout}{run.stderr}".strip()
        return told or ("" if run.returncode == 0 else f"exit {run.returncode}")

    def watch(self, traffic: Mapping[str, Conversation]) -> Seen:
        """The logs that the package makes of traffic."""
        return self._watch("package", traffic, PACKAGE, self._script("until-read", _UNTIL_READ))

    def match(self, traffic: Mapping[str, Conversation]) -> Seen:
        """The logs that the signatures make of it, without the package's scripts."""
        return self._watch("bare", traffic, "-s", "zeek/feedgen.sig")

    def rows(self) -> set[tuple[str, str, bytes]]:
        """Type, source and value of every row that the intelligence framework is given."""
        run = self._run(PACKAGE, self._script("rows", _ROWS))
        assert run.returncode == 0, run.stderr
        assert not run.stderr.strip(), run.stderr
        rows = [line.split() for line in run.stdout.splitlines() if line.startswith("ROW ")]
        return {
            (type_.removeprefix("Intel::"), source, bytes.fromhex(value[0] if value else ""))
            for _, type_, source, *value in rows
        }

    def dropped_by(self, newer: bytes) -> set[tuple[str, str]]:
        """Type and value of what the framework drops when this replaces its file."""
        (self.folder / "newer.intel").write_bytes(newer)
        script = _REPLACED.replace("NEWER", str(self.folder / "newer.intel"))
        run = self._run(PACKAGE, self._script("replaced", script))
        assert run.returncode == 0, run.stderr
        lines = [line.split() for line in run.stdout.splitlines() if line.startswith("GONE ")]
        return {(type_.removeprefix("Intel::"), value) for _, type_, value in lines}

    def _watch(self, name: str, traffic: Mapping[str, Conversation], *arguments: str) -> Seen:
        logs = self.folder / f"logs-{name}"
        logs.mkdir()
        pcap = logs / "traffic.pcap"
        clients = dict(zip(write_pcap(pcap, traffic.values()), traffic, strict=True))
        as_json = self._script("as-json", "redef LogAscii::use_json = T;\n")
        run = self._run("-C", "-r", str(pcap), *arguments, as_json, logs=logs)
        assert run.returncode == 0, run.stderr
        notices, intel, signatures = (
            _by_conversation(logs / f"{log}.log", clients)
            for log in ("notice", "intel", "signatures")
        )
        return Seen(notices, intel, signatures, said=run.stderr)

    def _script(self, name: str, text: str) -> str:
        path = self.folder / f"{name}.zeek"
        path.write_text(text)
        return str(path)

    def _run(self, *arguments: str, logs: Path | None = None) -> subprocess.CompletedProcess[str]:
        paths = [
            str(self.folder / part) if part.startswith("zeek/") else part for part in arguments
        ]
        return subprocess.run(
            [require("zeek"), *paths], cwd=logs or self.folder, capture_output=True, text=True,
            check=False, timeout=300,
        )  # fmt: skip


def _by_conversation(log: Path, clients: Mapping[str, str]) -> Logs:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in _lines(log):
        keys = ("id.orig_h", "id.resp_h", "src_addr", "dst_addr", "src", "dst")
        ends = {str(ipaddress.ip_address(line[key])) for key in keys if line.get(key)}
        known = ends & clients.keys()
        assert len(known) == 1, f"{log.name} speaks of no conversation: {line}"
        (client,) = known
        found[clients[client]].append(line)
    return {name: found[name] for name in clients.values()}


def _lines(log: Path) -> Iterator[dict[str, Any]]:
    if log.is_file():  # Zeek makes a log with its first line
        with log.open() as lines:
            yield from map(json.loads, lines)
