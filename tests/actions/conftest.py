"""Feeds that the action's check is held against."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.actions.checked import lists, write

BAD = "sha256:" + "ab" * 32
COMMIT = "c0ffee" * 6 + "c0ff"
HASH = "1f" * 32


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lists made by hand, with what the real feed does not hold today."""
    return write(
        tmp_path_factory.mktemp("feed"),
        lists(
            digests=[BAD],
            images=[
                "docker.io/alpha/scanner:v1", f"docker.io/alpha/scanner@{BAD}",
                "docker.io/library/evil:latest", "registry.example:5000/team/app:9",
                "docker.io/attacker/tool:latest",
            ],
            commits=[COMMIT],
            hashes=[HASH],
            domains=["bad.example"],
            urls=["https://files.example/pages/one.sh"],
            uses=["alpha/setup@v9", f"alpha/setup@{COMMIT}", "alpha/setup@Release/One"],
            packages={
                "npm": {"@alpha/cli": ["1.2.3"], "left": ["0.1.0"], "evil-pkg": None},
                "pypi": {"alpha-lib": ["2.0"], "evil-lib": None},
                "golang": {"example.com/mod": ["v1.4.0"]},
                "cargo": {"alpha-crate": ["0.3.0"]},
                "gem": {"alpha-gem": ["3.0.0"]},
                "composer": {"alpha/php": ["5.0.0"]},
                "nuget": {"Alpha.Net": ["6.0.0"]},
                "maven": {"org.alpha:core": ["7.0.0"]},
            },
            extensions={"alpha.results": ["2.63.0"]},
        ),
    )  # fmt: skip
