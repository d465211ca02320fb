"""The query of docs/tables.md: no benign pull or use lies in a window of what was exposed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from tests.benign.ci_logs import uses
from tests.benign.conftest import RELEASES
from tests.benign.listed import Listed
from tests.benign.malicious import pull_by_digest, pull_inside
from tests.benign.pulls import pulls
from tests.conftest import TESTS
from tests.engines.conformance import FINDS, SILENT

pytestmark = pytest.mark.parametrize("name", RELEASES)
Row = tuple[str, datetime]


def in_windows(release: Path, rows: list[Row]) -> list[tuple[object, ...]]:
    """What the query finds of a table `pulls`."""
    page = (TESTS.parent / "docs" / "tables.md").read_text()
    blocks = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    (query,) = [block for block in blocks if "from pulls" in block]
    assert "'exposures.csv'" in query
    images, times = zip(*rows, strict=True)
    with duckdb.connect(":memory:") as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("create table pulls (image varchar, pulled timestamptz)")
        connection.execute(
            "insert into pulls select unnest(?::varchar[]), unnest(?::timestamptz[])",
            [list(images), [f"{at:%Y-%m-%d %H:%M:%S}+00" for at in times]],
        )
        path = f"'{release / 'exposures.csv'}'"
        return connection.execute(query.replace("'exposures.csv'", path)).fetchall()


def benign(listed: Listed) -> Iterator[Row]:
    for pull in pulls(listed):
        yield pull.name, pull.at
        yield pull.digest, pull.at
    for use in uses(listed):
        yield f"github.com/{use.repository.lower()}@{use.ref}", use.at
        yield use.commit, use.at


@pytest.mark.judged("exposures.csv", by="duckdb", asks=SILENT)
def test_nothing_benign_lies_in_a_window(
    release: Callable[[str], Path], listed: Callable[[str], Listed], name: str
) -> None:
    rows = list(benign(listed(name)))
    assert len(rows) > 500
    assert in_windows(release(name), rows) == []


@pytest.mark.judged("exposures.csv", by="duckdb", asks=FINDS)
def test_what_was_pulled_inside_a_window_is_found_among_it(
    release: Callable[[str], Path], listed: Callable[[str], Listed], name: str
) -> None:
    tag, digest = pull_inside(listed(name)), pull_by_digest(listed(name))
    rows = [*benign(listed(name)), (tag.name, tag.at), (digest.digest, tag.at)]
    # Two windows of one exposure overlap where caches served it on.
    found = {row[0] for row in in_windows(release(name), rows)}
    assert tag.name in found
    assert found <= {tag.name, digest.digest}
