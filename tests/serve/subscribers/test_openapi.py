"""The published description is true: schemathesis asks everything that it allows, and much more."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from feedgen.serve.openapi import openapi
from tests.serve.subscribers.real_server import Publications, Running

Json = dict[str, Any]
_UNCHECKED = (
    # `next` is opaque: no schema tells the tokens of this server from others.
    "positive_data_acceptance",
    # POST and DELETE are there to be forbidden, as the standard demands, and are not offered.
    "allow_header_conformance",
)


def document() -> Json:
    found: Json = json.loads(openapi())
    return found


def test_the_description_is_valid_and_served(server: Running) -> None:
    OpenAPIV31SpecValidator(document()).validate()
    with urlopen(f"{server.url}/openapi.json", timeout=30) as answer:  # noqa: S310 - the loopback
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.read() == openapi()


def test_it_describes_every_file_of_a_release(publications: Publications) -> None:
    described = [
        re.compile("/" + re.sub(r"\\{[a-z0-9]+\\}", "[^/]+", re.escape(path[1:])))
        for path in document()["paths"]
    ]
    release = publications.second / "v1" / "latest"
    paths = [f"/v1/latest/{p.relative_to(release)}" for p in release.rglob("*") if p.is_file()]
    deeper = ("suricata/rules/", "taxii/segments/", "stix/incidents/")
    for path in paths:
        if not any(folder in path for folder in deeper):
            assert any(pattern.fullmatch(path) for pattern in described), path


def test_every_reference_leads_to_a_schema_and_every_schema_is_used() -> None:
    text = openapi().decode()
    used = set(re.findall(r'"#/components/schemas/([A-Za-z]+)"', text))
    assert used == set(document()["components"]["schemas"])


def test_schemathesis_finds_nothing_wrong(
    server: Running, publications: Publications, tmp_path: Path
) -> None:
    asked(server, tmp_path, examples=1, known=publications)


@pytest.mark.long
@pytest.mark.parametrize("known", [False, True])
def test_schemathesis_finds_nothing_wrong_for_long(
    server: Running, publications: Publications, tmp_path: Path, *, known: bool
) -> None:
    asked(server, tmp_path, examples=400, known=publications if known else None)


def asked(
    server: Running, folder: Path, *, examples: int, known: Publications | None = None
) -> None:
    """One run of schemathesis. Without a failure, its exit code is 0."""
    configuration = folder / "schemathesis.toml"
    configuration.write_text(_parameters(known) if known else "")
    run = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "--config-file", configuration,
         "run", f"{server.url}/openapi.json", "--max-examples", str(examples), "--seed", "1",
         "--phases", "examples,coverage,fuzzing", "--mode", "all", "--checks", "all",
         "--exclude-checks", ",".join(_UNCHECKED), "--warnings", "off"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Tested: 29" in run.stdout


def _parameters(known: Publications) -> str:
    """What is there, so that requests are more than misses."""
    bundle = json.loads((known.second / "v1/latest/stix/bundle.json").read_bytes())["objects"]
    told = {
        "collection": "all",
        "object": next(o["id"] for o in bundle if o["type"] == "indicator"),
        "version": "2026.11.24.1",
        "folder": "stix",
        "file": "bundle.json",
    }
    lines = [f'"path.{name}" = {json.dumps(value)}' for name, value in told.items()]
    return "[parameters]\n" + "\n".join(lines) + "\n"
