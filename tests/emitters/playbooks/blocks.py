"""Reads a playbook as its user does: blocks to paste, run by the shell they are written for."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

from feedgen.emitters.playbooks import EMITTER
from feedgen.model.feed import Feed
from feedgen.model.observables import Observable
from tests.conftest import emit
from tests.model.made_feeds import INCIDENT, listed

ALPHA = f"playbooks/{INCIDENT}.md"
"""The playbook of the first incident of the corpus `small`."""

STEPS = (
    "## 1. Find what was pulled",
    "## 2. Check CI logs and pull-through caches inside the exposure window",
    "## 3. Rotate what was in scope",
    "## 4. Purge by digest",
    "## 5. Pull again, and pin by digest",
    "## 6. Audit network logs",
    "## 7. Update the response playbook",
)
"""The headings of the seven steps."""

_FENCE = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$", re.DOTALL | re.MULTILINE)
_LIST = re.compile(r"cat > (\S+)\.txt <<'END_OF_LIST'\n(.*?)\nEND_OF_LIST", re.DOTALL)


def blocks(page: str, language: str = "bash") -> list[str]:
    """The fenced blocks of one language, in order."""
    return [match[3] for match in _FENCE.finditer(page) if match[2] == language]


def block(page: str, *holding: str) -> str:
    """The first block for bash after the lists that holds all of these texts."""
    steps = page.partition('<a id="step-1">')[2]
    return next(b for b in blocks(steps) if all(text in b for text in holding))


def inline_lists(page: str) -> dict[str, list[str]]:
    """The lists that stand in the page, by name."""
    return {match[1]: match[2].split("\n") for match in _LIST.finditer(page)}


def list_commands(page: str) -> list[str]:
    """The blocks that write the lists."""
    values = page.partition('<a id="before-you-begin">')[2].partition('<a id="step-1">')[0]
    return blocks(values)


def run(script: str, directory: Path, **env: object) -> str:
    """What bash prints for a script there. Standard error must be empty."""
    done = subprocess.run(
        ["bash"], input=script, cwd=directory, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(directory)}
        | {name: str(value) for name, value in env.items()},
    )  # fmt: skip
    assert done.stderr == "", f"{script}\n{done.stderr}"
    return done.stdout


def syntax_errors(script: str) -> str:
    """What bash says of a script that it only reads."""
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
    return done.stderr or ("" if done.returncode == 0 else f"exit {done.returncode}")


def page_of(feed: Feed, *observables: Observable) -> str:
    """The playbook of that incident when these values are all there is."""
    return emit(EMITTER, listed(feed, *observables, emitter=EMITTER))[0][ALPHA].decode()


def work_of(page: str, directory: Path) -> Path:
    """The directory in which the first part of a playbook was run."""
    run("\n".join(list_commands(page)), directory)
    return directory / INCIDENT


def pages(feed: Feed) -> dict[str, str]:
    """Every playbook by its path."""
    return {path: content.decode() for path, content in emit(EMITTER, feed)[0].items()}


def with_incident(feed: Feed, **changes: object) -> Feed:
    """The feed with its first incident changed."""
    first, *rest = feed.incidents
    return replace(feed, incidents=(replace(first, **changes), *rest))  # type: ignore[arg-type]  # fields of Incident, chosen by each test
