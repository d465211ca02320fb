"""Playbooks: registries, clusters and forges that answer as documented, up to the deletion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from feedgen.emitters.playbooks import EMITTER
from feedgen.model.feed import Feed
from tests.conftest import emit
from tests.emitters.playbooks.blocks import ALPHA, block, run, work_of
from tests.emitters.playbooks.programs import stand_ins
from tests.engines.conformance import FINDS
from tests.model.made_feeds import small

pytestmark = [
    pytest.mark.judged("playbooks/*.md", by=("bash", "jq", "awk"), asks=FINDS),
]


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return small(corpus("small"))


@pytest.fixture(scope="module")
def page(feed: Feed) -> str:
    return emit(EMITTER, feed)[0][ALPHA].decode()


@pytest.fixture
def work(page: str, tmp_path: Path) -> Path:
    """A directory in which the first part of the playbook was run."""
    directory = tmp_path / "work"
    directory.mkdir()
    return work_of(page, directory)


@pytest.fixture
def programs(tmp_path: Path) -> str:
    """A PATH on which stand-ins for the programs come first."""
    return stand_ins(tmp_path / "bin")


def test_repositories_by_name_pattern_and_description(page: str, work: Path, programs: str) -> None:
    found = run(block(page, "patterns repositories.txt"), work, PATH=programs, ORG="o")
    assert [line.split("\t")[0] for line in found.splitlines()] == ["o/TPCP-docs-1"]
    hunted = run(block(page, "patterns hunt-repositories.txt"), work, PATH=programs, ORG="o")
    # By the pattern, in any case, and then by the description.
    assert [line.split("\t")[0] for line in hunted.splitlines()] == [
        "o/TPCP-docs-1",
        "m/dune-worm-42",
        "o/my-tpcp-docs",
        "m/dune-worm-42",
    ]


def test_kubernetes_objects_and_images(page: str, work: Path, programs: str) -> None:
    assert (
        run(block(page, " kubernetes.txt |"), work, PATH=programs)
        == "DaemonSet kube-system host-provisioner-alpha\n"
    )
    assert (
        run(block(page, " hunt-kubernetes.txt |"), work, PATH=programs) == "Pod a node-setup-x1\n"
    )
    deleted = run(block(page, "kubectl delete"), work, PATH=programs)
    assert deleted == "DELETE delete DaemonSet --namespace kube-system host-provisioner-alpha\n"
    assert (work / "evidence.yaml").read_text() == "kind: DaemonSet\n"
    found = run(block(page, "get pods"), work, PATH=programs).splitlines()
    digest = "1" * 64
    assert found == [f"n p w c i docker.io/x@sha256:{digest}", f"w x@sha256:{digest}"]


def test_runs_of_github_actions(page: str, work: Path, programs: str) -> None:
    found = run(block(page, "gh run list"), work, PATH=programs, ORG="o")
    assert found == "HIT T1 U1 build\nPOSSIBLE T2 U2 build\n"


def test_registries_are_searched_and_what_is_found_is_deleted(
    page: str, work: Path, programs: str
) -> None:
    digest = f"sha256:{'1' * 64}"
    login = {
        "PATH": programs, "AWS_REGIONS": "eu", "GCP_PROJECT": "p", "HARBOR_URL": "https://h", "HARBOR_USER": "u",
        "HARBOR_PASSWORD": "p", "NEXUS_URL": "https://n", "NEXUS_USER": "u", "NEXUS_PASSWORD": "p",
    }  # fmt: skip
    assert (
        run(block(page, "aws ecr list-images"), work, **login) == f"eu hub/alpha/scanner {digest}\n"
    )
    assert (
        run(block(page, "images list", "found-gar.txt"), work, **login)
        == f"eu-docker.pkg.dev/p/r/kics {digest}\n"
    )
    artifact = (
        f"https://h/api/v2.0/projects/proxy/repositories/alpha%252Fscanner/artifacts/{digest}"
    )
    assert run(block(page, "tee found-harbor.txt"), work, **login) == f"{artifact}\n"
    assert (
        run(block(page, "tee found-artifactory.txt"), work, **login)
        == "hub-cache/alpha/scanner/v1/manifest.json\n"
    )
    assert run(block(page, "tee found-nexus.txt"), work, **login) == "abc hub kics 1\n"
    assert f"--image-ids imageDigest={digest}" in run(
        block(page, "batch-delete-image"), work, **login
    )
    assert f"kics@{digest} --delete-tags --quiet" in run(
        block(page, "docker images delete"), work, **login
    )
    assert artifact in run(block(page, "DELETE", "< found-harbor.txt"), work, **login)
    assert "--dry-run --quiet hub-cache/alpha/scanner/v1/\n" in run(
        block(page, "found-artifactory.txt | sort"), work, **login
    )
    assert "v1/components/abc" in run(block(page, "< found-nexus.txt"), work, **login)


def test_whether_a_registry_still_serves_it(page: str, work: Path, programs: str) -> None:
    found = run(block(page, "SERVED"), work, PATH=programs).splitlines()
    assert [line for line in found if line.startswith("SERVED")] == [
        f"SERVED docker.io/alpha/scanner@sha256:{'1' * 64}"
    ]
    assert len(found) > 1


def test_docker_is_searched_and_cleaned(page: str, work: Path, programs: str) -> None:
    found = run(block(page, "docker images --all"), work, PATH=programs)
    assert found == f"sha256:id1 sha256:{'1' * 64} a:b\nc1\n"
    removed = run(block(page, "docker image rm"), work, PATH=programs)
    assert removed.startswith("REMOVE rm --force c1\nREMOVE image rm --force sha256:id1\n")


def test_package_proxies_are_searched_and_cleaned(page: str, work: Path, programs: str) -> None:
    login = {"PATH": programs, "NEXUS_URL": "https://n", "NEXUS_USER": "u", "NEXUS_PASSWORD": "p"}
    assert (
        run(block(page, "tee found-artifactory-packages.txt"), work, **login)
        == "T npm-cache/@alpha/cli/-/@alpha/cli-2026.4.0.tgz\n"
    )
    assert (
        run(block(page, "tee found-nexus-packages.txt"), work, **login)
        == "npm1 npm alpha cli 2026.4.0\n"
    )
    deleted = run(block(page, "cut -d' ' -f2- found-artifactory-packages.txt"), work, **login)
    assert "--dry-run --quiet npm-cache/@alpha/cli/-/@alpha/cli-2026.4.0.tgz\n" in deleted
    assert "v1/components/npm1" in deleted
