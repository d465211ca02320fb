"""What the engine itself says it has read: `suricata --engine-analysis`, and its sets in memory."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.engines.registry import require
from tests.engines.suricata_engine import CONFIGURATION, SETTINGS


@dataclass(frozen=True, slots=True)
class Understood:
    """One rule, as the engine has it in memory."""

    sid: int
    text: str
    """The line that it read."""
    contents: dict[str, bytes] = field(default_factory=dict)
    """What is compared in each buffer; several matches in one stand one after another."""


def understood(rules: Path) -> tuple[list[Understood], str]:
    """Every rule of a file, and what the engine complains of."""
    with TemporaryDirectory() as logs:
        settings = [part for setting in SETTINGS for part in ("--set", setting)]
        run = subprocess.run(
            [require("suricata"), "--engine-analysis", "-S", rules, "-c", CONFIGURATION,
             "-l", logs, *settings],
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        said = (run.stdout + run.stderr).splitlines()
        complaints = "\n".join(line for line in said if line.startswith(("E:", "W:")))
        written = Path(logs, "rules.json")
        lines = written.read_text().splitlines() if written.is_file() else []
    return [_understood(json.loads(line)) for line in lines], complaints


def _understood(rule: dict[str, Any]) -> Understood:
    found = Understood(rule["id"], rule["raw"])
    # A buffer that two states of a protocol fill is told once for each, alike.
    told = {
        (engine["name"], engine.get("progress"), engine.get("app_proto")): engine["matches"]
        for engine in rule.get("engines", ())
    }
    for (buffer, *_), matches in told.items():
        found.contents[buffer] = b"".join(
            pattern(match["content"]["pattern"]) for match in matches if match["name"] == "content"
        )
    return found


def pattern(text: str) -> bytes:
    """A content match as the engine spells it: hex between pipes."""
    parts = text.split("|")
    return b"".join(
        bytes.fromhex(part) if number % 2 else part.encode("latin-1")
        for number, part in enumerate(parts)
    )
