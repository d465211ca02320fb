"""The Kyverno CLI as a judge: one run for many objects, and which of them it fails.

`kyverno apply POLICY --resource FILE` says "policy NAME -> resource NAMESPACE/KIND/NAME failed:" of
each object that a policy would deny, then counts all results, and leaves with 1 if there is a failure
(https://kyverno.io/docs/kyverno-cli/reference/kyverno_apply/). It takes Kubernetes' own
ValidatingAdmissionPolicies, too, and runs them with the library of the API server.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.emitters.policies.judges import Review
from tests.engines.registry import require

_GROUPS = {"Pod": "v1", "ReplicationController": "v1", "CronJob": "batch/v1", "Job": "batch/v1"}
_FAILED = re.compile(r"-> resource \S*?/(\w+)/(\S+) failed:")
_COUNTED = re.compile(r"pass: (\d+), fail: (\d+), warn: (\d+), error: (\d+), skip: (\d+)")


def denied(policy: Path, requests: Mapping[str, Review], rules: int) -> set[str]:
    """The names of the requests that the policy denies; all are of new objects.

    Args:
        policy: The file, below a directory that the program's container sees; the objects are
            written beside it.
        requests: By a name of the caller's.
        rules: How many results there are for each object.
    """
    names = {f"case-{n}": name for n, name in enumerate(requests)}
    objects = [
        _whole(requests[name]["object"], case)
        for case, name in names.items()
        if not requests[name]["oldObject"]
    ]
    resources = policy.with_name("resources.yaml")
    resources.write_text(yaml.safe_dump_all(objects))
    done = subprocess.run(
        [require("kyverno"), "apply", policy, "--resource", resources, "--remove-color"],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    said = done.stdout + done.stderr
    counted = _COUNTED.search(said)
    assert counted, said[-3000:]
    passed, failed, warned, errors, skipped = map(int, counted.groups())
    assert (warned, errors, skipped) == (0, 0, 0), said[-3000:]
    assert passed + failed == rules * len(objects), said[-3000:]
    assert (done.returncode != 0) == (failed > 0), said[-3000:]
    return {names[case] for _, case in _FAILED.findall(said)}


def _whole(manifest: Mapping[str, Any], name: str) -> dict[str, Any]:
    group = _GROUPS.get(manifest["kind"], "apps/v1")
    return {"apiVersion": group, **manifest, "metadata": {"name": name, "namespace": "default"}}
