"""No policy denies a pod or a workflow of a healthy cluster, and each denies one malicious."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benign.ci_logs import uses
from tests.benign.conftest import RELEASES
from tests.benign.listed import Listed
from tests.benign.malicious import pull_by_created_tag, pull_by_digest
from tests.benign.workloads import manifests
from tests.emitters.policies.engines import Policy, every_policy
from tests.emitters.policies.judges import pod, review
from tests.engines.conformance import FINDS, SILENT
from tests.engines.github_patterns import Policy as Patterns

pytestmark = pytest.mark.parametrize("name", RELEASES)
Release = Callable[[str], Path]


def files(release: Path) -> Callable[[str], bytes]:
    return lambda path: (release / path).read_bytes()


@every_policy(SILENT)
def test_no_policy_denies_a_benign_pod(
    release: Release, listed: Callable[[str], Listed], name: str, policy: Policy
) -> None:
    judge = policy.judge(files(release(name)))
    # Policies know no time: each manifest is asked about as if it were applied today.
    pods = manifests(listed(name))
    assert len(pods) > 300
    assert [each["spec"] for each in pods[::2] if judge(review(each))] == []


@every_policy(FINDS)
def test_a_policy_denies_a_malicious_pod(
    release: Release, listed: Callable[[str], Listed], name: str, policy: Policy
) -> None:
    judge = policy.judge(files(release(name)))
    there = listed(name)
    for pull in (pull_by_digest(there), pull_by_created_tag(there)):
        assert judge(review(pod("good/one", pull.short))), pull.short


def patterns(release: Path) -> Patterns:
    """What the file blocks, in an organisation that allows every action."""
    text = (release / "policies" / "github-actions.txt").read_text()
    blocked = [line for line in text.splitlines() if line.startswith("!")]
    return Patterns(["*/*@*", "*/**@*", *blocked])


@pytest.mark.judged("policies/github-actions.txt", by="own GitHub patterns", asks=SILENT)
def test_no_pattern_stops_a_benign_action(
    release: Release, listed: Callable[[str], Listed], name: str
) -> None:
    policy = patterns(release(name))
    found = [use.written for use in uses(listed(name)) if not policy.runs(use.written)]
    assert found == []


@pytest.mark.judged("policies/github-actions.txt", by="own GitHub patterns", asks=FINDS)
def test_a_pattern_stops_a_listed_ref(
    release: Release, listed: Callable[[str], Listed], name: str
) -> None:
    there = listed(name)
    created = there.values["action_ref"] - there.restored("action_ref").keys()
    policy = patterns(release(name))
    assert created
    assert [ref for ref in created if policy.runs(ref.removeprefix("github.com/"))] == []
