"""AppThreat's vulnerability database as a consumer of OSV records: stored offline, asked by purl.

It runs in a process of its own, because it keeps its database open for good.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

_PROGRAM = """
import json, sys
from vdb.lib.osv import OSVSource
from vdb.lib.search import search_by_any

asked = json.load(open(sys.argv[1]))
source = OSVSource()
rows = [row for record in asked["records"] for row in source.convert(json.loads(record))]
source.store(rows)
answers = [sorted({hit["cve_id"] for hit in search_by_any(q)}) for q in asked["questions"]]
print(json.dumps(answers))
"""


def answers(
    records: Iterable[bytes], questions: Sequence[str], folder: Path
) -> dict[str, list[str]]:
    """The ids of the records that it finds for each package URL, commit URL or name."""
    folder.mkdir()
    asked = folder / "asked.json"
    texts = [record.decode() for record in records]
    asked.write_text(json.dumps({"records": texts, "questions": list(questions)}))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _PROGRAM, asked],
        capture_output=True, text=True, check=False,
        env=os.environ | {"VDB_HOME": str(folder), "XDG_DATA_HOME": str(folder)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    return dict(zip(questions, found, strict=True))
