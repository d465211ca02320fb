"""Which credentials of an incident have a command that is valid for anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KINDS = {
    "github": r"github|deploy key|workflow secret|all secrets|organi[sz]ation secret|ci secret",
    "npm": r"\bnpm\b",
    "pypi": r"\bpypi\b",
    "registry": r"registr|docker hub|docker config|container",
    "aws": r"\baws\b|amazon|cloud",
    "gcp": r"google cloud|\bgcp\b|gcloud|cloud",
    "azure": r"azure|cloud",
    "kubernetes": r"kubernetes|\bk8s\b|service account|cluster",
    "ssh": r"\bssh\b",
    "jenkins": r"jenkins",
}
"""By the words in which sources speak of them; one word for all clouds means all three."""


def rotations(credentials: Iterable[str]) -> frozenset[str]:
    """The kinds of commands that step 3 shows."""
    text = "\n".join(credentials).lower()
    # "cloud keys" means any cloud, but "Google Cloud" alone means that one.
    plain = text.replace("google cloud", "gcp")
    return frozenset(kind for kind, words in _KINDS.items() if re.search(words, plain))
