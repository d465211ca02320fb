"""One malicious record for each corpus: whatever is silent about the rest has to find it."""

from __future__ import annotations

from datetime import timedelta

from tests.benign.listed import Listed
from tests.benign.pulls import Pull
from tests.emitters.sigma.kubernetes_events import pod
from tests.emitters.sigma.object_events import request, started, written
from tests.emitters.sigma.pull_events import (
    PULLING,
    Event,
    artifactory,
    azure,
    distribution,
    docker,
    downloaded,
    ecr,
    google,
    harbor,
    logged,
    web,
)

OVERWRITTEN = (
    "artifactory/request", "aws/cloudtrail", "azure/containerregistry", "distribution/registry",
    "docker/daemon", "docker/events", "gcp/gcp.audit", "harbor/audit", "linux/containerd",
)  # fmt: skip
"""Log sources whose hunts are bounded by the windows of overwritten tags."""


def pull_by_digest(listed: Listed) -> Pull:
    """A listed digest, by another name."""
    digest = min(listed.values["image_digest"])
    return Pull(_inside(listed).at, "registry.corp.example/copy", "", digest, True)


def pull_by_created_tag(listed: Listed) -> Pull:
    """A tag that only ever was malicious, at a time when nobody served it any more."""
    created = listed.values["image_tag"] - listed.restored("image_tag").keys()
    name = min(value for value in created if value.startswith("docker.io/"))
    repository, _, tag = name.rpartition(":")
    return Pull(
        _inside(listed).at + timedelta(days=90), repository, tag, f"sha256:{'7' * 64}", False
    )


def _inside(listed: Listed) -> Pull:
    """An overwritten tag in its last second."""
    restored = listed.restored("image_tag")
    name = min(value for value in restored if value.startswith("docker.io/"))
    repository, _, tag = name.rpartition(":")
    at = max(window.end for window in restored[name]) - timedelta(seconds=1)
    return Pull(at, repository, tag, f"sha256:{'7' * 64}", False)


pull_inside = _inside


def events(listed: Listed) -> dict[str, list[Event]]:
    """By Sigma's log source: for each at least one event that some alert rule has to find."""
    digest, created = pull_by_digest(listed).digest, pull_by_created_tag(listed)
    domain = min(name for name, match in listed.domains.items() if match == "subdomains")
    below = f"deep.below.{domain}"
    commit = min(listed.values["commit"])
    sha256, path = min(listed.values["sha256"]), _path(listed)
    login = min(listed.values["account"]).partition(":")[2]
    kind, namespace, name = min(listed.values["kubernetes"]).split("/")
    unit = _detected_unit(listed)
    header, _, content = min(listed.values["http_header"]).partition(": ")
    print_ = min(listed.values["certificate"]).removeprefix("sha256:")
    hashes = {"Image": "/x", "Hashes": f"SHA256={sha256.upper()}"}
    return {
        "artifactory/access": [downloaded(f"hub-cache:x/{digest}/list.manifest.json")],
        "artifactory/request": [artifactory(f"x/manifests/{digest}")],
        "aws/cloudtrail": [ecr("x", imageDigest=digest), ecr(created.path, imageTag=created.tag)],
        "azure/containerregistry": [azure("x", digest), azure(created.path, Tag=created.tag)],
        "distribution/registry": [distribution("x", reference=digest)],
        "dns": [{"query": domain}, {"query": below}, {"query": domain.upper()}],
        "dns_query/windows": [{"QueryName": below}],
        "docker/daemon": [logged(f"{PULLING}{created.short}")],
        "docker/events": [docker("image", "pull", f"x@{digest}")],
        "file_event/linux": [{"TargetFilename": path.replace("~", "/home/ada", 1)}],
        "file_event/macos": [{"TargetFilename": path.replace("~", "/Users/ada", 1)}],
        "file_event/windows": [
            {"TargetFilename": path.replace("~", "C:\\Users\\ada", 1).replace("/", "\\")}
        ],
        "firewall": [{"dst_ip": min(x for x in listed.values["ip"] if "/" not in x)}],
        "gcp/gcp.audit": [google(f"x/manifests/{digest}")],
        "github/audit": [{"action": "git.clone", "actor": login, "repo": "acme/app"}],
        "harbor/audit": [harbor(f"x:{digest}")],
        "image_load/windows": [hashes],
        "kubernetes/audit": [
            pod(f"x@{digest}"), pod(created.short),
            written(f"{kind.lower()}s", name, namespace=namespace),
        ],
        "linux/auditd": [started(unit.removesuffix(".service"))],
        "linux/containerd": [logged(f'PullImage "x@{digest}"')],
        "network_connection/linux": [{"DestinationHostname": below}],
        "network_connection/windows": [{"DestinationHostname": domain}],
        "process_creation/linux": [
            hashes, {"Image": "/usr/bin/docker", "CommandLine": f"docker pull {created.short}"}
        ],
        "process_creation/macos": [
            {"Image": "/usr/bin/docker", "CommandLine": f"docker pull {created.short}"}
        ],
        "process_creation/windows": [hashes],
        "proxy": [
            {"cs-host": below, "c-uri": "/"},
            {"cs-host": "codeload.github.com", "c-uri": f"/a/b/tar.gz/{commit}"},
        ],
        "suricata/http": [request(header, content)],
        "webserver": [web(f"/v2/x/manifests/{digest}")],
        "zeek/ssl": [{"cert_chain_fps": f"{'0' * 64},{print_}"}],
        "zeek/x509": [{"fingerprint": print_}],
    }  # fmt: skip


def hunted(listed: Listed) -> dict[str, Event]:
    """By log source: the pull of an overwritten tag in its window, which only the hunts find."""
    pull = _inside(listed)
    path, tag = pull.path, pull.tag
    at = f"{pull.at:%Y-%m-%dT%H:%M:%S}Z"
    return {
        "artifactory/request": {**artifactory(f"{path}/manifests/{tag}"), "timestamp": at},
        "aws/cloudtrail": {**ecr(path, imageTag=tag), "eventTime": at},
        "azure/containerregistry": {**azure(path, Tag=tag), "TimeGenerated": at},
        "distribution/registry": {**distribution(path, reference=tag), "time": at},
        "docker/daemon": {**logged(f"{PULLING}{pull.short}"), "time": at},
        "docker/events": {
            **docker("image", "pull", pull.short), "time": int(pull.at.timestamp())
        },
        "gcp/gcp.audit": {**google(f"{path}/manifests/{tag}"), "timestamp": at},
        "harbor/audit": {**harbor(f"{path}:{tag}"), "op_time": at},
        "linux/containerd": {**logged(f'PullImage "{pull.reference}"'), "time": at},
    }  # fmt: skip


def _path(listed: Listed) -> str:
    """A file below a home directory, which is looked for on every system."""
    return max(value for value in listed.values["path"] if value.startswith("~/"))


def _detected_unit(listed: Listed) -> str:
    # Units that are only hunted for are not what an alert rule finds.
    units = listed.values["systemd_unit"]
    return min(units, key=lambda unit: (unit not in {"alphamon.service", "pgmon.service"}, unit))
