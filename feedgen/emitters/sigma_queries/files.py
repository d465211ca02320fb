"""The files of one product: a query per rule under a head that says which rule, or a native form.

Sentinel's alerts are analytics rules, SecOps has rules instead of bare queries, and Splunk's
alerts stand in a savedsearches.conf besides. A hunt is never in a form that raises alerts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from feedgen.emitters.rendering import Encoded, allowed_prose
from feedgen.emitters.sigma.time_bounds import Span
from feedgen.emitters.sigma_queries import native
from feedgen.emitters.sigma_queries.queries import Query
from feedgen.emitters.sigma_queries.targets import Target
from feedgen.model.artifact import Artifact
from feedgen.model.feed import Feed
from feedgen.model.instants import format_instant


def artifacts(feed: Feed, target: Target, queries: Sequence[Query]) -> Iterator[Artifact]:
    """All files of a product, in order of path."""
    found = [_file(feed, target, query) for query in queries]
    if target.native == "savedsearches":
        alerts = [query for query in queries if query.rule.alert]
        found.append(
            Artifact(
                path=f"sigma/queries/{target.name}/savedsearches.conf", media_type="text/plain",
                chunks=(native.saved_searches(feed, alerts).encode(),),
                carries=sorted({id_ for query in alerts for id_ in query.rule.covers}),
            )
        )  # fmt: skip
    yield from sorted(found, key=lambda artifact: artifact.path)


def _file(feed: Feed, target: Target, query: Query) -> Artifact:
    rule = query.rule
    about = list(_about(feed, query))
    suffix, media_type = target.suffix, target.media_type
    if target.native == "analytics" and rule.alert:
        content = native.analytics_rule(feed, query)
        suffix, media_type = ".yaml", "application/yaml"
    elif target.native == "yara-l":
        content = native.yara_l_rule(feed, query, about)
    else:
        before, after = target.comment or ("", "")
        head = [f"{before}{line}{after}" for line in about] if target.comment else []
        content = "\n".join([*head, query.text]) + "\n"
    directory = "rules" if rule.alert else "hunt"
    path = f"sigma/queries/{target.name}/{directory}/{rule.stem}{query.suffix}{suffix}"
    return Artifact(
        path=path, media_type=media_type, chunks=(content.encode(),), carries=rule.covers
    )


def _about(feed: Feed, query: Query) -> Iterator[Encoded]:
    """What the head says, line by line; no character of it ends a comment in any language."""
    rule = query.rule
    yield allowed_prose(f"{rule.incident.title} - {rule.family.title}", 200)
    kind = "alert" if rule.alert else "hunt"
    yield Encoded(f"Sigma rule {rule.id}, {kind}, in {rule.stem}.yml")
    yield allowed_prose(f"{feed.profile.name}, {feed.profile.tlp_limit.label}", 200)
    for span in rule.times:
        yield Encoded(_window(span))
    for id_ in rule.covers:
        yield Encoded(f"indicator {id_}")


def _window(span: Span) -> str:
    start = format_instant(span.start) if span.start else "any time"
    return f"bounded by {start} to {format_instant(span.end) if span.end else 'now'}"
