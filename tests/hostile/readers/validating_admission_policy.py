"""ValidatingAdmissionPolicy: the API's schema takes both objects, and CEL has and denies the values."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from feedgen.model.indicator import Indicator
from tests.emitters.policies.judges import cel_policy, cel_variables, pod, review
from tests.emitters.policies.schemas import ADMISSION, complaint

JUDGES = ("cel", "jsonschema")
ARTIFACTS = ("policies/validating-admission-policy.yaml",)


def accept(folder: Path) -> None:
    """Both objects have their form, and every expression compiles and runs."""
    documents = _objects(folder)
    assert [complaint(ADMISSION, document) for document in documents] == ["", ""]
    assert not cel_policy(documents[0])(review(pod()))


def read_back(folder: Path) -> set[str]:
    """The lists as CEL has them; an image of each value is denied."""
    return listed(_objects(folder)[0])


def listed(policy: dict[str, Any]) -> set[str]:
    """The values in the variables of a policy in CEL; an image of each is denied."""
    variables = cel_variables(policy, review(pod()))
    judge = cel_policy(policy)
    found: set[str] = set()
    for name, values in variables.items():
        kind = re.fullmatch(r"(digests|tags)[0-9]+", name)
        if not kind:
            continue
        for value in values:
            image = f"registry.example/any@{value}" if kind[1] == "digests" else value
            assert judge(review(pod(image))), value
            found.add(value)
    return found


def wanted(indicator: Indicator) -> set[str]:
    """Digest or tag as they are."""
    return {indicator.value}


def _objects(folder: Path) -> list[dict[str, Any]]:
    objects = list(yaml.safe_load_all((folder / ARTIFACTS[0]).read_bytes()))
    assert len(objects) == 2, "a text has become an object, or ended one"
    return objects
