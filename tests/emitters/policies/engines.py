"""Every policy for container images of a release, and the engine that reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import yaml

from feedgen.emitters import gatekeeper as gatekeeper_module
from feedgen.emitters import kyverno as kyverno_module
from feedgen.emitters import opa as opa_module
from feedgen.emitters import validating_admission_policy as vap_module
from tests.emitters.policies.judges import Judge, cel_policy, gatekeeper, kyverno, opa

Files = Callable[[str], bytes]
"""The content of a file of a release, by its path."""

OPA = "policies/opa/*"
GATEKEEPER = gatekeeper_module.POLICY
KYVERNO = kyverno_module.POLICY
KYVERNO_CEL = kyverno_module.CEL_POLICY
ADMISSION = vap_module.POLICY


@dataclass(frozen=True)
class Policy:
    """One policy in one engine."""

    name: str
    artifact: str
    by: str
    judge: Callable[[Files], Judge]

    def case(self, asks: str) -> Any:
        """A parameter of a test, with this policy's mark."""
        mark = pytest.mark.judged(self.artifact, by=self.by, asks=asks)
        return pytest.param(self, id=self.name, marks=mark)


POLICIES = (
    Policy(
        "OPA as Rego v1", OPA, "regorus",
        lambda files: opa(files(opa_module.RULE), files(opa_module.DATA)),
    ),
    Policy(
        "OPA as Rego v0", OPA, "regorus",
        lambda files: opa(files(opa_module.RULE), files(opa_module.DATA), v0=True),
    ),
    Policy("Gatekeeper", GATEKEEPER, "regorus", lambda files: gatekeeper(files(GATEKEEPER))),
    Policy(
        "Kyverno ClusterPolicy", KYVERNO, "own Kyverno reader",
        lambda files: kyverno(files(KYVERNO)),
    ),
    Policy(
        "Kyverno ValidatingPolicy", KYVERNO_CEL, "cel",
        lambda files: cel_policy(yaml.safe_load(files(KYVERNO_CEL))),
    ),
    Policy(
        "ValidatingAdmissionPolicy", ADMISSION, "cel",
        lambda files: cel_policy(next(iter(yaml.safe_load_all(files(ADMISSION))))),
    ),
)  # fmt: skip


def every_policy(asks: str) -> pytest.MarkDecorator:
    """One test for each of them, as the argument `policy`."""
    return pytest.mark.parametrize("policy", [policy.case(asks) for policy in POLICIES])
