"""The published package, over traffic to every value that the tables list, and to its look-alikes.

Read by our own reader always, and by Zeek itself where there is one.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.benign.draws import Draws
from tests.benign.names import popular
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.sensor_releases import RELEASES, released
from tests.engines.suricata_listed import BESIDE, KINDS, LISTED, Table, Talk, talks
from tests.engines.suricata_traffic import Conversation, dns_query, http, tls
from tests.engines.zeek_engine import Zeek
from tests.engines.zeek_sensor import Sensor, indicator_id, sensor_at

FILES = ("zeek/*.intel", "zeek/*.sig")
PACKAGE = (*FILES, "zeek/*.zeek", "zeek/scripts/*.zeek")
READ_BY_ZEEK_ALONE = tuple(kind for kind in KINDS if kind.startswith("quic"))
"""QUIC is for Zeek's own analyzer: our reader has none."""
WITHOUT_CASE = "user agent in other case"
"""The intelligence framework ignores case: reported as partial."""
EVERYDAY: Mapping[str, Callable[[str], Conversation]] = {
    "dns": dns_query, "tls": tls, "http": lambda name: http("/", host=name),
}  # fmt: skip
SEEN = [kind for kind in LISTED if kind not in READ_BY_ZEEK_ALONE]
UNSEEN = [kind for kind in BESIDE if kind not in READ_BY_ZEEK_ALONE and kind != WITHOUT_CASE]


@dataclass(frozen=True, slots=True)
class Released:
    """One release."""

    folder: Path
    sensor: Sensor
    table: Table


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Released]:
    found = {}
    for name in RELEASES:
        folder = released(name, tmp_path_factory.mktemp(f"release-{name}"))
        found[name] = Released(folder, sensor_at(folder), Table(folder))
    return found


def talks_of(table: Table, kind: str) -> list[Talk]:
    """Conversations of a kind. Zeek also takes an address in the Host header for that address."""
    found = []
    for talk in talks(table, kind):
        host = re.search(rb"\r\nHost: ([0-9.]+)[:\r]", talk.traffic.flights[0].data)
        named = table.at(host[1].decode(), 0) if host and host[1].count(b".") == 3 else frozenset()
        found.append(Talk(talk.traffic, talk.meant | named))
    return found


def of_kind(releases: dict[str, Released], kind: str) -> list[tuple[Sensor, Talk]]:
    """Each conversation of a kind with either release's files."""
    return [(one.sensor, talk) for one in releases.values() for talk in talks_of(one.table, kind)]


@pytest.mark.judged(*FILES, by="own Zeek reader", asks=LOADS)
@pytest.mark.parametrize("name", RELEASES)
def test_our_reader_takes_every_signature_and_row(releases: dict[str, Released], name: str) -> None:
    sensor, table = releases[name].sensor, releases[name].table
    named = {indicator_id(row.description.decode()) for row in sensor.rows}
    named |= {indicator_id(one.event) for one in sensor.signatures}
    assert len(named) > 10
    assert named <= {row.id for row in table.rows}
    seen = {"domain", "ip", "url", "user_agent", "http_header", "email", "sha256", "image_digest"}
    missing = [row for row in table.rows if row.type in seen and row.id not in named]
    assert [row.value for row in missing if not row.value.startswith("ftp:")] == []


@pytest.mark.judged(*FILES, by="own Zeek reader", asks=FINDS)
@pytest.mark.parametrize("kind", SEEN)
def test_every_listed_value_is_seen(releases: dict[str, Released], kind: str) -> None:
    found = of_kind(releases, kind)
    assert found
    for sensor, talk in found:
        assert {indicator_id(said) for said in sensor.said(talk.traffic)} == talk.meant, talk


@pytest.mark.judged(*FILES, by="own Zeek reader", asks=SILENT)
@pytest.mark.parametrize("kind", UNSEEN)
def test_a_look_alike_is_no_more_than_what_lies_above_it(
    releases: dict[str, Released], kind: str
) -> None:
    found = of_kind(releases, kind)
    assert found
    for sensor, talk in found:
        assert {indicator_id(said) for said in sensor.said(talk.traffic)} == talk.meant, talk


@pytest.mark.judged(*FILES, by="own Zeek reader", asks=SILENT)
def test_signatures_heed_the_case_of_user_agents(releases: dict[str, Released]) -> None:
    for sensor, talk in of_kind(releases, WITHOUT_CASE):
        assert sensor.signed(talk.traffic) == set()
        assert sensor.listed(talk.traffic) != set()


@pytest.mark.judged(*FILES, by="own Zeek reader", asks=SILENT)
@pytest.mark.parametrize("form", EVERYDAY)
def test_popular_names_are_nothing_to_the_package(releases: dict[str, Released], form: str) -> None:
    names = Draws("zeek").some(popular(), 60)
    for release in releases.values():
        told = {name: release.sensor.said(EVERYDAY[form](name)) for name in names}
        assert {name: said for name, said in told.items() if said} == {}


@pytest.fixture(scope="module")
def notices(
    releases: dict[str, Released], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[tuple[Talk, set[str]]]]:
    """By kind, what Zeek said of each conversation."""
    found: dict[str, list[tuple[Talk, set[str]]]] = {kind: [] for kind in (*KINDS, "everyday")}
    for name, release in releases.items():
        folder = tmp_path_factory.mktemp(f"zeek-{name}")
        shutil.copytree(release.folder / "zeek", folder / "zeek")
        made = {f"{kind} {number}": (kind, talk) for kind in KINDS
                for number, talk in enumerate(talks_of(release.table, kind))}  # fmt: skip
        made |= {f"{form} {named}": ("everyday", Talk(ask(named), frozenset()))
                 for form, ask in EVERYDAY.items()
                 for named in Draws("zeek").some(popular(), 60)}  # fmt: skip
        seen = Zeek(folder).watch({key: talk.traffic for key, (_, talk) in made.items()})
        for key, (kind, talk) in made.items():
            said = {indicator_id(notice["msg"]) for notice in seen.notices[key]}
            found[kind].append((talk, said))
    return found


@pytest.mark.judged(*PACKAGE, by="zeek", asks=FINDS)
@pytest.mark.parametrize("kind", SEEN)
def test_zeek_notices_every_listed_value(
    notices: dict[str, list[tuple[Talk, set[str]]]], kind: str
) -> None:
    assert notices[kind]
    assert [(talk, said) for talk, said in notices[kind] if said != talk.meant] == []


@pytest.mark.judged(*PACKAGE, by="zeek", asks=SILENT)
@pytest.mark.parametrize("kind", [*UNSEEN, *READ_BY_ZEEK_ALONE, "everyday"])
def test_zeek_notices_no_look_alike(
    notices: dict[str, list[tuple[Talk, set[str]]]], kind: str
) -> None:
    assert notices[kind]
    assert [(talk, said) for talk, said in notices[kind] if not said <= talk.meant] == []
