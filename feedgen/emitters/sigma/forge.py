"""Repositories and accounts of an attacker in the audit log of a GitHub organization.

Fields `action`, `actor`, `user` and `repo` (as `owner/name`) are in GitHub's "Audit log events for
your organization". The log names workflows and their runs, not the actions that a run used.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.emitters.sigma.detection import Clause, Comparison, Term
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.emitters.sigma.family import FORGE_TACTICS, Family, LogSource
from feedgen.model.indicator import Indicator, Match

_CREATED = (Term("action", Comparison.EQUALS, (Pattern.literal("repo.create"),)),)
_GITHUB = "github:"


def _clauses(indicator: Indicator) -> Iterator[Clause]:
    if indicator.type == "repository_pattern":
        value = Pattern.regex(f"^[^/]+/(?:{indicator.value})$")  # the log names the owner first
        yield Clause(
            selection="pattern", field="repo", value=value, comparison=Comparison.REGEX,
            also=_CREATED,
        )  # fmt: skip
    elif indicator.type == "repository":
        prefix = indicator.match is Match.PREFIX
        yield Clause(
            selection="repository", field="repo", value=Pattern.literal(f"/{indicator.value}"),
            comparison=Comparison.CONTAINS if prefix else Comparison.ENDSWITH, also=_CREATED,
        )  # fmt: skip
    elif indicator.value.startswith(_GITHUB):
        name = Pattern.literal(indicator.value.removeprefix(_GITHUB))
        for field in ("actor", "user"):
            yield Clause(selection="account", field=field, value=name)


FAMILIES = (
    Family(
        key="github_audit", stem="github_audit_{}",
        source=LogSource(
            product="github", service="audit",
            definition="Requirements: the audit log of the organization or enterprise, see "
            "https://docs.github.com/en/organizations/keeping-your-organization-secure/"
            "managing-security-settings-for-your-organization/audit-log-events-for-your-organization",
        ),
        types=frozenset({"account", "repository", "repository_pattern"}), clauses=_clauses,
        title="GitHub Account or Repository",
        detects="actions of GitHub accounts and the creation of repositories",
        tactics=FORGE_TACTICS,
    ),
)  # fmt: skip
"""In order of key."""
