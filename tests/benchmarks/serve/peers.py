"""Other TAXII 2.1 servers, in environments of their own, with the same objects.

Nothing of theirs is committed: they come from the package index, in the versions of the lists here.
"""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from .servers import Server, free_port, running
from .taxii import ACCEPT

_HERE = Path(__file__).parent
_CACHE = _HERE.parent.parent.parent / ".venv" / "peers"
_ROOT = "feed"
_COLLECTION = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
_BASIC = "Basic " + base64.b64encode(b"reader:reader").decode()

_OPENTAXII_CONFIG = """\
domain: localhost
auth_api:
  class: opentaxii.auth.sqldb.SQLDatabaseAPI
  parameters: {{db_connection: "sqlite:///{folder}/auth.db", create_tables: true, secret: benchmark}}
taxii1:
taxii2:
  title: Benchmark
  public_discovery: true
  max_content_length: 2000000000
  persistence_api:
    class: opentaxii.persistence.sqldb.Taxii2SQLDatabaseAPI
    parameters: {{db_connection: "sqlite:///{folder}/data.db", create_tables: true}}
logging: {{opentaxii: warning, root: warning}}
"""
_OPENTAXII_APP = """\
# 0.9.3 answers 500 to whatever holds an id: its JSON encoder does not know UUIDs. Upstream's fix is
# one argument, `default=str`; this is that fix from the outside.
import functools, json, types
import opentaxii.taxii2.http
opentaxii.taxii2.http.json = types.SimpleNamespace(dumps=functools.partial(json.dumps, default=str))
from opentaxii.http import app, logconfig_dict
"""
_OPENTAXII_LOAD = """\
import json, sys
from opentaxii.cli import app
with app.app_context():
    api = app.taxii_server.servers.taxii2.persistence.api
    root = api.add_api_root("feed", default=True, is_public=True)
    collection = api.add_collection(root.id, "feed", alias="indicators", is_public=True)
    batch = []
    for line in open(sys.argv[1]):
        batch.append(json.loads(line))
        if len(batch) == 1000:
            api.add_objects(root.id, collection.id, batch)
            batch = []
    if batch:
        api.add_objects(root.id, collection.id, batch)
"""


@contextmanager
def opentaxii(objects: Sequence[bytes], work: Path) -> Iterator[Server]:
    """OpenTAXII 0.9.3 with its encoder mended, on SQLite, gunicorn with one worker of 2 threads."""
    binaries = _installed("opentaxii")
    (work / "opentaxii.yml").write_text(_OPENTAXII_CONFIG.format(folder=work))
    (work / "mended_opentaxii.py").write_text(_OPENTAXII_APP)
    (work / "load_opentaxii.py").write_text(_OPENTAXII_LOAD)
    (work / "objects.ndjson").write_bytes(b"\n".join(objects) + b"\n")
    environment = {"OPENTAXII_CONFIG": str(work / "opentaxii.yml"), "PYTHONPATH": str(work)}
    subprocess.run(
        [binaries / "python", work / "load_opentaxii.py", work / "objects.ndjson"],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    port = free_port()
    command: list[str | Path] = [binaries / "gunicorn", "--workers", "1", "--threads", "2"]
    command += ["--bind", f"127.0.0.1:{port}", "--timeout", "300", "--log-level", "warning"]
    command += ["mended_opentaxii:app"]
    with running(
        "OpenTAXII 0.9.3, mended", command, port, probe="/taxii2/", headers=ACCEPT,
        log=work / "opentaxii.log", environment=environment,
    ) as server:  # fmt: skip
        yield server


@contextmanager
def medallion(objects: Sequence[bytes], work: Path) -> Iterator[Server]:
    """medallion 3.0.0, from memory. It asks for a password, always."""
    binaries = _installed("medallion")
    documents = [orjson.loads(data) for data in objects]
    (work / "medallion-data.json").write_bytes(orjson.dumps(_medallion_data(documents)))
    config = {
        "users": {"reader": "reader"},
        "taxii": {"max_page_size": 1000},
        "backend": {
            "module": "medallion.backends.memory_backend",
            "module_class": "MemoryBackend",
            "filename": str(work / "medallion-data.json"),
        },
    }
    (work / "medallion.json").write_bytes(orjson.dumps(config))
    port = free_port()
    command: list[str | Path] = [
        binaries / "medallion",
        "--port",
        str(port),
        work / "medallion.json",
    ]
    with running(
        "medallion 3.0.0", command, port, probe="/taxii2/",
        headers={**ACCEPT, "Authorization": _BASIC}, log=work / "medallion.log",
    ) as server:  # fmt: skip
        yield server


def medallion_headers() -> dict[str, str]:
    """What it wants to see with every request."""
    return {**ACCEPT, "Authorization": _BASIC}


def _medallion_data(documents: list[dict[str, Any]]) -> dict[str, Any]:
    media_type = "application/stix+json;version=2.1"
    return {
        "/discovery": {
            "title": "Benchmark",
            "default": f"/{_ROOT}/",
            "api_roots": [f"/{_ROOT}/"],
        },
        _ROOT: {
            "information": {
                "title": "feed",
                "versions": ["application/taxii+json;version=2.1"],
                "max_content_length": 2_000_000_000,
            },
            "status": [],
            "collections": [
                {
                    "id": _COLLECTION,
                    "title": "indicators",
                    "alias": "indicators",
                    "can_read": True,
                    "can_write": False,
                    "media_types": [media_type],
                    "objects": documents,
                    "manifest": [
                        {
                            "id": document["id"],
                            "date_added": f"2026-05-01T12:00:{number // 1000:02}."
                            f"{number % 1000:03}000Z",
                            "version": document["modified"],
                            "media_type": media_type,
                        }
                        for number, document in enumerate(documents)
                    ],
                }
            ],
        },
    }


def _installed(peer: str) -> Path:
    """The programs of a peer; installed on first use, again when its list of versions changes."""
    listed = _HERE / f"{peer}.txt"
    place = _CACHE / peer
    done = place / "installed.txt"
    if not done.is_file() or done.read_bytes() != listed.read_bytes():
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
        pip: list[str | Path] = [
            place / "bin" / "python",
            "-m",
            "pip",
            "--disable-pip-version-check",
            "--quiet",
        ]
        subprocess.run([*pip, "install", "-r", listed], check=True)
        done.write_bytes(listed.read_bytes())
    return place / "bin"
