"""stix2-matcher finds by each pattern what it lists in observed-data, and no look-alike."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
import stix2

from feedgen.emitters.stix import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.indicator import Indicator
from feedgen.model.observables import OBSERVABLE_TYPES, Domain, Observable
from tests.emitters.stix.feeds import compiled, files_of, objects_in, of_type
from tests.emitters.stix.observations import Bundle, hits, look_alikes, observed
from tests.engines.conformance import FINDS, SILENT
from tests.hostile.feeds import feed_of, incident, said

ROOT = Path(__file__).parents[2]
HEX = "0123456789abcdef" * 8
MADE = {
    "account": ("github:mallory",),
    "certificate": (f"sha256:{HEX[:64]}", f"sha1:{HEX[:40]}"),
    "commit": (HEX[:40], HEX[:64]),
    "domain": ("audit.checkmarx.cx", "xn--bcher-kva.example"),
    "email": ("o'neil@mail.example",),
    "http_header": ("x-filename: loot.tar.gz", "x-qt-sr: 1"),
    "image_digest": (f"sha256:{HEX[:64]}", f"sha512:{HEX}"),
    "ip": ("203.0.113.7", "198.51.100.0/28", "2001:db8::7"),
    "md5": (HEX[:32],),
    "sha1": (HEX[:40],),
    "sha256": (HEX[:64],),
    "url": ("https://audit.checkmarx.cx/v1/telemetry?a='b\\c'",),
    "user_agent": ("KICS-Telemetry/2.0",),
}  # fmt: skip
"""Values of every type that STIX can say; stix2-matcher knows no IPv6 networks."""
CASES = [("made", type_) for type_ in MADE] + [
    (tree, type_)
    for tree in ("tests/corpus/small", "iocs")
    for type_ in MADE
    if type_ != "email"  # neither has one
]
SIZES = [f"{tree}-{type_}" for tree, type_ in CASES]


@cache
def source(tree: str) -> Feed:
    if tree != "made":
        return compiled(ROOT / tree)
    values = [OBSERVABLE_TYPES[t].parse(text) for t, texts in MADE.items() for text in texts]
    return feed_of(EMITTER, map(said, values), [incident()])


@cache
def patterns(tree: str) -> dict[str, str]:
    """Patterns by the indicator's id, as published, those to hunt for too."""
    files = files_of(source(tree))
    return {
        obj["id"].removeprefix("indicator--"): obj["pattern"]
        for path in ("stix/bundle.json", "stix/hunt.json")
        for obj in of_type(objects_in(files[path]), "indicator")
    }


def listed(tree: str, type_: str) -> list[Indicator]:
    found = [one for one in source(tree).active if one.type == type_]
    assert found, f"{tree} lists no {type_}, so it proves nothing"
    return found


@cache
def known_good(tree: str) -> tuple[Bundle, ...]:
    """Legitimate values of the incidents, as they would be recorded."""
    return tuple(
        observed(known.observable)
        for known in source(tree).known_good
        if known.observable.type in MADE
    )


def test_every_type_with_a_pattern_has_observations() -> None:
    assert MADE.keys() == OBSERVABLE_TYPES.keys() - EMITTER.declines.keys()


@pytest.mark.judged("stix/*.json", "stix/incidents/*.json", by="stix2", asks=FINDS)
@pytest.mark.parametrize("type_", MADE)
def test_observations_are_what_stix_calls_so(type_: str) -> None:
    for one in listed("made", type_):
        for bundle in (observed(one.observable), *look_alikes(one.observable).values()):
            read = stix2.parse(json.dumps(bundle), allow_custom=False, version="2.1")
            assert next(obj.type for obj in read.objects) == "observed-data"


@pytest.mark.judged("stix/*.json", "stix/incidents/*.json", by="stix2-matcher", asks=FINDS)
@pytest.mark.parametrize(("tree", "type_"), CASES, ids=SIZES)
def test_what_is_listed_is_found_in_observations(tree: str, type_: str) -> None:
    for one in listed(tree, type_):
        pattern = patterns(tree)[one.id]
        assert hits(pattern, [observed(one.observable)]), f"{one.value}: {pattern} finds nothing"


@pytest.mark.judged("stix/*.json", "stix/incidents/*.json", by="stix2-matcher", asks=SILENT)
@pytest.mark.parametrize(("tree", "type_"), CASES, ids=SIZES)
def test_no_look_alike_no_other_value_and_nothing_known_good_is_found(
    tree: str, type_: str
) -> None:
    some = listed(tree, type_)
    for one in some:
        pattern = patterns(tree)[one.id]
        near = look_alikes(one.observable)
        # A network holds addresses that are listed by themselves.
        others = [] if "ISSUBSET" in pattern else [
            observed(other.observable) for other in some if patterns(tree)[other.id] != pattern
        ]  # fmt: skip
        if hits(pattern, [*near.values(), *others, *known_good(tree)]):
            named = [name for name, bundle in near.items() if hits(pattern, [bundle])]
            pytest.fail(f"{one.value}: {pattern} finds {named or 'another value'}")


@pytest.mark.judged("stix/*.json", "stix/incidents/*.json", by="stix2-matcher", asks=SILENT)
@pytest.mark.parametrize(
    "name",
    [
        "notaudit.checkmarx.cx.example.org", "xaudit.checkmarx.cx", "audit.checkmarx.cx.example.org",
        "checkmarx.cx.example.org", "checkmarx.com", "audit-checkmarx.cx", "checkmarx.zone.example.org",
        "xcheckmarx.zone", "registry.npmjs.org", "github.com", "pypi.org", "docker.io",
    ],
)  # fmt: skip
def test_popular_names_and_look_alikes_are_in_no_pattern_of_the_feed(name: str) -> None:
    seen: Observable = Domain(name)
    for pattern in patterns("iocs").values():
        if pattern.startswith("[domain-name:"):
            assert not hits(pattern, [observed(seen)]), pattern
