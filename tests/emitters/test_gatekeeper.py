"""Gatekeeper: the objects' form by the schemas of their CRDs, and the dialect of the rule.

What it denies is in test_image_denial_requests.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import regorus
import yaml
from jsonschema import Draft7Validator

from feedgen.emitters.gatekeeper import EMITTER, POLICY
from feedgen.model.feed import Feed
from tests.conftest import Golden, emit
from tests.emitters.policies.schemas import CONSTRAINT, TEMPLATE, changed, complaint
from tests.engines.conformance import LOADS
from tests.engines.latest_release import ROOT
from tests.model.made_feeds import accounted, small

SOURCES = ("small", "empty", "the release")


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@pytest.fixture(params=SOURCES)
def objects(request: pytest.FixtureRequest, feed: Feed) -> list[dict[str, Any]]:
    """The template and the constraint."""
    if request.param == "the release":
        text = (ROOT / POLICY).read_bytes()
    else:
        none = replace(feed, indicators=())
        text = emit(EMITTER, none if request.param == "empty" else feed)[0][POLICY]
    return list(yaml.safe_load_all(text))


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("gatekeeper/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    assert accounted(EMITTER, feed, tmp_path).carried["gatekeeper"] == 4


@pytest.mark.judged(POLICY, by="jsonschema", asks=LOADS)
def test_both_objects_have_the_form_of_their_crds(objects: list[dict[str, Any]]) -> None:
    template, constraint = objects
    assert complaint(TEMPLATE, template) == ""
    assert complaint(CONSTRAINT, constraint) == ""


@pytest.mark.judged(POLICY, by="jsonschema", asks=LOADS)
def test_names_and_parameters_fit_together(objects: list[dict[str, Any]]) -> None:
    template, constraint = objects
    crd = template["spec"]["crd"]["spec"]
    assert template["metadata"]["name"] == crd["names"]["kind"].lower()
    assert constraint["kind"] == crd["names"]["kind"]
    assert f"package {template['metadata']['name']}\n" in template["spec"]["targets"][0]["rego"]
    schema = crd["validation"]["openAPIV3Schema"]
    Draft7Validator(schema).validate(constraint["spec"]["parameters"])
    assert schema["properties"].keys() == constraint["spec"]["parameters"].keys()


@pytest.mark.parametrize(
    ("which", "path", "value"),
    [
        (TEMPLATE, "spec.targets.0.language", "rego"),
        (TEMPLATE, "spec.crd.spec.validation.openAPIV3Schema", {"properties": {}}),
        (TEMPLATE, "apiVersion", "templates.gatekeeper.sh/v2"),
        (CONSTRAINT, "spec.enforcementAction", "refuse"),
        (CONSTRAINT, "spec.match.kinds.0.resources", ["pods"]),
    ],
)
def test_the_schemas_refuse_what_gatekeeper_would_drop_or_refuse(
    feed: Feed, which: str, path: str, value: object
) -> None:
    template, constraint = yaml.safe_load_all(emit(EMITTER, feed)[0][POLICY])
    document = template if which == TEMPLATE else constraint
    assert complaint(which, changed(document, path, value))


@pytest.mark.judged(POLICY, by="regorus", asks=LOADS)
@pytest.mark.parametrize("source", ["small", "the release"])
def test_the_rule_is_in_the_dialect_that_its_field_stands_for(feed: Feed, source: str) -> None:
    """`rego` is Rego v0; v1 would stand below `code`, which Gatekeeper before 3.19 has not.

    The engine tells the dialects apart, so that both of OPA's say something, too.
    """
    text = emit(EMITTER, feed)[0][POLICY] if source == "small" else (ROOT / POLICY).read_bytes()
    rego = next(iter(yaml.safe_load_all(text)))["spec"]["targets"][0]["rego"]
    engine = regorus.Engine()
    engine.set_rego_v0(True)
    engine.add_policy("template.rego", rego)
    engine.set_rego_v0(False)
    with pytest.raises(RuntimeError, match="template"):
        engine.add_policy("template.rego", rego)
