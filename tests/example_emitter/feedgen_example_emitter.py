"""Host names to block, one a line, with the id and the confidence of their indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import BLOCKING, Feed
from feedgen.model.indicator import Match

_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")


def _cell(host: str) -> str:
    """The one way in which a value enters the file: it can hold neither a tab nor a line end."""
    if not _HOST.fullmatch(host):
        raise UnencodableError("a line holds plain host names only")
    return host


def emit(feed: Feed) -> Iterator[Emission]:
    """One artifact, and an omission for everything that it does not say."""
    lines = [f"# host, id, confidence: {feed.release.version}\n"]
    carried = []
    for indicator in feed.select("domain", actions=BLOCKING):
        try:
            host = _cell(indicator.value)
        except UnencodableError as error:
            yield Omission(indicator=indicator, kind=OmissionKind.SKIPPED, reason=error.reason)
            continue
        lines.append(f"{host}\t{indicator.id}\t{indicator.confidence}\n")
        carried.append(indicator.id)
        if indicator.match is Match.SUBDOMAINS:
            yield Omission(
                indicator=indicator,
                kind=OmissionKind.PARTIAL,
                reason="a line names one host and not the names below it",
            )
    yield Artifact(
        path="example/hosts.tsv",
        media_type="text/tab-separated-values",
        chunks=(line.encode() for line in lines),
        carries=carried,
    )


EMITTER = Emitter(
    name="example_hosts",
    title="Hosts with ids (an example)",
    url="https://feedgen.example/third-party-emitters",
    accepts=BLOCKING,
    emit=emit,
    files={"example/hosts.tsv": "Hosts with ids"},
    otherwise="the list holds host names and nothing else",
    bulk=True,
)
