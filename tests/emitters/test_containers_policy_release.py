"""The committed policy.json: every name of the real images is refused, and no good one is.

registries.conf leads the real registries' names to one on this machine; a policy compares the name
that is asked for. Stand-ins for the digests take their places in the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from feedgen.emitters.containers_policy import FRAGMENT
from tests.emitters.policies.answering_registry import Answering, answering
from tests.emitters.policies.clients import CLIENTS, REFUSED, Client, judged_by_clients, mirrored
from tests.emitters.policies.registry import ACCEPT_ALL
from tests.emitters.policies.release import good_references, listed_digests, listed_tags
from tests.engines.conformance import FINDS, SILENT
from tests.engines.latest_release import ROOT, known_good

REGISTRIES = ("docker.io", "ghcr.io", "mirror.gcr.io", "public.ecr.aws")
EVERY = {"skopeo": 1, "podman": 7}
"""podman takes longer for a pull, and is asked for some."""


@dataclass(frozen=True)
class Released:
    """The release's policy over one that accepts everything else, for stand-ins."""

    directory: Path
    registry: Answering

    def pulls(self, program: str, references: list[str]) -> dict[str, str]:
        """What the program says of each, or of some."""
        client = Client(program, self.directory)
        asked = references[:: EVERY[program]]
        return {name: client.pull(self.registry.stood_in(name)) for name in asked}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Released]:
    directory = tmp_path_factory.mktemp("clients")
    with answering([*listed_digests(), *known_good("image_digest")]) as registry:
        fragment = json.loads(registry.stood_in((ROOT / FRAGMENT).read_text(encoding="utf-8")))
        (directory / "policy.json").write_text(json.dumps(ACCEPT_ALL | fragment))
        mirrored(directory, {name: f"{registry.host}/{name}" for name in REGISTRIES})
        yield Released(directory, registry)


def bad() -> list[str]:
    digests = [
        f"{repository}@{digest}"
        for digest, repositories in listed_digests().items()
        for repository in repositories
    ]
    return [*digests, *listed_tags()]


def good() -> list[str]:
    """A client takes no name with both a tag and a digest."""
    return [
        name
        for name in good_references()
        if name.startswith(REGISTRIES) and not ("@" in name and ":" in name.partition("@")[0])
    ]


def test_the_file_lists_these_names_and_no_other() -> None:
    scopes = json.loads((ROOT / FRAGMENT).read_bytes())["transports"]["docker"]
    assert set(scopes) == set(bad())
    assert {name.partition("/")[0] for name in scopes} <= set(REGISTRIES)
    assert set(EVERY) == set(CLIENTS)


@judged_by_clients(FRAGMENT, asks=FINDS)
def test_every_listed_image_is_refused_by_each_of_its_names(
    released: Released, program: str
) -> None:
    said = released.pulls(program, bad())
    assert {name: words for name, words in said.items() if REFUSED not in words} == {}


@judged_by_clients(FRAGMENT, asks=SILENT)
def test_every_good_image_comes(released: Released, program: str) -> None:
    said = released.pulls(program, good())
    assert said
    assert {name: words for name, words in said.items() if words} == {}
