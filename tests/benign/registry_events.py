"""Pulls as runtimes, registries and clouds log them, by Sigma's log source."""

from __future__ import annotations

from collections.abc import Iterator

from tests.benign.draws import Draws
from tests.benign.listed import Listed
from tests.benign.pulls import Pull, pulls
from tests.emitters.sigma.pull_events import (
    PULLING,
    Event,
    artifactory,
    azure,
    distribution,
    docker,
    downloaded,
    ecr,
    ecr_layer,
    google,
    harbor,
    logged,
    pulled,
    web,
)


def registry_events(listed: Listed) -> dict[str, list[Event]]:
    """Every pull in the log of every product."""
    draws = Draws("registry events")
    found: dict[str, list[Event]] = {}
    for pull in pulls(listed):
        for source, event in _logged(pull, draws):
            found.setdefault(source, []).append(event)
    return found


def _logged(pull: Pull, draws: Draws) -> Iterator[tuple[str, Event]]:
    at = f"{pull.at:%Y-%m-%dT%H:%M:%S}"
    exact, fraction = f"{at}Z", f"{at}.{draws.below(10**9):09}Z"
    # A pull through a cache of one's own: its path, alone or below the project of the cache.
    path = draws.one((pull.path, f"hub/{pull.path}"))
    tag = pull.tag or "latest"
    asked = pull.digest if pull.is_pinned else tag
    layer = f"sha256:{draws.hexadecimal(64)}"
    tagged = {} if pull.is_pinned else {"imageTag": tag}
    yield "aws/cloudtrail", {**ecr(path, imageDigest=pull.digest), "eventTime": exact}
    yield "aws/cloudtrail", {**ecr(path, **tagged), "eventTime": exact}
    yield "aws/cloudtrail", {**ecr_layer(layer), "eventTime": exact}
    kept = {} if pull.is_pinned else {"Tag": tag}
    yield (
        "azure/containerregistry",
        {**azure(path, pull.digest, **kept), "TimeGenerated": fraction[:-3] + "Z"},
    )
    yield "gcp/gcp.audit", {**google(f"{path}/manifests/{asked}"), "timestamp": fraction}
    blob = google(f"{path}/blobs/{layer}", "Docker-ServeBlob")
    yield "gcp/gcp.audit", {**blob, "timestamp": fraction}
    yield "harbor/audit", {**harbor(f"{path}:{asked}"), "op_time": f"{at}.123Z"}
    yield (
        "artifactory/request",
        {**artifactory(f"{path}/manifests/{asked}"), "timestamp": f"{at}.500Z"},
    )
    yield "artifactory/request", {**artifactory(f"{path}/blobs/{layer}"), "timestamp": f"{at}.900Z"}
    yield "artifactory/access", downloaded(f"hub-cache:{path}/{asked}/list.manifest.json")
    yield "distribution/registry", {**distribution(path, reference=asked), "time": fraction}
    yield "distribution/registry", {**distribution(path, digest=layer), "time": fraction}
    yield "webserver", web(f"/v2/{path}/manifests/{asked}", draws.one(("GET", "HEAD", "PUT")))
    yield "webserver", web(draws.one(("/", "/healthz", f"/v2/{path}/blobs/{layer}", "/v2/")))
    yield "docker/events", _second(docker("image", "pull", pull.short, name=pull.path), pull)
    yield "docker/events", _second(docker("container", "start", "0" * 64, image=pull.short), pull)
    yield "docker/daemon", {**logged(f"{PULLING}{pull.short}"), "time": fraction}
    yield "linux/containerd", {**logged(f'PullImage "{pull.reference}"'), "time": fraction}
    of_image = pulled(pull.reference, layer, pull.digest)
    yield "linux/containerd", {**of_image, "time": fraction}


def _second(event: Event, pull: Pull) -> Event:
    return {**event, "time": int(pull.at.timestamp())}
