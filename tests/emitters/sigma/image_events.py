"""Pulls of one listed image, by digest or tag, as every log that shows pulls writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.emitters.sigma.kubernetes_events import pod, status
from tests.emitters.sigma.pull_events import (
    OTHER,
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
    proxy,
    pulled,
    web,
)

Indicator = Mapping[str, Any]
Found = Iterator[tuple[Event, bool]]
"""Events, and whether they have to be found."""
_MADE_BY_DIGEST: Mapping[str, Callable[[str], Event]] = {
    "artifactory_": lambda d: artifactory(f"x/manifests/{d}"),
    "artifactory_access_": lambda d: downloaded(f"hub-cache:x/{d}/list.manifest.json"),
    "aws_": lambda d: ecr("copies/x", imageDigest=d),
    "azure_": lambda d: azure("copies/x", d),
    "containerd_": lambda d: pulled("x/y:v1", OTHER, d),
    "distribution_": lambda d: distribution("copies/x", reference=d),
    "docker_daemon_": lambda d: logged(f"{PULLING}x/y@{d}"),
    "docker_events_": lambda d: docker("image", "pull", f"x@{d}", name="x"),
    "gcp_audit_": lambda d: google(f"copies/x/manifests/{d}"),
    "harbor_": lambda d: harbor(f"copies/x:{d}"),
    "kubernetes_audit_": lambda d: pod(f"registry.corp.example/x@{d}"),
    "proxy_": lambda d: proxy("mirror.example", f"/v2/copies/x/manifests/{d}"),
    "web_": lambda d: web(f"/v2/copies/x/manifests/{d}"),
}
_MADE_BY_BLOB: Mapping[str, Callable[[str], Event]] = {
    "artifactory_": lambda d: artifactory(f"x/blobs/{d}"),
    "artifactory_access_": lambda d: downloaded(f"hub-cache:x/latest/{d.replace(':', '__')}"),
    "aws_": ecr_layer,
    "containerd_": lambda d: pulled("x/y:v1", d, OTHER),
    "distribution_": lambda d: distribution("copies/x", digest=d),
    "docker_events_": lambda d: docker("container", "start", "0" * 64, image=d),
    "gcp_audit_": lambda d: google(f"x/blobs/{d}", "Docker-ServeBlob"),
    "kubernetes_audit_": status,
    "proxy_": lambda d: proxy("cdn.example", f"/v2/x/blobs/{d}"),
    "web_": lambda d: web(f"/v2/x/blobs/{d}"),
}
_MADE_BY_TAG: Mapping[str, Callable[[str, str, str], Event]] = {
    "artifactory_": lambda _, path, tag: artifactory(f"{path}/manifests/{tag}"),
    "artifactory_access_": lambda _, path, tag: downloaded(f"hub:{path}/{tag}/manifest.json"),
    "aws_": lambda _, path, tag: ecr(f"cache/{path}", imageTag=tag),
    "azure_": lambda _, path, tag: azure(path, Tag=tag),
    "containerd_": lambda host, path, tag: logged(f'PullImage "{host}/{path}:{tag}"'),
    "distribution_": lambda _, path, tag: distribution(path, reference=tag),
    "docker_daemon_": lambda host, path, tag: logged(f"{PULLING}{host}/{path}:{tag}"),
    "docker_events_": lambda host, path, tag: docker("image", "pull", f"{host}/{path}:{tag}"),
    "gcp_audit_": lambda _, path, tag: google(f"{path}/manifests/{tag}"),
    "harbor_": lambda _, path, tag: harbor(f"hub/{path}:{tag}"),
    "kubernetes_audit_": lambda host, path, tag: pod(f"{host}/{path}:{tag}"),
    "proxy_": lambda host, path, tag: proxy(host, f"/v2/{path}/manifests/{tag}"),
    "web_": lambda _, path, tag: web(f"/v2/hub/{path}/manifests/{tag}"),
}


def _command(stem: str) -> Callable[[str], Event]:
    image = "C:\\docker.exe" if "_win_" in stem else "/usr/bin/docker"
    return lambda reference: {"Image": image, "CommandLine": f"docker pull {reference}"}


def _by(source: str) -> Callable[[str, Indicator], Found]:
    def write(stem: str, indicator: Indicator) -> Found:
        value = indicator["value"]
        if indicator["type"] == "image_digest":
            yield from _digests(source, stem, indicator)
            return
        repository, _, tag = value.rpartition(":")
        host, _, path = repository.partition("/")
        make = _MADE_BY_TAG.get(source) or _tag_commands(stem)
        for found_path, found_tag, is_bad in (
            (path, tag, True), (path, f"{tag}0", False), (f"x{path}", tag, False),
            (path, f"x{tag}", False), (path, "v0.0.1-clean", False),
        ):  # fmt: skip
            yield make(host, found_path, found_tag), is_bad

    return write


def _digests(source: str, stem: str, indicator: Indicator) -> Found:
    value = indicator["value"]
    kinds = {m["image"]["kind"] for m in indicator["mentions"]}
    other = value[:-1] + ("0" if value[-1] == "1" else "1")
    make = _MADE_BY_DIGEST.get(source) or _digest_commands(stem)
    if stem.endswith("_resolved"):
        make = _resolved
    if kinds & {"config", "layer"}:
        # No manifest: fetched as a blob, where the log has these.
        make = _MADE_BY_BLOB[source]
    yield make(value), True
    yield make(other), False


def _resolved(digest: str) -> Event:
    return status(f"docker-pullable://copies/x@{digest}")


def _digest_commands(stem: str) -> Callable[[str], Event]:
    return lambda digest: _command(stem)(f"registry.corp.example/x@{digest}")


def _tag_commands(stem: str) -> Callable[[str, str, str], Event]:
    return lambda host, path, tag: _command(stem)(f"{host}/{path}:{tag}")


_SYSTEMS = tuple(f"proc_creation_{system}_" for system in ("lnx", "macos", "win"))
IMAGES: Mapping[str, Callable[[str, Indicator], Found]] = {
    source: _by(source) for source in (*_MADE_BY_DIGEST, *_SYSTEMS)
}
"""By log source."""
