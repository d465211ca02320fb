"""Published schemas of policies, restated under tests/schemas/, and what they say of a document."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from jsonschema.exceptions import best_match

FALCO = "falco-rules.json"
TEMPLATE = "gatekeeper-constrainttemplate.json"
CONSTRAINT = "gatekeeper-constraint.json"
ADMISSION = "validating-admission.json"


def complaint(schema: str, document: Any) -> str:
    """Why the document has not the form of the schema; empty if it has."""
    error = best_match(_validator(schema).iter_errors(document))
    return f"{error.json_path}: {error.message[:300]}" if error else ""


@cache
def _validator(schema: str) -> Draft7Validator:
    path = Path(__file__).parents[2] / "schemas" / schema
    read = json.loads(path.read_text(encoding="utf-8"))
    Draft7Validator.check_schema(read)
    return Draft7Validator(read)


def changed(document: Any, path: str, value: Any) -> Any:
    """A copy of the document with another value at `a.0.b`."""
    copied = copy.deepcopy(document)
    *parents, last = (int(part) if part.isdigit() else part for part in path.split("."))
    there = copied
    for part in parents:
        there = there[part]
    there[last] = value
    return copied
