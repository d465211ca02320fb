"""Image pulls as registries, runtimes and proxies log them, for the rules of the small corpus.

Each builder gives the product's own record, nested as the product writes it, flattened the way
Elastic Agent, Fluent Bit's `nest lift` and Splunk's `spath` do it: names joined with dots, without
marks for arrays. logfmt lines (containerd, dockerd, Distribution, Harbor) are their keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Event = Mapping[str, str | int]
Cases = dict[str, tuple[Sequence[Event], Sequence[Event]]]
INDEX, MANIFEST, CONFIG, LAYER, SIGNATURE = (f"sha256:{digit * 64}" for digit in "12345")
OTHER = f"sha256:{'9' * 64}"


def flattened(record: Mapping[str, Any], prefix: str = "") -> dict[str, str | int]:
    flat: dict[str, str | int] = {}
    for key, value in record.items():
        if isinstance(value, list):
            (value,) = value  # noqa: PLW2901 - one element: several are several values of one field
        if isinstance(value, dict):
            flat |= flattened(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def cloudtrail(event: str, parameters: Mapping[str, Any], **more: str) -> Event:
    return flattened({
        "eventVersion": "1.04", "eventTime": "2026-04-23T00:00:00Z",
        "eventSource": "ecr.amazonaws.com", "eventName": event, "awsRegion": "us-east-2",
        "requestParameters": {"registryId": "123456789012", **parameters}, **more,
    })  # fmt: skip


def ecr(repository: str, **image: str) -> Event:
    parameters = {"repositoryName": repository, "imageIds": [image]}
    return cloudtrail("BatchGetImage", parameters)


def ecr_layer(digest: str, event: str = "GetDownloadUrlForLayer") -> Event:
    return cloudtrail(event, {"repositoryName": "alpha/scanner", "layerDigest": digest})


def azure(repository: str, digest: str = OTHER, operation: str = "Pull", **tag: str) -> Event:
    return {
        "TimeGenerated": "2026-04-23T00:00:00.5Z", "OperationName": operation, "Digest": digest,
        "Category": "ContainerRegistryRepositoryEvents", "Repository": repository, **tag,
        "MediaType": "application/vnd.oci.image.index.v1+json", "LoginServer": "x.azurecr.io",
    }  # fmt: skip


def google(path: str, method: str = "Docker-GetManifest") -> Event:
    return flattened({
        "protoPayload": {
            "serviceName": "artifactregistry.googleapis.com", "methodName": method,
            "resourceName": "projects/p/locations/l/repositories/hub/dockerImages/alpha%2Fscanner",
            "request": {"requestMethod": "GET", "requestUrl": f"/v2/p/hub/{path}"},
        },
        "timestamp": "2026-04-23T00:00:00.079183701Z",
    })  # fmt: skip


def harbor(resource: str, operation: str = "pull") -> Event:
    return {
        "id": 7, "operation": operation, "resource": resource, "resource_type": "artifact",
        "username": "robot$ci", "op_time": "2026-04-23T00:00:00.123Z",
    }  # fmt: skip


def harbor_syslog(text: str) -> Event:
    return {"level": "info", "msg": text, "operator": "robot$ci", "resourceType": "artifact"}


def artifactory(path: str, method: str = "GET") -> Event:
    return {
        "timestamp": "2026-04-23T00:00:00.500Z", "trace_id": "4b1b8a0b04e31b80",
        "request_method": method, "request_url": f"/api/docker/hub/v2/{path}",
        "return_status": "200",
    }  # fmt: skip


def downloaded(path: str, response: str = "ACCEPTED DOWNLOAD") -> Event:
    return {"action_response": response, "repo_path": path, "username": "ci", "ip": "10.0.0.9"}


def distribution(name: str, method: str = "GET", **variables: str) -> Event:
    return flattened({
        "time": "2026-04-23T00:00:00.920319786Z", "msg": "response completed",
        "http": {"request": {"method": method}}, "vars": {"name": name, **variables},
    })  # fmt: skip


def web(path: str, method: str = "GET") -> Event:
    return {"cs-method": method, "cs-uri-stem": path, "sc-status": "200"}


def proxy(host: str, uri: str) -> Event:
    return {"cs-host": host, "c-uri": uri, "c-useragent": "containerd/2.1.4"}


def docker(kind: str, action: str, id_: str, **attributes: str) -> Event:
    return flattened({
        "status": action, "Type": kind, "Action": action, "scope": "local", "time": 1776902400,
        "Actor": {"ID": id_, "Attributes": attributes},
    })  # fmt: skip


def logged(message: str) -> Event:
    return {"time": "2026-04-23T00:00:00.511665570Z", "level": "info", "msg": message}


def pulled(name: str, image_id: str, digest: str) -> Event:
    return logged(
        f'Pulled image "{name}" with image id "{image_id}", repo tag "{name}", '
        f'repo digest "docker.io/alpha/scanner@{digest}", size "73" in 2.1s'
    )


_SAID = "action:pull, resource:"
PULLING = "Pulling ref from V2 registry: "
PULLS: Cases = {
    "aws_cloudtrail_ecr_alpha_registry_2026_04_image_tag": (
        [ecr("alpha/scanner", imageTag="v1.1"), ecr("docker-hub/alpha/scanner", imageTag="v1.1")],
        [
            ecr("alpha/scanner", imageTag="v1.10"), ecr("alpha/scanner", imageTag="v1.0"),
            ecr("notalpha/scanner", imageTag="v1.1"), ecr("alpha/scanner", imageDigest=OTHER),
            {**ecr("alpha/scanner", imageTag="v1.1"), "eventName": "PutImage"},
            cloudtrail("BatchGetImage", {}),
        ],
    ),
    "aws_cloudtrail_ecr_alpha_registry_2026_04_image_layer": (
        [ecr_layer(LAYER), ecr_layer(CONFIG)],
        [ecr_layer(OTHER), ecr_layer(INDEX), ecr_layer(LAYER, "BatchCheckLayerAvailability"),
         cloudtrail("GetDownloadUrlForLayer", {})],
    ),
    "azure_acr_alpha_registry_2026_04_image": (
        [azure("mirror/x", INDEX), azure("x", MANIFEST, Tag="v9"), azure("x", SIGNATURE),
         azure("alpha/scanner", Tag="v1.1"), azure("cache/alpha/scanner", Tag="v1.1")],
        [azure("alpha/scanner", Tag="v1.0"), azure("xalpha/scanner", Tag="v1.1"),
         azure("alpha/scanner", INDEX, "Push", Tag="v1.1"), {"OperationName": "Pull"}],
    ),
    "gcp_audit_alpha_registry_2026_04_image": (
        [
            google("alpha/scanner/manifests/v1.1", "Docker-HeadManifest"),
            google(f"alpha/scanner/manifests/{INDEX}"), google(f"renamed/manifests/{MANIFEST}"),
            google(f"alpha/scanner/blobs/{LAYER}", "Docker-ServeBlob"),
        ],
        [
            google("alpha/scanner/manifests/v1.10"), google("alpha/scanner/manifests/v1.0"),
            google("xalpha/scanner/manifests/v1.1"), google(f"alpha/scanner/manifests/{OTHER}"),
            google(f"alpha/scanner/manifests/{INDEX}", "Docker-PutManifest"),
            {"protoPayload.methodName": "Docker-GetManifest"},
        ],
    ),
    "harbor_alpha_registry_2026_04_image": (
        [
            harbor("alpha/scanner:v1.1"), harbor("hub-proxy/alpha/scanner:v1.1"),
            harbor(f"copies/x:{INDEX}"), harbor_syslog(f"{_SAID}hub/alpha/scanner:{MANIFEST}"),
            harbor_syslog(f"{_SAID}alpha/scanner:v1.1, operation_description:pull artifact: x"),
            harbor_syslog(f"{_SAID}hub/alpha/scanner:v1.1"),
        ],
        [
            harbor("alpha/scanner:v1.10"), harbor("alpha/scanner:v1.0"),
            harbor("xalpha/scanner:v1.1"), harbor("alpha/scanner:v1.1", "create"),
            harbor(f"alpha/scanner:{OTHER}"), {"operation": "pull", "resource_type": "artifact"},
            harbor_syslog(f"{_SAID}hub/alpha/scanner:v1.10, operation_description:x"),
            harbor_syslog(f"action:delete, resource:alpha/scanner:{INDEX}"),
        ],
    ),
    "artifactory_alpha_registry_2026_04_image": (
        [
            artifactory("alpha/scanner/manifests/v1.1", "HEAD"),
            artifactory("alpha/scanner/manifests/v1.1?ns=docker.io"),
            artifactory(f"alpha/scanner/manifests/{INDEX}"), artifactory(f"x/blobs/{CONFIG}"),
        ],
        [
            artifactory("alpha/scanner/manifests/v1.1", "PUT"),
            artifactory("alpha/scanner/manifests/v1.10"), artifactory(f"x/blobs/{OTHER}"),
            artifactory("xalpha/scanner/manifests/v1.1"), {"request_method": "GET"},
        ],
    ),
    "artifactory_access_alpha_registry_2026_04_image": (
        [
            downloaded("hub-cache:alpha/scanner/v1.1/list.manifest.json"),
            downloaded(f"hub-cache:x/{INDEX}/list.manifest.json"),
            downloaded(f"hub-cache:x/latest/{LAYER.replace(':', '__')}"),
        ],
        [
            downloaded("hub-cache:alpha/scanner/v1.10/manifest.json"),
            downloaded("hub-cache:xalpha/scanner/v1.1/manifest.json"),
            downloaded(f"hub-cache:x/{OTHER}/manifest.json"), {"username": "ci"},
            downloaded("hub-cache:alpha/scanner/v1.1/manifest.json", "DENIED DOWNLOAD"),
        ],
    ),
    "distribution_alpha_registry_2026_04_image": (
        [
            distribution("alpha/scanner", reference="v1.1"), distribution("x", reference=MANIFEST),
            distribution("hub/alpha/scanner", "HEAD", reference="v1.1"),
            distribution("x", digest=LAYER),
        ],
        [
            distribution("alpha/scanner", reference="v1.0"), distribution("x", digest=OTHER),
            distribution("xalpha/scanner", reference="v1.1"), distribution("alpha/scanner"),
            distribution("alpha/scanner", "PUT", reference="v1.1"),
        ],
    ),
    "web_alpha_registry_2026_04_image": (
        [web("/v2/alpha/scanner/manifests/v1.1", "HEAD"), web(f"/v2/hub/x/manifests/{INDEX}"),
         web(f"/v2/x/blobs/{LAYER}")],
        [web("/v2/alpha/scanner/manifests/v1.0"), web("/v2/xalpha/scanner/manifests/v1.1"),
         web(f"/v2/x/blobs/{LAYER}", "PUT"), web(f"/v2/x/manifests/{OTHER}"), {"cs-method": "GET"}],
    ),
    "proxy_alpha_registry_2026_04_image": (
        [
            proxy("registry-1.docker.io", "/v2/alpha/scanner/manifests/v1.1"),
            proxy("mirror.example",
                  "https://mirror.example/v2/alpha/scanner/manifests/v1.1?ns=docker.io"),
            proxy("cdn.example", f"/v2/x/blobs/{CONFIG}"), proxy("x", f"/v2/x/manifests/{INDEX}"),
        ],
        [
            proxy("ghcr.io", "/v2/alpha/scanner/manifests/v1.1"),
            proxy("registry-1.docker.io", "/v2/alpha/scanner/manifests/v1.0"),
            proxy("registry-1.docker.io", f"/v2/x/manifests/{OTHER}"), {"cs-host": "docker.io"},
        ],
    ),
    "docker_events_alpha_registry_2026_04_image": (
        [
            docker("image", "pull", "alpha/scanner:v1.1", name="alpha/scanner"),
            docker("image", "pull", f"mirror.example/alpha/scanner@{INDEX}", name="x"),
            docker("container", "create", "0" * 64, image="docker.io/alpha/scanner:v1.1"),
            docker("container", "start", "0" * 64, image=f"x@{MANIFEST}"),
            docker("container", "start", "0" * 64, image=CONFIG),
        ],
        [
            docker("image", "pull", "alpha/scanner:v1.10"), docker("image", "pull", f"x@{OTHER}"),
            docker("image", "pull", "ghcr.io/alpha/scanner:v1.1"),
            docker("image", "delete", f"x@{INDEX}"), docker("image", "pull", "alpha/scanner:v1.0"),
            docker("container", "die", "0" * 64, image="alpha/scanner:v1.1"),
            {"Type": "image", "Action": "pull"},
        ],
    ),
    "docker_daemon_alpha_registry_2026_04_image": (
        [logged(f"{PULLING}alpha/scanner:v1.1"), logged(f"{PULLING}x/y@{INDEX}")],
        [logged(f"{PULLING}alpha/scanner:v1.10"), logged(f"{PULLING}xalpha/scanner:v1.1"),
         logged("Trying to pull alpha/scanner from https://registry-1.docker.io"), {"level": "x"}],
    ),
    "containerd_alpha_registry_2026_04_image": (
        [
            logged('PullImage "docker.io/alpha/scanner:v1.1"'),
            logged('PullImage \\"alpha/scanner:v1.1\\"'), pulled("x/y:v1", OTHER, INDEX),
            pulled("x/y:v1", CONFIG, OTHER), pulled("mirror.example/alpha/scanner:v1.1", "x", "y"),
        ],
        [
            logged('PullImage "docker.io/alpha/scanner:v1.10"'),
            logged('PullImage "docker.io/xalpha/scanner:v1.1"'),
            logged('RemoveImage "docker.io/alpha/scanner:v1.1"'),
            pulled("docker.io/alpha/scanner:v1.0", OTHER, OTHER), {"level": "info"},
        ],
    ),
}  # fmt: skip
"""For every alert rule on pulls: events it must find, and events it must not."""
