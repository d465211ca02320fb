"""Patterns for the policy of allowed actions of a GitHub repository, organisation or enterprise.

A pattern with `!` in front blocks, whatever else would allow the action. A star in a pattern does
not pass a slash, so actions and reusable workflows in a repository's folders need one of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedgen.emitters.image_denial import by_urgency, head
from feedgen.emitters.rendering import Encoded, render
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import BLOCKING, Feed
from feedgen.model.image_references import NEEDS_TIME, is_always_bad
from feedgen.model.indicator import CommitDetail, Indicator

PATTERNS = "policies/github-actions.txt"
MOST = 900
"""GitHub takes 1,000 patterns in all, and the reader has patterns of their own."""

_FORGE = "github.com/"
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?/[a-z0-9._-]+")
_REF = re.compile(r"[A-Za-z0-9._/=%-]{1,255}")
_CUT = "GitHub takes 1,000 patterns, of which the list uses 900, and others are more urgent"


def emit(feed: Feed) -> Iterator[Emission]:
    """The patterns, and what they leave out."""
    lines: set[Encoded] = set()
    carried: list[str] = []
    for indicator in by_urgency(feed, feed.select("action_ref", "commit", actions=BLOCKING)):
        try:
            lines = _joined(lines, _patterns(indicator))
        except UnencodableError as error:
            yield Omission(
                indicator=indicator,
                kind=OmissionKind.SKIPPED,
                reason=error.reason,
                artifact=PATTERNS,
            )
            continue
        carried.append(indicator.id)
    text = render("github_actions.txt", **head(feed, PATTERNS, len(lines)))
    yield Artifact(
        path=PATTERNS,
        media_type="text/plain",
        chunks=["".join([text, *(f"{line}\n" for line in sorted(lines))]).encode()],
        carries=carried,
    )


def _patterns(indicator: Indicator) -> set[Encoded]:
    if indicator.type == "action_ref":
        if not is_always_bad(indicator):
            raise UnencodableError(NEEDS_TIME)
        repository, _, ref = indicator.value.partition("@")
        return _pair(repository, ref)
    repositories = {
        repository
        for detail in indicator.details(CommitDetail)
        for repository in detail.repositories
        if repository.startswith(_FORGE)
    }
    if not repositories:
        raise UnencodableError("no repository on GitHub is known for this commit")
    return {
        pattern for repository in repositories for pattern in _pair(repository, indicator.value)
    }


def _joined(lines: set[Encoded], patterns: set[Encoded]) -> set[Encoded]:
    joined = lines | patterns
    if len(joined) > MOST:
        raise UnencodableError(_CUT)
    return joined


def _pair(repository: str, ref: str) -> set[Encoded]:
    """The repository's own action, and whatever lies in its folders.

    Raises:
        UnencodableError: when GitHub would take a part of the pattern for something else.
    """
    name = repository.removeprefix(_FORGE)
    if name == repository:
        raise UnencodableError("the repository is not on GitHub")
    if not _NAME.fullmatch(name) or not _REF.fullmatch(ref):
        raise UnencodableError("the name has a meaning in a pattern of GitHub's")
    return {Encoded(f"!{name}@{ref}"), Encoded(f"!{name}/**@{ref}")}


EMITTER = Emitter(
    name="github_actions",
    title="GitHub policy for allowed actions",
    url="https://docs.github.com/en/organizations/managing-organization-settings/disabling-or-limiting-github-actions-for-your-organization",
    accepts=BLOCKING,
    emit=emit,
    requires=("jinja2",),
    files={"policies/github-actions.txt": "GitHub policy for allowed actions"},
    otherwise="GitHub's policy for actions compares repositories with their commits and refs only",
)
