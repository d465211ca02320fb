"""Every policy for container images, in its engine, denies and admits the same requests."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from feedgen.emitters import named
from feedgen.model.feed import Feed
from tests.conftest import emit
from tests.emitters.policies.cases import ADMITTED, DENIED, INDEX, KEPT, in_a_pod_template
from tests.emitters.policies.engines import KYVERNO, POLICIES, Policy, every_policy
from tests.emitters.policies.judges import Judge, pod, review
from tests.engines.conformance import FINDS, LOADS, SILENT
from tests.model.made_feeds import base

EMITTERS = ("gatekeeper", "kyverno", "opa", "validating_admission_policy")


def files(feed: Feed) -> dict[str, bytes]:
    """What the emitters of all policies make of a feed."""
    made: dict[str, bytes] = {}
    for emitter in named(EMITTERS):
        made |= emit(emitter, feed)[0]
    return made


@cache
def judge(policy: Policy) -> Judge:
    """The policy of the corpus `small`."""
    return policy.judge(files(base()).__getitem__)


@every_policy(FINDS)
@pytest.mark.parametrize("name", DENIED)
def test_denied(policy: Policy, name: str) -> None:
    assert judge(policy)(DENIED[name])


@every_policy(SILENT)
@pytest.mark.parametrize("name", ADMITTED)
def test_admitted(policy: Policy, name: str) -> None:
    assert not judge(policy)(ADMITTED[name])


@pytest.mark.parametrize("policy", [p.case(FINDS) for p in POLICIES if p.by == "regorus"])
def test_rego_looks_into_pod_templates(policy: Policy) -> None:
    assert judge(policy)(in_a_pod_template(f"alpha/scanner@{INDEX}"))
    assert not judge(policy)(in_a_pod_template("alpha/scanner:v1.0"))


@every_policy(SILENT)
def test_what_was_there_before_stays_changeable(policy: Policy) -> None:
    """The ClusterPolicy needs no words for it: `allowExistingViolations` is true by default."""
    if policy.artifact == KYVERNO:
        assert judge(policy)(KEPT | {"operation": "CREATE", "oldObject": None})
    else:
        assert not judge(policy)(KEPT)


@every_policy(LOADS)
def test_an_empty_policy_loads_and_admits_everything(policy: Policy) -> None:
    nothing = policy.judge(files(replace(base(), indicators=())).__getitem__)
    for image in ("alpha/scanner:v1.1", f"alpha/scanner@{INDEX}"):
        assert not nothing(review(pod(image)))
