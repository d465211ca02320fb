"""OPA: regorus loads rule and data in both dialects, says what is listed, and denies each of it."""

from __future__ import annotations

import json
from pathlib import Path

import regorus

from feedgen.model.indicator import Indicator
from tests.emitters.policies.judges import opa, opa_messages

JUDGES = ("regorus",)
ARTIFACTS = ("policies/opa/*",)
RULE, DATA = "policies/opa/image_denylist.rego", "policies/opa/data.json"


def accept(folder: Path) -> None:
    """Both dialects take the rule, and deny nothing of an empty request."""
    rule, data = _files(folder)
    for v0 in (False, True):
        assert not opa(rule, data, v0=v0)({"object": {}, "oldObject": None})


def read_back(folder: Path) -> set[str]:
    """What the engine finds in the data; it denies an image of each of them."""
    rule, data = _files(folder)
    engine = regorus.Engine()
    engine.add_data_json(data.decode())
    digests, tags = (
        json.loads(engine.eval_query_as_json(f"object.keys(data.feedgen.images.{kind})"))
        for kind in ("digests", "tags")
    )
    digests, tags = (found["result"][0]["expressions"][0]["value"] for found in (digests, tags))
    images = [*tags, *(f"registry.example/any@{digest}" for digest in digests)]
    said = opa_messages(rule, data, {"images": images})
    assert len(said) == len(images), "not every image of the lists is denied"
    return {*digests, *tags}


def wanted(indicator: Indicator) -> set[str]:
    """Digest or tag as they are."""
    return {indicator.value}


def _files(folder: Path) -> tuple[bytes, bytes]:
    return (folder / RULE).read_bytes(), (folder / DATA).read_bytes()
