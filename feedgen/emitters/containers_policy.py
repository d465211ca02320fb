"""`policy.json` of podman, skopeo, CRI-O and buildah: references that a client refuses to pull.

A fragment to merge into the machine's own policy, and beside it the page that says how and what
the policy does not see: the format refuses unknown keys, so it cannot say that itself
(containers-policy.json(5)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import orjson

from feedgen.emitters.rendering import Encoded, one_visible_line, render
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.declines import Declines
from feedgen.model.feed import BLOCKING, Feed
from feedgen.model.image_references import image_references
from feedgen.model.instants import format_instant
from feedgen.model.observables import Family

FRAGMENT = "policies/containers-policy.json"
PAGE = "policies/containers-policy.md"

_TYPES = ("image_digest", "image_tag")
_BY_NAME_ONLY = (
    "the policy compares references, not content: the digest passes when a tag or another"
    " repository brings it"
)
_SCOPE = re.compile(
    r"(?=localhost|[^/]*[.:])[a-z0-9.-]+(?::[0-9]{1,5})?(?:/[a-z0-9._-]+)+"
    r"(?:@sha256:[0-9a-f]{64}|@sha512:[0-9a-f]{128}|:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})"
)
_REJECT = [{"type": "reject"}]


def emit(feed: Feed) -> Iterator[Emission]:
    """The fragment, its page, and what neither can refuse."""
    scopes: set[Encoded] = set()
    carried: list[str] = []
    for indicator in feed.select(*_TYPES, actions=BLOCKING):
        try:
            # All of them first: an indicator is carried whole or not at all.
            scopes.update([_scope(reference) for reference in image_references(indicator)])
        except UnencodableError as error:
            yield Omission(indicator=indicator, kind=OmissionKind.SKIPPED, reason=error.reason)
            continue
        carried.append(indicator.id)
        if indicator.type == "image_digest":
            yield Omission(
                indicator=indicator,
                kind=OmissionKind.PARTIAL,
                reason=_BY_NAME_ONLY,
                artifact=FRAGMENT,
            )
    policy = {"transports": {"docker": {str(scope): _REJECT for scope in sorted(scopes)}}}
    yield Artifact(
        path=FRAGMENT,
        media_type="application/json",
        chunks=[orjson.dumps(policy, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)],
        carries=carried,
    )
    yield Artifact(
        path=PAGE, media_type="text/markdown", chunks=[_page(feed, len(scopes)).encode()]
    )


def _scope(reference: str) -> Encoded:
    """A scope of the docker transport that names one image, in the fully expanded form.

    A scope that is not well formed matches nothing, and no program complains about it.

    Raises:
        UnencodableError: for anything but registry, path, and a digest or tag.
    """
    if not _SCOPE.fullmatch(reference):
        raise UnencodableError("the name is no image reference with its registry")
    return Encoded(reference)


def _page(feed: Feed, count: int) -> str:
    return render(
        "containers_policy.md",
        name=_prose(feed.profile.name),
        version=_prose(feed.release.version),
        as_of=Encoded(format_instant(feed.as_of)),
        tlp=Encoded(feed.profile.tlp_limit.label),
        licence=_prose(feed.profile.licence),
        url=_prose(f"{feed.profile.base_url}/v1/latest/{FRAGMENT}"),
        count=count,
    )


def _prose(text: str) -> Encoded:
    """Text for a line of Markdown: what has a meaning there is escaped."""
    return Encoded(re.sub(r"([\\`*_\[\]<>#|&!~])", r"\\\1", one_visible_line(text)))


EMITTER = Emitter(
    name="containers_policy",
    title="Pull policy for podman, skopeo and CRI-O",
    url="https://github.com/containers/image/blob/main/docs/containers-policy.json.5.md",
    accepts=BLOCKING,
    emit=emit,
    requires=("jinja2",),
    files={"policies/containers-policy.json": "Pull policy for podman and CRI-O"},
    declines=Declines(
        dict.fromkeys(Family, "the policy of a container client knows image references only"),
        holds=_TYPES,
    ),
)
