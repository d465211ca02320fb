"""The rules that feedgen publishes: the committed release, the small corpus, and made ones.

A test that asks something of every rule asks it of these.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from feedgen.emitters.sigma import EMITTER
from feedgen.model.observables import Certificate, Email, HttpHeader, Ip, Package
from tests.conftest import TESTS, emit
from tests.emitters.sigma.log_sources import source_of
from tests.emitters.sigma.sqlite import fields
from tests.model.made_feeds import base, listed, small

RELEASE = TESTS.parent / "out" / "v1" / "latest"
"""The newest release of the real feed, as it is committed."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Published:
    """One rule, and where it is from."""

    origin: str
    """`release`, `corpus` or `made`."""
    path: str
    content: bytes

    @property
    def stem(self) -> str:
        """The file's name without its end."""
        return Path(self.path).stem

    @property
    def source(self) -> str:
        """Its log source."""
        return source_of(self.stem)

    @cached_property
    def rule(self) -> Mapping[str, Any]:
        """The document."""
        found: Mapping[str, Any] = yaml.load(self.content, Loader=_LOADER)  # noqa: S506 - a safe one
        return found

    @cached_property
    def fields(self) -> frozenset[str]:
        """All that it looks at."""
        return frozenset(fields(self.rule["detection"]))

    def __str__(self) -> str:
        return f"{self.origin}: {self.path}"


@cache
def published() -> tuple[Published, ...]:
    """Every rule."""
    return (*released(), *_made("corpus", _corpus()), *_made("made", _others()))


@cache
def released() -> tuple[Published, ...]:
    """Those of the real feed."""
    folder = RELEASE / "sigma"
    paths = sorted([*folder.glob("rules/*.yml"), *folder.glob("hunt/*.yml")])
    return tuple(
        Published("release", path.relative_to(RELEASE).as_posix(), path.read_bytes())
        for path in paths
    )


@cache
def indicators() -> Mapping[str, Mapping[str, Any]]:
    """The real feed's indicators by id."""
    lines = (RELEASE / "indicators.ndjson").read_bytes().splitlines()
    return {found["id"]: found for found in map(json.loads, lines)}


def query(target: str, rule: Published, suffix: str) -> str:
    """The released query of a released rule in a product."""
    directory = Path(rule.path).parent.name
    path = RELEASE / "sigma" / "queries" / target / directory / f"{rule.stem}{suffix}"
    return path.read_text()


def _made(origin: str, files: Mapping[str, bytes]) -> Iterator[Published]:
    return (Published(origin, path, content) for path, content in sorted(files.items()))


def _corpus() -> Mapping[str, bytes]:
    return emit(EMITTER, small(TESTS / "corpus" / "small", EMITTER))[0]


def _others() -> Mapping[str, bytes]:
    """Values that no corpus lists: the log sources that hold them have no other rule."""
    others = listed(
        base(), Certificate(f"sha1:{'ab' * 20}"), Email("drop@mail.example"), Ip("2001:db8::/64"),
        HttpHeader("cookie: a=b"), HttpHeader("x-a: 14"), Package("pkg:pypi/bad@1"), emitter=EMITTER,
    )  # fmt: skip
    return emit(EMITTER, others)[0]
