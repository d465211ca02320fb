"""Mistakes of an editor: all of a run are reported, each in one exact line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from feedgen.errors import SourceError
from feedgen.sources.schema import IncidentFile
from feedgen.sources.tree import read_tree

FEED = """\
schema_version: 1
producer: {name: Test, contact: t@example.org, description: Test, created: 2026-01-01}
namespace: 00000000-0000-4000-8000-000000000001
sids: {first: 1000000, last: 1000999}
base_url: https://feed.example
tlp_limit: clear
licence: CC0-1.0
formats: [tables]
validity: {default: 2y}
"""
HEAD = """\
schema_version: 1
id: acme-2026-01
status: published
title: Acme
summary: What happened.
tlp: clear
severity: high
published: 2026-01-02T00:00:00Z
references: {acme: {title: Acme, url: https://acme.example/post}}
exposures: {hub: {component: x, windows: [{from: 2026-01-01, until: 2026-01-02}]}}
defaults: {references: [acme]}
"""
FIRST = len(HEAD.splitlines()) + 1


def mistakes(tmp_path: Path, body: str, head: str = HEAD, feed: str = FEED) -> list[str]:
    (tmp_path / "feed.yml").write_text(feed)
    (tmp_path / "2026").mkdir(exist_ok=True)
    path = tmp_path / "2026" / "acme-2026-01.yml"
    path.write_text(head + body)
    try:
        read_tree(tmp_path)
    except SourceError as error:
        return [str(f).replace(f"{tmp_path}/2026/acme-2026-01.yml:", "") for f in error.findings]
    return []


def test_the_head_alone_is_fine(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "indicators: {domains: [evil.test]}\n") == []


ONE_MISTAKE = [
    ("indicators: {domain: []}", '1:14: FG101 unknown key "domain"; did you mean "domains"?'),
    (
        "indicators: {domains: [{value: a.test, rle: c2}]}",
        '1:40: FG101 unknown key "rle"; did you mean "role"?',
    ),
    ("indicators: {domains: [{match: exact}]}", '1:24: FG102 the key "value" is missing; add it'),
    ("indicators: {domains: {a: b}}", '1:14: FG103 "domains" is not a list; write a list here'),
    ("indicators: [a]", '1:1: FG103 "indicators" is not a mapping; write a mapping here'),
    (
        "indicators: {domains: [localhost]}",
        '1:24: FG104 "localhost" has no dot; write a host name such as audit.checkmarx.cx, or remove it',
    ),
    (
        "indicators: {domains: [{value: a.test, match: regex}]}",
        "1:47: FG104 \"regex\" is not allowed here; write 'subdomains' or 'exact'",
    ),
    (
        "indicators: {domains: [{value: a.test, confidence: 101}]}",
        '1:52: FG104 "101" is not a confidence; write a whole number, 0 to 100',
    ),
    (
        "indicators: {domains: [{value: a.test, confidence: 0.9}]}",
        '1:52: FG104 "0.9" is not a confidence; write a whole number, 0 to 100',
    ),
    (
        "indicators: {domains: [{value: a.test, action: warn}]}",
        "1:48: FG104 \"warn\" is not allowed here; write 'hunt', 'detect' or 'block'",
    ),
    (
        "indicators: {domains: [{value: a.test, first_seen: yesterday}]}",
        '1:52: FG104 "yesterday" is not a UTC time; write UTC as 2026-04-22T12:31:00Z or 2026-04-22',
    ),
    (
        "indicators: {ips: [10.0.0.1/8]}",
        '1:20: FG104 "10.0.0.1/8" is not an address; '
        "write 203.0.113.7, 2001:db8::1 or a network with zero host bits",
    ),
    (
        "indicators: {files: [{name: x}]}",
        "1:22: FG102 the file has no hash; add sha256, or list its name under paths",
    ),
    (
        "indicators: {files: [{sha256: abc}]}",
        '1:31: FG104 "abc" is not a SHA-256 hash; write 64 hex digits',
    ),
    (
        "indicators: {images: [{repository: docker.io/a/b}]}",
        "1:23: FG102 the image has neither digest nor tags; add what is known",
    ),
    (
        "indicators: {images: [{repository: docker.io/a/b, digest: abc}]}",
        '1:59: FG104 "abc" is not an image digest; write sha256: and 64 hex digits',
    ),
    (
        "indicators: {images: [{repository: docker.io/A/b, tags: {created: [v1]}}]}",
        '1:36: FG104 "docker.io/A/b" is not an image repository; '
        "write it as docker.io/checkmarx/kics, in lower case, without tag or digest",
    ),
    (
        "indicators: {actions: [{repository: github.com/a/b}]}",
        "1:24: FG102 the action has neither commit nor refs; add what is known",
    ),
    (
        "indicators: {domains: [{value: a.test, references: [nobody]}]}",
        '1:53: FG106 "nobody" is not among the references of this file; define it, or use one of: acme',
    ),
    (
        "indicators: {domains: [{value: a.test, exposures: [hup]}]}",
        '1:52: FG106 "hup" is not among the exposures of this file; define it, or use one of: hub',
    ),
    (
        "techniques: [T9999]",
        '1:14: FG106 "T9999" is no ATT&CK technique; write it as T1195.002',
    ),
    (
        "indicators: {domains: [{value: a.test, valid_until: 2026-01-01}]}",
        "1:53: FG108 the validity ends before it begins; correct the times",
    ),
    (
        "indicators: {domains: [{value: a.test, valid_for: 9000y}]}",
        '1:32: FG104 "9000y" after 2026-01-02T00:00:00Z is past the year 9999; use a shorter duration',
    ),
    (
        "indicators: {domains: [{value: a.test, history: [{at: 2026-02-01, event: relisted, reason: x}]}]}",
        "1:40: FG107 the history of a.test does not alternate in time; "
        "start with revoked, then relisted, each later than the last",
    ),
    (
        "indicators: {domains: [{value: a.test, history: "
        "[{at: 2026-02-01, event: revoked, reason: x, value: b.test}]}]}",
        '1:50: FG107 the entry has no value "b.test"; name one of its values, or none for all',
    ),
    (
        "indicators: {processes: [a … b]}",
        '1:26: FG104 a fragment holds " … "; split it there',
    ),
    (
        "known_good: {values: [{type: domian, value: a.test}]}",
        '1:30: FG104 "domian" is no observable type; use one of: account, action_ref, carrier, certificate, '
        "commit, domain, email, extension, http_header, image_digest, image_tag, ip, kubernetes, md5, "
        "package, path, plugin, process, repository, repository_pattern, sha1, sha256, systemd_unit, "
        "url, user_agent",
    ),
    (
        "withdrawn: {at: 2026-02-01, reason: x}",
        "FG102 status and `withdrawn` do not agree; "
        "a withdrawn incident needs status: withdrawn and withdrawn: {at, reason}",
    ),
]


@pytest.mark.parametrize(("body", "expected"), ONE_MISTAKE)
def test_one_mistake_one_line(tmp_path: Path, body: str, expected: str) -> None:
    found = mistakes(tmp_path, body + "\n")
    assert len(found) == 1
    place, code, rest = found[0].partition(" FG")
    line, _, column = place.removesuffix(":").partition(":")
    relative = f"{int(line) - FIRST + 1}:{column}:" if int(line) >= FIRST else ""
    shown = f"{relative}{code}{rest}"
    assert shown == expected or shown.strip() == expected


def test_all_mistakes_of_a_run_are_reported(tmp_path: Path) -> None:
    head = HEAD.replace("\ntitle: Acme", "\ntitel: Acme").replace("severity: high", "severity: hi")
    body = """\
indicators:
  domains: [localhost, {value: a.test, references: [nobody]}]
  files: [{sha256: abc, exposures: [hup]}]
  ipps: []
"""
    codes = [line.split()[1] for line in mistakes(tmp_path, body, head)]
    assert sorted(codes) == [
        "FG101", "FG101", "FG102", "FG104", "FG104", "FG104", "FG106", "FG106",
    ]  # fmt: skip


def test_mistakes_of_several_files_are_reported_together(tmp_path: Path) -> None:
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "other-2026-01.yml").write_text("a: 1\n")
    (tmp_path / "known-good.yml").write_text("schema_version: 1\nknown_good: {imags: []}\n")
    found = mistakes(tmp_path, "indicators: {domain: []}\n")
    assert any("other-2026-01.yml" in line for line in found)
    assert any("known-good.yml" in line and '"images"?' in line for line in found)
    assert any(line.endswith('did you mean "domains"?') for line in found)


def test_a_definition_with_a_mistake_is_reported_once_not_at_each_use(tmp_path: Path) -> None:
    head = HEAD.replace("https://acme.example/post", "acme.example/post")
    found = mistakes(tmp_path, "indicators: {domains: [a.test, b.test]}\n", head)
    assert [line.split(" ", 1)[1] for line in found] == [
        'FG104 "acme.example/post" is not a web address; write https://…'
    ]


def test_scalars_are_text_and_the_field_decides(tmp_path: Path) -> None:
    body = """\
indicators:
  images: [{repository: docker.io/a/b, tags: {created: [1.10, yes, 0777, 1e3]}}]
  packages: {npm: {left-pad: [1.0]}}
"""
    assert mistakes(tmp_path, body) == []
    values = {i.value for i in read_tree(tmp_path).indicators(drafts=False)}
    assert {
        "docker.io/a/b:1.10",
        "docker.io/a/b:yes",
        "docker.io/a/b:0777",
        "docker.io/a/b:1e3",
    } < values
    assert "pkg:npm/left-pad@1.0" in values


def test_the_file_is_named_after_its_id(tmp_path: Path) -> None:
    head = HEAD.replace("id: acme-2026-01", "id: acme-2026-02")
    found = mistakes(tmp_path, "indicators: {domains: [a.test]}\n", head)
    assert found == [
        '2:5: FG105 the file is named "acme-2026-01.yml"; '
        'name it "acme-2026-02.yml" or correct the id'
    ]


def test_two_files_with_one_id(tmp_path: Path) -> None:
    (tmp_path / "2025").mkdir()
    (tmp_path / "2025" / "acme-2026-01.yml").write_text(HEAD)
    found = mistakes(tmp_path, "")
    assert len(found) == 1
    assert 'FG105 the id "acme-2026-01" is already used by' in found[0]


def test_feed_yml(tmp_path: Path) -> None:
    feed = FEED.replace("default: 2y", "domain: 2y").replace("first: 1000000", "first: 0")
    found = mistakes(tmp_path, "", feed=feed)
    assert [line.replace(f"{tmp_path}/", "") for line in found] == [
        "feed.yml:4:1: FG104 is no range of sids; write first and last, 1 to 4294967294",
        'feed.yml:9:1: FG102 the key "default" is missing; add it',
    ]


def test_an_empty_tree_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "feed.yml").write_text(FEED)
    with pytest.raises(SourceError) as caught:
        read_tree(tmp_path)
    assert str(caught.value).endswith(
        "FG001 there is no incident beside this file; add one as <year>/<id>.yml, or run `feedgen new`"
    )


def test_a_cache_tail_past_the_calendar(tmp_path: Path) -> None:
    head = HEAD.replace("{component: x,", "{component: x, cache_tail: 9000y,")
    assert mistakes(tmp_path, "indicators: {domains: [a.test]}\n", head) == [
        '10:45: FG104 "9000y" after 2026-01-02T00:00:00Z is past the year 9999; use a shorter duration'
    ]


def test_a_hostile_number_of_mistakes_is_cut(tmp_path: Path) -> None:
    body = "indicators:\n  domains:\n" + "    - []\n" * 16_000
    found = mistakes(tmp_path, body)
    assert len(found) == 1001
    assert "FG104 the file has 16,000 mistakes, of which the first 1,000 are shown" in found[0]


def test_unknown_keys_do_not_build_the_schema_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[int] = []
    real = IncidentFile.model_json_schema

    def counting() -> dict[str, Any]:
        built.append(1)
        return real()

    monkeypatch.setattr(IncidentFile, "model_json_schema", counting)
    found = mistakes(tmp_path, "".join(f"key{n}: 1\n" for n in range(300)))
    assert len(found) == 300
    assert len(built) <= 1


def test_a_broken_feed_file_does_not_hide_the_incidents_mistakes(tmp_path: Path) -> None:
    feed = FEED.replace("tlp_limit: clear", "tlp_limit: claer").replace(
        "{default: 2y}", "{ipp: 2y, default: 2y}"
    )
    found = mistakes(tmp_path, "indicators: {domain: []}\n", feed=feed)
    assert any("tlp_limit" in line or '"claer"' in line for line in found)
    assert any(line.endswith('did you mean "domains"?') for line in found)


def test_a_repeated_key_does_not_hide_other_mistakes(tmp_path: Path) -> None:
    found = mistakes(
        tmp_path, "indicators: {domains: [{value: a.test, role: a, role: b}, nodot]}\n"
    )
    assert [line.split()[1] for line in found] == ["FG011", "FG104"]


def test_a_file_that_nothing_reads_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "2026" / "q1").mkdir(parents=True)
    for name in ("2026/x.yaml", "2026/q1/x.yml", "x.yml"):
        (tmp_path / name).write_text("a: 1\n")
    found = mistakes(tmp_path, "indicators: {domains: [a.test]}\n")
    assert sum("FG105 nothing reads this file" in line for line in found) == 3


def test_versions_have_places_of_their_own(tmp_path: Path) -> None:
    body = "indicators:\n  packages:\n    npm:\n      foo:\n        - 1.0.0\n        - a?b=c\n        - x#y\n"
    assert [line.split(":")[0] for line in mistakes(tmp_path, body)] == [
        str(FIRST + 5),
        str(FIRST + 6),
    ]


def test_a_withdrawal_before_the_last_event_is_refused(tmp_path: Path) -> None:
    head = HEAD.replace(
        "status: published", "status: withdrawn\nwithdrawn: {at: 2026-01-07, reason: x}"
    )
    body = """\
indicators:
  domains:
    - value: a.test
      history:
        - {at: 2026-01-05, event: revoked, reason: x}
        - {at: 2026-01-10, event: relisted, reason: y}
"""
    (line,) = mistakes(tmp_path, body, head)
    assert "FG107 the history of a.test goes on after its incident was withdrawn" in line


def test_a_later_incident_that_names_a_revoked_value_lists_it_anew(tmp_path: Path) -> None:
    body = "indicators: {domains: [{value: a.test, history: [{at: 2026-02-01, event: revoked, reason: x}]}]}\n"
    assert mistakes(tmp_path, body) == []
    later = HEAD.replace("acme-2026-01", "later-2026-03").replace(
        "2026-01-02T00:00:00Z", "2026-03-01T00:00:00Z"
    )
    (tmp_path / "2026" / "later-2026-03.yml").write_text(
        later + "indicators: {domains: [a.test]}\n"
    )
    first, second = read_tree(tmp_path).indicators(drafts=False)
    assert (first.generation, first.revoked, first.incident_ids) == (1, True, ("acme-2026-01",))
    assert (second.generation, second.revoked, second.incident_ids) == (
        2,
        False,
        ("later-2026-03",),
    )


def test_relisting_starts_the_validity_anew(tmp_path: Path) -> None:
    body = (
        "indicators: {domains: [{value: a.test, valid_for: 30d, history: "
        "[{at: 2026-01-20, event: revoked, reason: x}, {at: 2026-04-01, event: relisted, reason: y}]}]}\n"
    )
    assert mistakes(tmp_path, body) == []
    second = read_tree(tmp_path).indicators(drafts=False)[1]
    assert f"{second.valid_until:%Y-%m-%d}" == "2026-05-01"
