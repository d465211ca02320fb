"""What the committed release lists and what it calls good, as references to images."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tests.engines.latest_release import ROOT, blocked, rows

_NEVER_PULLED = ("config", "layer", "signature")
_ELSEWHERE = "registry.example:5000/own/copy"


def file(path: str) -> bytes:
    """A file of the release."""
    return (ROOT / path).read_bytes()


@cache
def listed_digests() -> dict[str, tuple[str, ...]]:
    """Digests of images that run, with the repositories and mirrors known to have served them."""
    found = {
        row["value"]: tuple(row["repositories"].split("|"))
        for row in blocked("image_digest")
        if row["kind"] not in _NEVER_PULLED
    }
    assert all(all(repositories) for repositories in found.values()), found
    return found


@cache
def listed_tags() -> tuple[str, ...]:
    """Tags that the attacker made."""
    return tuple(row["value"] for row in blocked("image_tag") if row["standing"] == "created")


@cache
def restored_tags() -> tuple[str, ...]:
    """Tags that the attacker had for some hours."""
    return tuple(
        row["value"]
        for row in rows()
        if row["type"] == "image_tag" and row["standing"] == "overwritten"
    )


def bad_references() -> Iterator[str]:
    """Every listed image as it may be asked for: by digest anywhere, behind a tag, by tag."""
    for digest, repositories in listed_digests().items():
        for repository in (*repositories, _ELSEWHERE):
            yield f"{repository}@{digest}"
            yield f"{repository}:any@{digest}"
    yield from listed_tags()


def one_of_each() -> Iterator[str]:
    """Every listed image once."""
    for digest, repositories in listed_digests().items():
        yield f"{repositories[0]}@{digest}"
    yield from listed_tags()


def good_references() -> Iterator[str]:
    """Every known-good image by digest, behind its tag and by its tag, and the restored tags."""
    repositories = {name for names in listed_digests().values() for name in names}
    for row in rows("known-good.csv"):
        if row["type"] != "image_digest":
            continue
        digest, name = row["value"], row["repository"]
        yield f"{name}:{row['label']}"
        yield f"{name}:{row['label']}@{digest}"
        yield f"{_ELSEWHERE}@{digest}"
        yield from (f"{repository}@{digest}" for repository in sorted(repositories))
    yield from restored_tags()
