"""Gatekeeper: the schemas of its CRDs take both objects, and regorus denies each of the parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from feedgen.model.indicator import Indicator
from tests.emitters.policies.judges import gatekeeper, pod, review
from tests.emitters.policies.schemas import CONSTRAINT, TEMPLATE, complaint

JUDGES = ("regorus", "jsonschema")
ARTIFACTS = ("policies/gatekeeper.yaml",)


def accept(folder: Path) -> None:
    """Both objects have their form, and the rule compiles."""
    template, constraint = _objects(folder)
    assert complaint(TEMPLATE, template) == ""
    assert complaint(CONSTRAINT, constraint) == ""
    assert not gatekeeper((folder / ARTIFACTS[0]).read_bytes())(review(pod()))


def read_back(folder: Path) -> set[str]:
    """The constraint's parameters; an image of each of them is denied."""
    _, constraint = _objects(folder)
    parameters = constraint["spec"]["parameters"]
    judge = gatekeeper((folder / ARTIFACTS[0]).read_bytes())
    for digest in parameters["digests"]:
        assert judge(review(pod(f"registry.example/any@{digest}"))), digest
    for tag in parameters["tags"]:
        assert judge(review(pod(tag))), tag
    return {*parameters["digests"], *parameters["tags"]}


def wanted(indicator: Indicator) -> set[str]:
    """Digest or tag as they are."""
    return {indicator.value}


def _objects(folder: Path) -> list[dict[str, Any]]:
    objects = list(yaml.safe_load_all((folder / ARTIFACTS[0]).read_bytes()))
    assert len(objects) == 2, "a text has become an object, or ended one"
    return objects
