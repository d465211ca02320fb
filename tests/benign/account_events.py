"""What accounts of a healthy organisation do at GitHub."""

from __future__ import annotations

from tests.benign.draws import Draws
from tests.benign.listed import Listed
from tests.emitters.sigma.pull_events import Event

_REPOSITORIES = ("app", "infra", "docs", "website", "tpcp", "my-tpcp-docs", "xdocs-tpcp", "docs-tpcpx", "terraform-modules",
                 "trivy-action", "kics-github-action", "sandworm", "release_notes_2026")  # fmt: skip
"""None is two words and a number: `everyday` has those."""


def github_events(listed: Listed) -> tuple[Event, ...]:
    """The audit log of an organisation."""
    draws = Draws("github events")
    actors = ["ada", "grace", "dependabot[bot]", "renovate[bot]", "github-actions[bot]"]
    for value in sorted(listed.values["account"]):
        login = value.partition(":")[2]
        actors += [f"{login}x", f"x{login}", f"{login}-2"]
    actions = ("repo.create", "repo.destroy", "git.clone", "git.push", "workflows.created_workflow_run",
               "org.add_member", "personal_access_token.request_created", "repo.access")  # fmt: skip
    return tuple(
        {
            "action": draws.one(actions), "actor": actor, "repo": f"acme/{draws.one(_REPOSITORIES)}",
            "user": draws.one(actors),
        }
        for actor in actors
        for _ in range(120)
    )  # fmt: skip
