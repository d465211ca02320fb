"""Pulls of overwritten tags, in and out of the windows of the small corpus, as each log has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.emitters.sigma.pull_events import (
    PULLING,
    Event,
    artifactory,
    azure,
    distribution,
    docker,
    ecr,
    google,
    harbor,
    logged,
)


class Bounded(NamedTuple):
    stem: str
    field: str
    """Of time."""
    pulls: list[Event]
    """Of an overwritten tag."""
    others: list[Event]
    inside: list[Any]
    """Times in a window."""
    outside: list[Any]


def overwritten_pulls() -> Iterator[Bounded]:
    days = ("2026-04-22T12:31:00", "2026-04-29T15:41:59"), ("2026-04-22T12:30:59",
                                                             "2026-04-29T15:42:00")  # fmt: skip
    inside, outside = ([f"{day}{end}" for day in found for end in ("Z", ".000000001Z")]
                       for found in days)  # fmt: skip
    made: dict[str, tuple[str, Any]] = {
        "aws_cloudtrail_ecr_{}_image_tag": ("eventTime", lambda n, t: ecr(n, imageTag=t)),
        "azure_acr_{}_image": ("TimeGenerated", lambda n, t: azure(n, Tag=t)),
        "gcp_audit_{}_image": ("timestamp", lambda n, t: google(f"{n}/manifests/{t}")),
        "harbor_{}_image": ("op_time", lambda n, t: harbor(f"{n}:{t}")),
        "artifactory_{}_image": ("timestamp", lambda n, t: artifactory(f"{n}/manifests/{t}")),
        "distribution_{}_image": ("time", lambda n, t: distribution(n, reference=t)),
        "docker_daemon_{}_image": ("time", lambda n, t: logged(f"{PULLING}{n}:{t}")),
        "containerd_{}_image": ("time", lambda n, t: logged(f'PullImage "{n}:{t}"')),
    }
    for stem, (field, event) in made.items():
        yield Bounded(
            stem.format("alpha_registry_2026_04") + "_hub", field,
            [event("alpha/scanner", "v1.0"), event("alpha/scanner", "latest")],
            [event("alpha/scanner", "v1.1"), event("xalpha/scanner", "v1.0")], inside, outside,
        )  # fmt: skip
    yield Bounded(
        "docker_events_alpha_registry_2026_04_image_hub", "time",
        [docker("image", "pull", "alpha/scanner:v1.0")], [docker("image", "pull", "alpha/x:v1.0")],
        [1776861060, 1777477319], [1776861059, 1777477320],
    )  # fmt: skip
