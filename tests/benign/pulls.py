"""Pulls of images that nobody has to look at, with the instant at which each happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.benign.draws import Draws
from tests.benign.listed import NEVER, Listed, Window

YEAR = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
POPULAR = (
    "docker.io/library/alpine:3.20", "docker.io/library/alpine:latest", "docker.io/library/busybox:1.36",
    "docker.io/library/debian:bookworm-slim", "docker.io/library/golang:1.24-alpine",
    "docker.io/library/mysql:8.4", "docker.io/library/nginx:latest", "docker.io/library/node:22-alpine",
    "docker.io/library/postgres:17", "docker.io/library/python:3.13-slim", "docker.io/library/redis:7",
    "docker.io/library/ubuntu:24.04", "docker.io/library/docker:27-dind", "docker.io/library/registry:2",
    "docker.io/bitnami/kubectl:1.31", "docker.io/grafana/grafana:11.3.0", "docker.io/hashicorp/terraform:1.9",
    "docker.io/jenkins/jenkins:lts-jdk21", "docker.io/moby/buildkit:v0.17.0", "docker.io/prom/prometheus:v3.0.0",
    "docker.io/anchore/grype:v0.84.0", "docker.io/anchore/syft:v1.16.0", "docker.io/bridgecrew/checkov:3.2.300",
    "docker.io/semgrep/semgrep:1.95.0", "docker.io/snyk/snyk:linux", "docker.io/sonarsource/sonar-scanner-cli:11",
    "docker.io/zricethezav/gitleaks:v8.21.2", "docker.io/aquasec/kube-bench:v0.9.1",
    "docker.io/aquasec/tracee:0.22.0", "docker.io/checkmarx/ast-cli:2.3.10",
    "ghcr.io/actions/actions-runner:2.320.0", "ghcr.io/external-secrets/external-secrets:v0.10.5",
    "ghcr.io/astral-sh/uv:0.5-python3.13", "ghcr.io/aquasecurity/trivy-operator:0.22.0",
    "ghcr.io/aquasecurity/trivy-db:2", "ghcr.io/berriai/litellm-database:main-v1.60.0",
    "quay.io/argoproj/argocd:v2.13.0", "quay.io/jetstack/cert-manager-controller:v1.16.1",
    "quay.io/prometheus/node-exporter:v1.8.2", "registry.k8s.io/pause:3.10",
    "registry.k8s.io/coredns/coredns:v1.11.3", "registry.k8s.io/kube-proxy:v1.31.2",
    "gcr.io/distroless/static-debian12:nonroot", "gcr.io/kaniko-project/executor:v1.23.2",
    "mcr.microsoft.com/dotnet/sdk:9.0", "public.ecr.aws/docker/library/python:3.13",
    "public.ecr.aws/eks-distro/kubernetes/pause:3.10", "registry.gitlab.com/gitlab-org/gitlab-runner/gitlab-runner-helper:x86_64-v17.5.0",
    "123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/app:1.42.0",
    "registry.corp.example:5000/team/app:1.42.0", "mirror.gcr.io/library/alpine:3.20",
)  # fmt: skip
"""Images that builds and clusters run every day, those of the misused publishers among them."""


@dataclass(frozen=True, slots=True)
class Pull:
    """One image, as a command or manifest names it, and what came of it."""

    at: datetime
    repository: str
    """With its registry."""
    tag: str
    """Empty where the reference has none."""
    digest: str
    """What the registry answered; some references name it."""
    is_pinned: bool

    @property
    def name(self) -> str:
        """Registry, repository and tag."""
        return f"{self.repository}:{self.tag}" if self.tag else self.repository

    @property
    def reference(self) -> str:
        """What was asked for."""
        return f"{self.name}@{self.digest}" if self.is_pinned else self.name

    @property
    def short(self) -> str:
        """The same, as people write it for Docker Hub."""
        return self.reference.removeprefix("docker.io/").removeprefix("library/")

    @property
    def path(self) -> str:
        """The repository without its registry."""
        return self.repository.partition("/")[2]

    @property
    def registry(self) -> str:
        """The host that is asked."""
        host = self.repository.partition("/")[0]
        return "registry-1.docker.io" if host == "docker.io" else host


def pulls(listed: Listed) -> tuple[Pull, ...]:
    """All of them, in order of time."""
    draws = Draws("pulls")
    found = [
        *_popular(draws), *_restored(listed, draws), *_clean_inside(listed, draws),
        *_next_to_created(listed, draws),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda pull: (pull.at, pull.reference, pull.digest)))


def _popular(draws: Draws) -> Iterator[Pull]:
    for name in POPULAR:
        repository, _, tag = name.rpartition(":")
        for _ in range(6):
            is_pinned = draws.below(3) == 0
            yield Pull(draws.instant(*YEAR), repository, tag, _digest(draws), is_pinned)


def _restored(listed: Listed, draws: Draws) -> Iterator[Pull]:
    """Overwritten tags before and after their windows, to the second."""
    for value, windows in listed.restored("image_tag").items():
        repository, _, tag = value.rpartition(":")
        for at in outside(windows, draws):
            yield Pull(at, repository, tag, _clean_digest(listed, repository, draws), False)


def _clean_inside(listed: Listed, draws: Draws) -> Iterator[Pull]:
    """What is clean inside the windows: known-good and other digests, other tags."""
    bad = listed.values["image_digest"]
    tags = listed.values["image_tag"]
    for value, windows in listed.restored("image_tag").items():
        repository, _, tag = value.rpartition(":")
        good = [known.value for known in listed.good("image_digest")]
        for digest in [*good, *(_sibling(digest) for digest in draws.some(sorted(bad), 3))]:
            # With its tag as well, which then says nothing: the digest decides. Only the policies
            # and the lists know that; a log search by tag has only the tag.
            yield Pull(_inside(windows, draws), repository, "", digest, True)
        for other in (f"{tag}-rc1", f"{tag}0", f"x{tag}", "v0.0.1"):
            if f"{repository}:{other}" not in tags:
                yield Pull(_inside(windows, draws), repository, other, _digest(draws), False)


def _next_to_created(listed: Listed, draws: Draws) -> Iterator[Pull]:
    """Longer and shorter tags and repositories than those of tags that only ever were malicious."""
    tags = listed.values["image_tag"]
    for value in sorted(tags - listed.restored("image_tag").keys()):
        repository, _, tag = value.rpartition(":")
        registry, _, path = repository.partition("/")
        for near in (
            (repository, f"{tag}0"), (repository, f"{tag}.1"), (repository, tag[:-1]),
            (repository, f"{tag}-slim"), (f"{registry}/x{path}", tag), (f"{repository}-x", tag),
            (f"{registry}/library/{path.replace('/', '-')}", tag),
        ):  # fmt: skip
            if ":".join(near) not in tags:
                yield Pull(draws.instant(*YEAR), *near, _digest(draws), False)


def outside(windows: tuple[Window, ...], draws: Draws) -> list[datetime]:
    """Instants at which a movable name was clean: at the very edges, and far from them."""
    second = timedelta(seconds=1)
    start, end = windows[0].start, max(window.end for window in windows)
    found = [start - second, *(draws.instant(YEAR[0], start) for _ in range(4))]
    if end != NEVER:
        found += [end, end + second, *(draws.instant(end, YEAR[1]) for _ in range(4))]
    return found


def _inside(windows: tuple[Window, ...], draws: Draws) -> datetime:
    window = draws.one(windows)
    return draws.instant(window.start, min(window.end, YEAR[1]))


def _digest(draws: Draws) -> str:
    return f"sha256:{draws.hexadecimal(64)}"


def _clean_digest(listed: Listed, repository: str, draws: Draws) -> str:
    known = [good.value for good in listed.good("image_digest") if good.repository == repository]
    return draws.one(known) if known else _digest(draws)


def _sibling(digest: str) -> str:
    """The same digest but for its last digit."""
    return digest[:-1] + ("0" if digest[-1] != "0" else "1")
