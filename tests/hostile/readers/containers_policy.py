"""The pull policy: skopeo loads it, and its parser's rule of unique keys gives the scopes.

A scope of the `docker` transport is a reference in its fully expanded form (containers-policy.json(5)).
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from feedgen.model.indicator import ImageDetail, Indicator
from tests.emitters.policies.registry import ACCEPT_ALL, write_layout
from tests.engines.registry import require

JUDGES = ("skopeo",)
ARTIFACTS = ("policies/containers-policy.json",)
_REJECT = [{"type": "reject"}]


def accept(folder: Path) -> None:
    """skopeo copies an image under the policy, so it has read all of it."""
    policy = ACCEPT_ALL | _unique(folder)
    with TemporaryDirectory() as room:
        there = Path(room)
        write_layout(there / "image", b"fine")
        (there / "policy.json").write_text(json.dumps(policy))
        done = subprocess.run(
            [require("skopeo"), "--policy", there / "policy.json", "copy", "-q",
             f"oci:{there}/image:x", f"oci:{there}/copied:x"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr


def read_back(folder: Path) -> set[str]:
    """Every scope, each of which is refused."""
    transports = _unique(folder)["transports"]
    assert transports.keys() == {"docker"}
    assert all(requirements == _REJECT for requirements in transports["docker"].values())
    return set(transports["docker"])


def wanted(indicator: Indicator) -> set[str]:
    """A tag as it is, a digest in every repository and mirror."""
    if indicator.type == "image_tag":
        return {indicator.value}
    return {
        f"{repository}@{indicator.value}"
        for detail in indicator.details(ImageDetail)
        for repository in (*detail.repositories, *detail.mirrors)
    }


def _unique(folder: Path) -> dict[str, Any]:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        read = dict(pairs)
        assert len(read) == len(pairs), "containers/image refuses a key that stands twice"
        return read

    text = (folder / ARTIFACTS[0]).read_text(encoding="utf-8")
    policy: dict[str, Any] = json.loads(text, object_pairs_hook=once)
    assert policy.keys() == {"transports"}
    return policy
