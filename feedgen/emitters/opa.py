"""Open Policy Agent: a rule that denies listed images, and its data.

The rule never changes with the feed; the data is a JSON document beside it. The same files serve
OPA as an admission controller, conftest over manifests, and a pipeline that asks about a list of
images.
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from feedgen.emitters.image_denial import OTHERWISE, as_written, denied_images, head
from feedgen.emitters.rendering import render
from feedgen.model.artifact import Artifact, Emission, Emitter
from feedgen.model.feed import BLOCKING, Feed

DATA = "policies/opa/data.json"
RULE = "policies/opa/image_denylist.rego"


def emit(feed: Feed) -> Iterator[Emission]:
    """The data, then the rule, and what they leave out."""
    denied = denied_images(feed, DATA, weaker=as_written)
    yield from denied.omissions
    about = head(feed, DATA, len(denied.carries))
    document = {
        "feedgen": {
            "images": {
                "about": "Indicator ids by image digest, and by tag with its repository.",
                **{key: str(about[key]) for key in ("name", "version", "as_of", "tlp", "licence")},
                "url": str(about["url"]),
                "digests": {str(digest): id_ for digest, id_ in denied.digests.items()},
                "tags": {str(tag): id_ for tag, id_ in denied.tags.items()},
            }
        }
    }
    yield Artifact(
        path=DATA,
        media_type="application/json",
        chunks=[orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)],
        carries=denied.carries,
    )
    rule = render("opa.rego", **head(feed, RULE, len(denied.carries)))
    yield Artifact(path=RULE, media_type="text/plain", chunks=[rule.encode()])


EMITTER = Emitter(
    name="opa",
    title="Open Policy Agent rule and data",
    url="https://www.openpolicyagent.org/docs/policy-language",
    accepts=BLOCKING,
    emit=emit,
    requires=("jinja2",),
    files={"policies/opa/": "Open Policy Agent policy"},
    otherwise=OTHERWISE,
    bulk=True,
)
