"""Which modules get faults, and which tests have to notice them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_LISTS = ("blocklists", "clamav", "dns", "firewalls", "wazuh", "lookups")
_DENIAL = ("image_denial", "opa", "gatekeeper", "kyverno", "validating_admission_policy")
SHARED: Mapping[str, tuple[str, ...]] = {
    "__init__": ("third_party",),
    "_markdown": ("playbooks",),
    "image_denial": (*_DENIAL, "containers_policy"),
    "image_denial_cel": _DENIAL,
    "installed": ("third_party",),
    "lists": _LISTS,
    "rendering": ("yara", "zeek", "blocklists"),
    "sensors": ("suricata", "zeek"),
    "github_actions": ("github_actions", "action_policy"),
}
"""Modules directly in `feedgen/emitters` that have no test file of their own, or share one."""


CHECKS: Mapping[str, tuple[str, ...]] = {
    "__init__": ("run_checks", "catalogue"),
    "_benign_index": ("warninglists",),
    "_hosts": ("suffixes", "known_good", "reserved_space", "references", "shared_platforms"),
    "_intervals": ("intervals", "known_good"),
    "_platforms": ("shared_platforms",),
    "_public_suffixes": ("suffixes", "shared_platforms", "reserved_space"),
    "_published": ("permanence", "ledger_drift"),
    "_reserved": ("reserved_space", "references"),
    "_standing": (
        "standing",
        "windows",
        "contradictions",
        "permanence",
        "known_good",
        "references",
    ),
    "_suffixes": ("suffixes", "known_good"),
    "_warninglists": ("warninglists", "shared_platforms"),
}
"""The same in `feedgen/checks`."""


@dataclass(frozen=True, slots=True)
class Target:
    """A module and its tests."""

    path: str
    """Relative to the project."""
    tests: tuple[str, ...]
    emitter: str | None = None
    """Whose cases of the test of hostile values are asked as well."""

    @property
    def module(self) -> str:
        """Its name for an import."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def targets(root: Path, word: str = "") -> list[Target]:
    """Every module whose path has this expression in it."""
    paths = sorted(
        path.relative_to(root)
        for part in ("checks", "emitters")
        for path in (root / "feedgen" / part).rglob("*.py")
    )
    return [_target(root, path) for path in paths if re.search(word, path.as_posix())]


def together(chosen: Iterable[Target]) -> list[list[Target]]:
    """Modules with the same tests, which are collected once for them."""
    groups: dict[tuple[tuple[str, ...], str | None], list[Target]] = {}
    for target in chosen:
        groups.setdefault((target.tests, target.emitter), []).append(target)
    return list(groups.values())


def _target(root: Path, path: Path) -> Target:
    top = path.parts[2].removesuffix(".py")
    if path.parts[1] == "checks":
        folder, names = root / "tests" / "checks", CHECKS.get(top, (top,))
        own = [test for name in names for test in sorted(folder.glob(f"test_{name}*.py"))]
        return Target(path.as_posix(), _relative(root, own))
    found = [
        test
        for name in SHARED.get(top, (top,))
        for test in sorted((root / "tests" / "emitters").glob(f"test_{name}*.py"))
        if name != "sigma" or not test.name.startswith("test_sigma_queries")
    ]
    hostile = root / "tests" / "hostile" / "test_every_emitter.py"
    has_reader = (root / "tests" / "hostile" / "readers" / f"{top}.py").is_file()
    if top not in SHARED and has_reader and hostile.is_file():
        return Target(path.as_posix(), _relative(root, [*found, hostile]), top)
    return Target(path.as_posix(), _relative(root, found))


def _relative(root: Path, found: list[Path]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path.relative_to(root).as_posix() for path in found))
