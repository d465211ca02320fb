"""Kyverno: both policies by the schemas of their CRDs, and by Kyverno itself where it is on the PATH.

What they deny in the engines that are always there is in test_image_denial_requests.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from feedgen.emitters import validating_admission_policy
from feedgen.emitters.kyverno import CEL_POLICY, EMITTER, POLICY
from feedgen.model.feed import Feed
from tests.conftest import Golden, emit
from tests.emitters.policies.cases import ADMITTED, DENIED
from tests.emitters.policies.crds import cluster_policy
from tests.emitters.policies.judges import Review, pod, review
from tests.emitters.policies.kyverno import denied
from tests.emitters.policies.release import bad_references, good_references
from tests.emitters.policies.schemas import ADMISSION as ADMISSION_SCHEMA
from tests.emitters.policies.schemas import changed, complaint
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.engines.latest_release import ROOT
from tests.model.made_feeds import accounted, small

ADMISSION = validating_admission_policy.POLICY
RULES = {POLICY: 2, CEL_POLICY: 1, ADMISSION: 1}
"""Results for each object, by policy."""
SOURCES = ("small", "empty", "the release")


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@pytest.fixture(params=SOURCES)
def files(request: pytest.FixtureRequest, feed: Feed) -> dict[str, bytes]:
    if request.param == "the release":
        return {path: (ROOT / path).read_bytes() for path in (POLICY, CEL_POLICY)}
    none = replace(feed, indicators=())
    return emit(EMITTER, none if request.param == "empty" else feed)[0]


def test_golden(feed: Feed, golden: Golden) -> None:
    golden("kyverno/small", emit(EMITTER, feed)[0])


def test_every_active_indicator_is_accounted_for(feed: Feed, tmp_path: Path) -> None:
    assert accounted(EMITTER, feed, tmp_path).carried["kyverno"] == 4


@pytest.mark.judged(POLICY, by="cloudcoil-models-kyverno", asks=LOADS)
def test_the_cluster_policy_has_the_form_of_its_crd(files: dict[str, bytes]) -> None:
    read = cluster_policy(yaml.safe_load(files[POLICY]))
    assert read.spec is not None
    assert [rule.name for rule in read.spec.rules or ()] == ["digests", "tags"]


@pytest.mark.judged(CEL_POLICY, by="jsonschema", asks=LOADS)
def test_the_validating_policy_has_the_form_of_its_crd(files: dict[str, bytes]) -> None:
    assert complaint(ADMISSION_SCHEMA, yaml.safe_load(files[CEL_POLICY])) == ""


def test_both_schemas_refuse_what_kyverno_refuses(feed: Feed) -> None:
    files, _ = emit(EMITTER, feed)
    path = "spec.rules.0.validate.failureAction"
    with pytest.raises(ValidationError, match="failureAction"):
        cluster_policy(changed(yaml.safe_load(files[POLICY]), path, "Perhaps"))
    policy = yaml.safe_load(files[CEL_POLICY])
    assert complaint(ADMISSION_SCHEMA, changed(policy, "spec.validationActions.0", "Perhaps"))


def test_the_cel_is_the_same_as_for_kubernetes_itself(feed: Feed) -> None:
    ours = yaml.safe_load(emit(EMITTER, feed)[0][CEL_POLICY])["spec"]
    files, _ = emit(validating_admission_policy.EMITTER, feed)
    theirs = next(iter(yaml.safe_load_all(files[ADMISSION])))["spec"]
    for key in ("variables", "validations", "matchConstraints", "failurePolicy"):
        assert ours[key] == theirs[key]


def judged_by_kyverno(asks: str) -> pytest.MarkDecorator:
    """One test for each policy that the CLI takes, as the argument `path`."""
    return pytest.mark.parametrize(
        "path",
        [
            pytest.param(path, marks=pytest.mark.judged(path, by="kyverno", asks=asks))
            for path in RULES
        ],
    )


def new(requests: Iterable[tuple[str, Review]]) -> dict[str, Review]:
    """Those for new objects: of an update the CLI knows no object from before."""
    return {name: request for name, request in requests if request["oldObject"] is None}


def policy_of(feed: Feed, path: str, directory: Path) -> Path:
    emitted = emit(EMITTER, feed)[0] | emit(validating_admission_policy.EMITTER, feed)[0]
    (directory / "policy.yaml").write_bytes(emitted[path])
    return directory / "policy.yaml"


@judged_by_kyverno(FINDS)
def test_kyverno_denies_what_is_listed(feed: Feed, path: str, tmp_path: Path) -> None:
    requests = new(DENIED.items())
    found = denied(policy_of(feed, path, tmp_path), requests, RULES[path])
    assert requests.keys() - found == set()


@judged_by_kyverno(SILENT)
def test_kyverno_admits_everything_else(feed: Feed, path: str, tmp_path: Path) -> None:
    requests = new(ADMITTED.items())
    assert denied(policy_of(feed, path, tmp_path), requests, RULES[path]) == set()


@judged_by_kyverno(LOADS)
def test_kyverno_takes_an_empty_policy(feed: Feed, path: str, tmp_path: Path) -> None:
    nothing = policy_of(replace(feed, indicators=()), path, tmp_path)
    assert denied(nothing, new(DENIED.items()), RULES[path]) == set()


@judged_by_kyverno(FINDS)
def test_kyverno_denies_every_image_that_the_release_lists(path: str, tmp_path: Path) -> None:
    requests: dict[str, Any] = {image: review(pod("good/one", image)) for image in bad_references()}
    (tmp_path / "policy.yaml").write_bytes((ROOT / path).read_bytes())
    found = denied(tmp_path / "policy.yaml", requests, RULES[path])
    assert requests.keys() - found == set()


@judged_by_kyverno(SILENT)
def test_kyverno_admits_every_image_that_the_release_calls_good(path: str, tmp_path: Path) -> None:
    requests = {image: review(pod("good/one", image)) for image in good_references()}
    (tmp_path / "policy.yaml").write_bytes((ROOT / path).read_bytes())
    assert denied(tmp_path / "policy.yaml", requests, RULES[path]) == set()
