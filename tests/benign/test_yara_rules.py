"""No YARA rule matches logs, manifests and lock files; programs of the machine are in test_yara_silence."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from feedgen.emitters.yara.curated import CURATED
from feedgen.emitters.yara.hashes import HASHES
from tests.benign.ci_logs import ci_log
from tests.benign.conftest import RELEASES
from tests.benign.listed import Listed
from tests.benign.log_sources import log_sources
from tests.benign.packages import dependencies
from tests.benign.web import mentions, requests
from tests.benign.workloads import manifests
from tests.emitters.yara.engines import BOTH, elf, judge
from tests.engines.conformance import FINDS, SILENT

FILES = ("ci.log", "proxy.log", "pods.json", "events.ndjson", "package-lock.json", "bom.xml")


def benign(listed: Listed) -> Mapping[str, bytes]:
    """Files that hold whole corpora."""
    packages = dependencies(listed)
    events = [event for found in log_sources(listed).values() for event in found[:100]]
    lock = {"packages": {f"node_modules/{x.name}": {"version": x.version} for x in packages}}
    texts = {
        "ci.log": "\n".join(line.text for line in ci_log(listed)),
        "proxy.log": "\n".join(x.url for x in (*requests(listed), *mentions(listed))),
        "pods.json": json.dumps(manifests(listed)),
        "events.ndjson": "\n".join(json.dumps(event) for event in events),
        "package-lock.json": json.dumps(lock, indent=1),
        "bom.xml": "<bom>" + "".join(f"<purl>{x.purl}</purl>" for x in packages) + "</bom>",
    }
    return {file: text.encode() for file, text in texts.items()}


@pytest.mark.judged(CURATED, HASHES, by=BOTH, asks=SILENT)
@pytest.mark.parametrize("name", RELEASES)
def test_no_rule_matches_a_benign_text(
    release: Callable[[str], Path], listed: Callable[[str], Listed], name: str
) -> None:
    rules = judge(*((release(name) / path).read_bytes() for path in (CURATED, HASHES)))
    texts = benign(listed(name))
    assert texts.keys() == set(FILES)
    assert {file: found for file, text in texts.items() if (found := rules.matches(text))} == {}


@pytest.mark.judged(CURATED, by=BOTH, asks=FINDS)
def test_a_rule_matches_a_malicious_program_that_carries_them(
    release: Callable[[str], Path], listed: Callable[[str], Listed]
) -> None:
    rules = judge((release("small") / CURATED).read_bytes())
    carried = benign(listed("small"))["ci.log"]
    assert rules.matches(elf(b"audit.alpha.example", b"Alpha-Telemetry/2.0", carried))
    assert not rules.matches(elf(carried))
