"""Container images in the logs of what runs them: Docker and containerd.

What the programs write, each in its own source at a fixed commit:

- `docker events` (and the API's `/events`): `Actor.ID` of a `pull` is the reference in Docker's
  familiar form, without `docker.io/` and `library/`; containers carry theirs, as it was written, in
  `Actor.Attributes.image`. Schema: https://docs.docker.com/reference/api/engine/version/v1.51/
- dockerd: `Pulling ref from V2 registry: <reference>`, at level debug and with the classic image
  store only. It logs no pull at a higher level.
- containerd's CRI plugin: `PullImage "<reference>"` and `Pulled image "…" with image id "<config
  digest>", repo tag "…", repo digest "<repository>@<digest>"`, at level info. As `msg` is read raw
  or unescaped, a quote stands behind a reference with or without a backslash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from feedgen.emitters.sigma.detection import Clause, Comparison, Term
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.emitters.sigma.family import SUPPLY_TACTICS, Family, LogHolds, LogSource
from feedgen.emitters.sigma.images import spellings
from feedgen.emitters.sigma.time_bounds import TimeField
from feedgen.model.image_references import image_kind
from feedgen.model.indicator import ImageKind, Indicator
from feedgen.model.observables import ImageTag

_IMAGE_PULL = (
    "https://github.com/containerd/containerd/blob/28e7ad24c633ce1a17c9a274162c594f5d634a67/"
    "internal/cri/server/images/image_pull.go"
)
_SERVED = "Pulls that were served the legitimate image, from a cache or a mirror"


def _term(field: str, *values: str) -> Term:
    return Term(field, Comparison.EQUALS, tuple(Pattern.literal(value) for value in values))


_PULLED = (_term("Action", "pull"), _term("Type", "image"))
_STARTED = (_term("Action", "create", "start"), _term("Type", "container"))
_PULLING = "Pulling ref from V2 registry: "


def _in_events(indicator: Indicator) -> Iterator[Clause]:
    if image_kind(indicator) is ImageKind.CONFIG:
        # A container may be made from an image ID instead of a name; a pull never has one.
        yield Clause(
            selection="image", field="Actor.Attributes.image",
            value=Pattern.literal(indicator.value), also=_STARTED,
        )  # fmt: skip
    for field, also in (("Actor.Attributes.image", _STARTED), ("Actor.ID", _PULLED)):
        for text, comparison in _references(indicator):
            yield Clause(
                selection="image", field=field, value=Pattern.literal(text), comparison=comparison,
                also=also,
            )  # fmt: skip


def _references(indicator: Indicator) -> Iterator[tuple[str, Comparison]]:
    if isinstance(indicator.observable, ImageTag):
        for spelling in spellings(indicator.observable, hosts=()):
            yield spelling, Comparison.EQUALS
    elif image_kind(indicator).is_pullable:
        yield f"@{indicator.value}", Comparison.ENDSWITH


def _in_dockerd(indicator: Indicator) -> Iterator[Clause]:
    if isinstance(indicator.observable, ImageTag):
        for spelling in spellings(indicator.observable, hosts=()):
            yield _message(f"{_PULLING}{spelling}", Comparison.ENDSWITH)
    elif image_kind(indicator).is_pullable:
        yield _message(f"@{indicator.value}", Comparison.ENDSWITH, _PULLING)


def _in_containerd(indicator: Indicator) -> Iterator[Clause]:
    if isinstance(indicator.observable, ImageTag):
        for spelling in spellings(indicator.observable):
            for end in ('"', '\\"'):
                yield _message(f'"{spelling}{end}', Comparison.CONTAINS)
    elif image_kind(indicator).is_pullable:
        yield _message(f"@{indicator.value}", Comparison.CONTAINS)
    elif image_kind(indicator) is ImageKind.CONFIG:
        yield _message(f'"{indicator.value}', Comparison.CONTAINS)


def _message(text: str, comparison: Comparison, *before: str) -> Clause:
    return Clause(
        selection="image", field="msg", value=Pattern((*before, text)), comparison=comparison
    )


def _family(
    key: str,
    source: LogSource,
    clauses: Callable[[Indicator], Iterator[Clause]],
    words: tuple[str, str],
    *,
    log_holds: LogHolds,
    time: TimeField,
    documents: tuple[str, ...],
    scope: tuple[Term, ...] = (),
) -> Family:
    return Family(
        key=key, stem=f"{key}_{{}}_image", source=source, clauses=clauses, title=words[0],
        types=frozenset({"image_digest", "image_tag"}), detects=words[1], scope=scope,
        tactics=SUPPLY_TACTICS, log_holds=log_holds, time=time, documents=documents,
        hunt_falsepositive=_SERVED,
    )  # fmt: skip


FAMILIES = (
    _family(
        "containerd",
        LogSource(product="linux", service="containerd",
                  definition="Requirements: containerd's log at level info, in UTC, its key msg "
                  "as a field"),
        _in_containerd, ("Image Pulled by Containerd", "pulls by containerd of images"),
        log_holds=LogHolds.PULLED, time=TimeField(name="time", digits="auto", zone=""),
        documents=(_IMAGE_PULL,),
        scope=(Term("msg", Comparison.STARTSWITH,
                    (Pattern.literal("PullImage "), Pattern.literal("Pulled image "))),),
    ),
    _family(
        "docker_daemon",
        LogSource(product="docker", service="daemon",
                  definition="Requirements: dockerd with debug: true and the classic image "
                  "store, its log in UTC"),
        _in_dockerd, ("Image Pulled by Docker Daemon", "pulls by Docker of images"),
        log_holds=LogHolds.REFERENCE, time=TimeField(name="time", digits="auto", zone=""),
        documents=("https://docs.docker.com/engine/daemon/logs/",),
    ),
    _family(
        "docker_events",
        LogSource(product="docker", service="events",
                  definition="Requirements: docker events --format json, or /events of the API"),
        _in_events, ("Image Pulled or Run by Docker", "pulls and starts by Docker of images"),
        log_holds=LogHolds.REFERENCE, time=TimeField(name="time", epoch=True),
        documents=("https://docs.docker.com/reference/cli/docker/system/events/",),
    ),
)  # fmt: skip
"""In order of key."""
