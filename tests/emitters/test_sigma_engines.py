"""pySigma parses, validates and converts every rule, and SQLite runs it on good and bad events.

The events are flattened records as the log source writes them, one column per field; an event
lacks the fields it does not have, so that a rule that stumbles over NULL is found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import AS_OF, emit
from made_feeds import listed
from sigma.collection import SigmaCollection
from sigma.validation import SigmaValidator
from sigma.validators.core import validators as core_validators
from sigma.validators.sigmahq import validators as sigmahq_validators
from sigma_events import ALERTS, HUNTS
from sigma_sqlite import matched

from feedgen.emitters.sigma import EMITTER
from feedgen.model.feed import Feed, ReleaseInfo
from feedgen.model.ledger import Ledger
from feedgen.model.observables import Certificate, Email, HttpHeader, Ip, Package
from feedgen.pipeline import freeze
from feedgen.sources.tree import read_tree

pytestmark = pytest.mark.engine

LEFT_OUT = {
    # These fetch ATT&CK, D3FEND or SigmaHQ's taxonomy when they run; test_sigma.py asserts what
    # they would: fields, log sources, file prefixes, and techniques with their tactics.
    "attacktag": "network",
    "d3_fendtag": "network",
    "sigmahq_category_event_id": "network",
    "sigmahq_category_windows_provider_name": "network",
    "sigmahq_fieldname_cast": "network",
    "sigmahq_filename_prefix": "network",
    "sigmahq_invalid_fieldname": "network",
    "sigmahq_logsource_unknown": "network",
    "sigmahq_redundant_field": "network",
    "sigmahq_tags_techniques_without_tactics": "network",
    "escaped_wildcard": "asks whether an escaped ? is meant: in URLs it is",
    "sigmahq_unknown_field": "SigmaHQ's own repository only; the specification allows custom fields",
    "tlpv1_tag": "wants TLP 1, where CLEAR was WHITE; tlpv2_tag stays in",
    "tlptag": "the same, as SigmaHQ's own configuration says",
}
"""Validators that are not run, and why."""


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    release = ReleaseInfo(version="1", serial=1, as_of=AS_OF)
    return freeze(read_tree(corpus("small")), Ledger(), release, [EMITTER])


@pytest.fixture(scope="module")
def files(feed: Feed) -> dict[str, bytes]:
    return emit(EMITTER, feed)[0]


def test_every_alert_rule_has_events(files: dict[str, bytes]) -> None:
    stems = {Path(path).stem for path in files if path.startswith("sigma/rules/")}
    assert stems == ALERTS.keys()


@pytest.mark.parametrize(("directory", "stem"), [
    *(("rules", stem) for stem in ALERTS), *(("hunt", stem) for stem in HUNTS),
])  # fmt: skip
def test_a_rule_finds_what_is_bad_and_nothing_else(
    files: dict[str, bytes], directory: str, stem: str
) -> None:
    bad, good = {**ALERTS, **HUNTS}[stem]
    rule = files[f"sigma/{directory}/{stem}.yml"]
    assert matched(rule, bad) == list(range(len(bad)))
    assert matched(rule, good) == []


def test_every_rule_parses_and_passes_the_validators(
    feed: Feed, files: dict[str, bytes], tmp_path: Path
) -> None:
    others = listed(
        feed, Certificate(f"sha1:{'ab' * 20}"), Email("drop@mail.example"), Ip("2001:db8::/64"),
        HttpHeader("cookie: a=b"), Package("pkg:pypi/bad@1"), emitter=EMITTER,
    )  # fmt: skip
    for name, found in (("corpus", files), ("others", emit(EMITTER, others)[0])):
        assert issues(found, tmp_path / name) == []


def issues(files: dict[str, bytes], directory: Path) -> list[str]:
    for path, content in files.items():
        target = directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    known = {**core_validators, **sigmahq_validators}
    assert not LEFT_OUT.keys() - known.keys(), "a validator that no longer exists"
    validator = SigmaValidator([cls for key, cls in sorted(known.items()) if key not in LEFT_OUT])
    rules = list(SigmaCollection.load_ruleset([directory]).rules)
    assert len(rules) == len(files)
    found = validator.validate_rules(iter(rules))  # type: ignore[arg-type] # also takes correlations
    return [str(issue) for issue in found]


def test_custom_fields_reach_whoever_reads_the_rule(files: dict[str, bytes]) -> None:
    text = files["sigma/hunt/kubernetes_audit_alpha_registry_2026_04_image_hub.yml"]
    rule = SigmaCollection.from_yaml(text.decode()).rules[0]
    assert rule.custom_attributes["feedgen"]["windows"][0]["until"] == "2026-04-29T15:42:00Z"


def test_hostile_values_convert_and_match_themselves_only(feed: Feed) -> None:
    hostile = {
        "user_agent": "a'; DROP TABLE logs --%_\\*?{{x}}$(id)\u00e9",
        "process": "sh -c \"$(curl 'x' | sh)\" %TEMP% \\* ? [a-z] # ; x: y",
    }
    changed = [
        replace(indicator, observable=type(indicator.observable)(hostile[indicator.type]))
        for indicator in feed.active
        if indicator.type in hostile and indicator.value.startswith(("Alpha", "openssl"))
    ]
    assert {indicator.type for indicator in changed} == {"user_agent", "process"}
    files, omissions = emit(EMITTER, stamped(feed, changed))
    assert not omissions
    agent = files["sigma/rules/proxy_alpha_registry_2026_04.yml"]
    assert matched(agent, [{"c-useragent": hostile["user_agent"]}, {"c-useragent": "a"}]) == [0]
    command = files["sigma/rules/proc_creation_win_alpha_registry_2026_04.yml"]
    line = f"x {hostile['process']} y"
    assert matched(command, [{"CommandLine": line}, {"CommandLine": line.replace("?", "!")}]) == [0]


def stamped(feed: Feed, indicators: Iterable[object]) -> Feed:
    changed = replace(feed, indicators=tuple(indicators))  # type: ignore[arg-type] # of one type
    ledger = Ledger().advance(
        EMITTER.claims(changed), as_of=AS_OF, serial=1, sids=feed.profile.sids
    )
    return replace(changed, ledger=ledger)
