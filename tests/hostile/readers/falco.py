"""Falco's rules: the schema takes the file, sysdig compiles the conditions, and the lists are read.

Falco has a container's image as its runtime names it, so a reference of Docker Hub stands in every way
to write it. Falco puts a list's items into conditions as text, so an item that is syntax does not
compile there.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from feedgen.model.indicator import Indicator
from tests.emitters.policies.falco import sysdig_complaints
from tests.emitters.policies.falco_conditions import Rules
from tests.emitters.policies.schemas import FALCO, complaint
from tests.hostile.readers.kyverno import on_docker_hub

JUDGES = ("sysdig", "jsonschema", "own Falco reader")
ARTIFACTS = ("policies/falco_rules.yaml",)


def accept(folder: Path) -> None:
    """The file has Falco's form, and every condition compiles."""
    text = (folder / ARTIFACTS[0]).read_bytes()
    assert complaint(FALCO, yaml.safe_load(text)) == ""
    assert sysdig_complaints(text) == []


def read_back(folder: Path) -> set[str]:
    """The items of all lists, each of which a rule asks for."""
    rules = Rules(yaml.safe_load((folder / ARTIFACTS[0]).read_bytes()))
    conditions = " ".join(rules.filters())
    found = {item for items in rules.lists.values() for item in items}
    assert {item for item in found if item not in conditions} == set()
    return found


def wanted(indicator: Indicator) -> set[str]:
    """The value itself, and all the ways to write a tag."""
    return {indicator.value} | (
        on_docker_hub(indicator.value) if indicator.type == "image_tag" else set()
    )
