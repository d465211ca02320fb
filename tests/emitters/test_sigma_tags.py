"""Tags that are bad at some times only: hunts with windows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from feedgen.emitters.sigma import EMITTER
from feedgen.model.artifact import OmissionKind
from feedgen.model.feed import Feed
from feedgen.model.incident import Exposure, Grade, Window
from feedgen.model.indicator import Action, TagDetail, TagStanding
from feedgen.model.observables import ImageTag
from tests.conftest import compile_corpus, emit
from tests.model.made_feeds import INCIDENT, indicator, listed, made, mention

BETA = "beta-worm-2026-04"


@pytest.fixture(scope="module")
def feed(corpus: Callable[[str], Path]) -> Feed:
    return compile_corpus(corpus("small"), "sigma")


@pytest.fixture(scope="module")
def rules(feed: Feed) -> dict[str, dict[str, Any]]:
    return rules_of(feed)


def rules_of(feed: Feed) -> dict[str, dict[str, Any]]:
    files, _ = emit(EMITTER, feed)
    return {path: yaml.safe_load(content) for path, content in files.items()}


def value_of(feed: Feed, id_: str) -> str:
    return next(indicator.value for indicator in feed.indicators if indicator.id == id_)


def skipped(feed: Feed) -> dict[str, str]:
    _, omissions = emit(EMITTER, feed)
    return {o.indicator.value: o.reason for o in omissions if o.kind is OmissionKind.SKIPPED}


def test_created_tags_alert_and_overwritten_tags_are_bounded_hunts(
    feed: Feed, rules: dict[str, dict[str, Any]]
) -> None:
    alert = rules["sigma/rules/kubernetes_audit_alpha_registry_2026_04_image.yml"]
    hunt = rules["sigma/hunt/kubernetes_audit_alpha_registry_2026_04_image_hub.yml"]
    assert "alpha/scanner:v1.1" in str(alert["detection"])
    assert "v1.0" not in str(alert["detection"])
    assert "latest" not in str(alert["detection"])
    names = {value_of(feed, id_) for id_ in hunt["feedgen"]["indicators"]}
    assert names == {
        f"{repository}:{tag}"
        for repository in ("docker.io/alpha/scanner", "mirror.example/alpha/scanner")
        for tag in ("latest", "v1.0")
    }
    assert hunt["feedgen"]["windows"] == [
        {"from": "2026-04-22T12:31:00Z", "until": "2026-04-29T15:42:00Z"}
    ]
    assert hunt["feedgen"]["time_field"] == "requestReceivedTimestamp"
    assert "2026-04-22T12:31:00Z to 2026-04-29T15:42:00Z (UTC)" in hunt["description"]
    assert "windows" not in alert["feedgen"]


def exposure(key: str, start: int, end: int | None) -> Exposure:
    window = Window(
        start=datetime(2026, 4, start, tzinfo=UTC), grade=Grade.CONFIRMED,
        end=None if end is None else datetime(2026, 4, end, tzinfo=UTC),
    )  # fmt: skip
    return Exposure(incident_id=INCIDENT, key=key, component="x", windows=(window,))


OVERWRITTEN = TagDetail(standing=TagStanding.OVERWRITTEN)
CREATED = TagDetail(standing=TagStanding.CREATED)
TAG = ImageTag("docker.io/alpha/tool:v2")


def test_an_overwritten_tag_without_a_window_is_skipped(feed: Feed) -> None:
    hunt = mention(TAG, detail=OVERWRITTEN, action=Action.HUNT)
    bare = made(feed, [indicator(feed, hunt)], EMITTER)
    assert rules_of(bare) == {}
    reason = "an overwritten tag says nothing without a window of exposure"
    assert skipped(bare) == {TAG.value: reason}


def test_tags_of_different_exposures_are_different_hunts(feed: Feed) -> None:
    other = ImageTag("docker.io/alpha/tool:v3")
    hunts = [
        indicator(feed, mention(
            tag, detail=OVERWRITTEN, action=Action.HUNT, exposures=(exposure(key, start, end),)
        ))
        for tag, key, start, end in ((TAG, "hub", 1, 2), (other, "late-push", 5, None))
    ]  # fmt: skip
    rules = rules_of(made(feed, hunts, EMITTER))
    stem = "sigma/hunt/kubernetes_audit_alpha_registry_2026_04_image"
    hub, late = rules[f"{stem}_hub.yml"], rules[f"{stem}_late_push.yml"]
    assert hub["feedgen"]["windows"] == [
        {"from": "2026-04-01T00:00:00Z", "until": "2026-04-02T00:00:00Z"}
    ]
    assert late["feedgen"]["windows"] == [{"from": "2026-04-05T00:00:00Z"}]
    assert "v3" not in str(hub["detection"])
    assert hub["id"] != late["id"]
    assert hub["title"] != late["title"]


def test_a_created_tag_is_bounded_once_it_was_reissued(feed: Feed) -> None:
    until = datetime(2026, 5, 9, tzinfo=UTC)
    hunt = mention(TAG, detail=replace(CREATED, reissued=until), action=Action.HUNT)
    reissued = made(feed, [indicator(feed, hunt)], EMITTER)
    files, _ = emit(EMITTER, reissued)
    stem = "kubernetes_audit_alpha_registry_2026_04_image_until_20260509t000000z"
    rule = yaml.safe_load(files[f"sigma/hunt/{stem}.yml"])
    assert rule["feedgen"]["windows"] == [{"until": "2026-05-09T00:00:00Z"}]
    assert not [path for path in files if path.startswith("sigma/rules/")]


def test_incidents_that_disagree_about_a_tag_make_a_hunt(feed: Feed) -> None:
    both = indicator(
        feed,
        mention(TAG, detail=CREATED),
        mention(TAG, detail=OVERWRITTEN, incident_id=BETA, action=Action.HUNT,
                exposures=(exposure("hub", 1, 2),)),
    )  # fmt: skip
    paths = rules_of(made(feed, [both], EMITTER)).keys()
    assert "sigma/hunt/kubernetes_audit_beta_worm_2026_04_image_hub.yml" in paths
    assert not [path for path in paths if path.startswith("sigma/rules/")]


def test_latest_may_be_left_out_and_library_too(feed: Feed) -> None:
    tag = ImageTag("docker.io/library/tool:latest")
    alert = rules_of(listed(feed, tag, emitter=EMITTER, detail=CREATED))
    path = "sigma/rules/kubernetes_audit_alpha_registry_2026_04_image.yml"
    written = alert[path]["detection"]["selection_image"][0]["requestObject.spec.containers.image"]
    assert {"tool", "tool:latest", "library/tool", "docker.io/tool:latest"} <= set(written)
    command = alert["sigma/rules/proc_creation_lnx_alpha_registry_2026_04_image.yml"]
    assert " tool:latest" in str(command["detection"])
