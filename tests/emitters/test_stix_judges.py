"""Other people's programs judge the bundles: python-stix2, stix2-validator, stix2-matcher."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import stix2
from jsonschema import Draft202012Validator
from stix2matcher.matcher import match
from stix2validator import ValidationOptions, validate_string
from stix_feeds import compiled, files_of, objects_in, of_type

from feedgen.emitters.stix import EMITTER
from feedgen.emitters.stix.oci_extension import SCHEMA_PATH, extension_id
from feedgen.model.feed import DETECTION, Feed

pytestmark = pytest.mark.engine

ROOT = Path(__file__).parents[2]
ACCEPTED = {
    "uuid-check": "ids are UUIDv5 so that they are the same in every build, which §2.9 allows",
    "extref-hashes": "other people's pages change; nobody could check a hash of them",
}
"""Best practices (codes 103 and 302) that are departed from, and why."""


@pytest.fixture(scope="module", params=["tests/corpus/small", "iocs"])
def feed(request: pytest.FixtureRequest) -> Feed:
    return compiled(ROOT / str(request.param))


@pytest.fixture(scope="module")
def files(feed: Feed) -> dict[str, bytes]:
    return files_of(feed)


def test_the_library_reads_every_object_without_custom_content(files: dict[str, bytes]) -> None:
    for content in files.values():
        bundle = stix2.parse(content.decode(), allow_custom=False, version="2.1")
        assert {obj["id"] for obj in bundle.objects} == objects_in(content).keys()


def test_the_library_writes_back_what_it_read(files: dict[str, bytes]) -> None:
    def plain(obj: dict[str, Any]) -> dict[str, Any]:
        # The library spells defaults out, and drops milliseconds that are zero.
        short: dict[str, Any] = json.loads(json.dumps(obj).replace(".000Z", "Z"))
        return {"revoked": False, "is_family": False} | short

    for id_, obj in objects_in(files["stix/bundle.json"]).items():
        read = stix2.parse(obj, allow_custom=False, version="2.1")
        assert plain(json.loads(read.serialize())) == plain(obj), id_


def _validate(content: bytes, *disabled: str) -> Any:
    options = ValidationOptions(
        version="2.1", strict=True, strict_types=True, strict_properties=True,
        enforce_refs=True, disabled=list(disabled),
    )  # fmt: skip
    return validate_string(content.decode(), options)


def test_the_validator_finds_nothing_but_what_is_accepted(files: dict[str, bytes]) -> None:
    for path in ("stix/bundle.json", "stix/hunt.json"):  # all objects there are
        result = _validate(files[path], *ACCEPTED)
        assert result.is_valid, (path, result.errors)
        assert not result.warnings


def test_what_is_accepted_is_found(files: dict[str, bytes]) -> None:
    errors = " ".join(map(str, _validate(files["stix/indicators.json"]).errors))
    assert "{103}" in errors
    assert "{302}" in errors


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('"relationship_type":"indicates"', '"relationship_type":"blames"'),
        ('"pattern":"[domain-name:value = ', '"pattern":"[domain-names:value = '),
        ('"valid_until":"2', '"valid_until":"1'),
        ('"indicator_types":["malicious-activity"]', '"indicator_types":[]'),
    ],
)
def test_the_validator_would_see_a_mistake(
    corpus: Callable[[str], Path], right: str, wrong: str
) -> None:
    text = files_of(compiled(corpus("small")))["stix/bundle.json"].decode()
    assert right in text
    assert not _validate(text.replace(right, wrong, 1).encode(), *ACCEPTED).is_valid


def test_an_analyst_walks_from_report_to_malware(feed: Feed, files: dict[str, bytes]) -> None:
    store = stix2.MemoryStore(json.loads(files["stix/bundle.json"]), allow_custom=False)
    for incident in feed.incidents:
        (report,) = store.query([
            stix2.Filter("type", "=", "report"), stix2.Filter("name", "=", incident.title),
        ])  # fmt: skip
        indicators = [ref for ref in report["object_refs"] if ref.startswith("indicator--")]
        said = any(
            incident.id in i.incident_ids and i.type not in EMITTER.declines
            for i in feed.select(actions=DETECTION)
        )
        assert bool(indicators) == said
        family = incident.malware if len(incident.malware) == 1 else ()
        named = {entry.name for entry in family or incident.actors or incident.campaigns}
        for ref in indicators:
            indicator = store.get(ref)
            found = {obj["name"] for obj in store.related_to(indicator, "indicates")}
            assert named <= found
        for name in named:
            (obj,) = store.query([stix2.Filter("name", "=", name)])
            used = store.related_to(obj, "uses", source_only=True)
            techniques = {o["external_references"][0]["external_id"] for o in used
                          if o["type"] == "attack-pattern"}  # fmt: skip
            assert set(incident.techniques) <= techniques


def test_a_pulled_image_is_a_hit_and_its_look_alike_is_not(
    corpus: Callable[[str], Path],
) -> None:
    objects = objects_in(files_of(compiled(corpus("small")))["stix/indicators.json"])
    patterns = [o["pattern"] for o in of_type(objects, "indicator") if not o.get("revoked")]

    def hits(blob: str) -> int:
        observed = stix2.parse(_pulled(blob), allow_custom=False, version="2.1")
        return sum(
            bool(match(p, [json.loads(observed.serialize())], stix_version="2.1"))
            for p in patterns
        )  # fmt: skip

    assert hits("1" * 64) == 1
    assert hits("1" * 63 + "2") == 0
    assert hits("9" * 64) == 0, "this one is known good"


def _pulled(digest: str) -> dict[str, Any]:
    file = stix2.File(name=digest, hashes={"SHA-256": digest})
    data = stix2.ObservedData(
        first_observed="2026-04-22T12:40:00Z", last_observed="2026-04-22T12:40:00Z",
        number_observed=1, object_refs=[file.id],
    )  # fmt: skip
    read: dict[str, Any] = json.loads(stix2.Bundle(data, file).serialize())
    return read


def test_every_extension_follows_its_schema(feed: Feed, files: dict[str, bytes]) -> None:
    schema = json.loads((ROOT / "docs" / SCHEMA_PATH).read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    objects = objects_in(files["stix/bundle.json"])
    definition = objects[extension_id(feed.profile)]
    assert definition["schema"] == f"{feed.profile.base_url}/{SCHEMA_PATH}"
    digests = [i for i in feed.active if i.type == "image_digest"]
    assert digests
    for indicator in digests:
        (extension,) = objects[f"indicator--{indicator.id}"]["extensions"].values()
        assert list(validator.iter_errors(extension)) == []
        assert extension["digest"] == indicator.value
        assert not validator.is_valid(extension | {"digest": "latest"})
        assert not validator.is_valid(extension | {"images": []})
        assert not validator.is_valid(extension | {"unheard_of": 1})
