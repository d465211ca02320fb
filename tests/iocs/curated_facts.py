"""What is publicly known about incidents, and what curated sources say of it.

A source answers for every public fact of its incident: it publishes it, or it has a comment

    # left out: <the fact> - <why>
    # listed as: <the fact> => <type> <value>, <type> <value>

for what is not published, and for what is published in other words than the fact's. Facts may be
defanged there. The line may go on in comment lines that are indented deeper. What was published and
is revoked has its reason in its history.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from feedgen.errors import InvalidValueError
from feedgen.model.incident import Incident
from feedgen.model.indicator import Indicator, RepositoryDetail
from feedgen.model.observables import OBSERVABLE_TYPES
from feedgen.sources import schema
from feedgen.sources.refang import refang
from feedgen.sources.tree import SourceTree, incident_paths, read_tree
from feedgen.sources.validation import validate
from feedgen.sources.yaml_tree import parse_yaml

FACTS = Path(__file__).parents[1] / "corpus" / "facts" / "facts.csv"

HARMLESS = frozenset({"caution", "known_good"})
"""Types of facts that are told so that nobody acts on them."""


@dataclass(frozen=True, order=True)
class Fact:
    """One row of the list."""

    incident: str
    type: str
    value: str
    public: bool = True

    @property
    def text(self) -> str:
        """The value as it is compared with comments."""
        return _plain(self.value)

    @property
    def to_be_published(self) -> bool:
        """True when a source has to answer for it."""
        return self.public and self.type not in HARMLESS and self.type != "conflict"


def read_facts(path: Path = FACTS) -> list[Fact]:
    """All facts, in order of the list."""
    with path.open(newline="") as lines:
        return [
            Fact(row["incident"], row["type"], row["value"], row["public"] == "yes")
            for row in csv.DictReader(lines)
        ]


@dataclass(frozen=True)
class Answers:
    """What the comments of one source say about facts."""

    left_out: dict[str, str] = field(default_factory=dict)
    """Reasons by fact."""
    listed_as: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Types and values by fact."""
    complaints: list[str] = field(default_factory=list)


_LINE = re.compile(r"^ *#(?P<indent> +)(?P<text>.*)$")
_SEPARATORS = {"left out": " - ", "listed as": " => "}


def read_answers(text: str, facts: Iterable[Fact]) -> Answers:
    """The comments of a source that speak of facts.

    Args:
        text: the source.
        facts: those of its incident; they tell where a fact ends and its reason begins.
    """
    answers = Answers()
    known = sorted((fact.text for fact in facts), key=len, reverse=True)
    for keyword, said in _comments(text):
        separator = _SEPARATORS[keyword]
        value = next((one for one in known if said.startswith(one + separator)), None)
        value = said.partition(separator)[0] if value is None else value
        rest = said[len(value) + len(separator) :].strip()
        if not rest:
            answers.complaints.append(f'"# {keyword}: {said}" does not go on with "{separator}"')
        elif value in answers.left_out or value in answers.listed_as:
            answers.complaints.append(f'"{value}" is answered for twice')
        elif keyword == "left out":
            answers.left_out[value] = rest
        else:
            pairs = [one.strip().partition(" ") for one in rest.split(", ")]
            answers.listed_as[value] = [(type_, value) for type_, _, value in pairs]
    return answers


def _comments(text: str) -> Iterator[tuple[str, str]]:
    lines = [_LINE.match(line) for line in text.splitlines()]
    for number, line in enumerate(lines):
        keyword = line["text"].partition(":")[0] if line else ""
        if line is None or keyword not in _SEPARATORS:
            continue
        said = [line["text"].partition(":")[2]]
        for more in lines[number + 1 :]:
            if more is None or len(more["indent"]) <= len(line["indent"]):
                break
            said.append(more["text"])
        yield keyword, _plain(" ".join(said))


def _plain(text: str) -> str:
    return refang(" ".join(text.split()))


@dataclass(frozen=True)
class Source:
    """One incident as it is published, with what its file says beyond that."""

    incident: Incident
    indicators: tuple[Indicator, ...]
    """Those it names and that still stand."""
    revoked: tuple[Indicator, ...]
    """Those that it had named until they were revoked."""
    abused: frozenset[str]
    """Names of victims' accounts, which never come out."""
    answers: Answers

    def has(self, type_: str, value: str) -> bool:
        """True when it lists this value, in whatever spelling."""
        try:
            canonical = OBSERVABLE_TYPES[type_].parse(value).value
        except InvalidValueError:
            return False
        return (type_, canonical) in self.listed

    def values(self, type_: str) -> list[str]:
        """Everything it lists of one type."""
        return [value for kind, value in self.listed if kind == type_]

    @cached_property
    def listed(self) -> frozenset[tuple[str, str]]:
        """Types and canonical values."""
        return frozenset((indicator.type, indicator.value) for indicator in self.indicators)

    @cached_property
    def descriptions(self) -> set[str]:
        """What repositories that attackers make say of themselves."""
        return {
            detail.description
            for indicator in self.indicators
            for detail in indicator.details(RepositoryDetail)
            if detail.description
        }


def read_sources(root: Path, facts: Iterable[Fact]) -> dict[str, Source]:
    """The published sources below a root, by incident."""
    tree = read_tree(root)
    published = {incident.id: incident for incident in tree.incidents(drafts=False)}
    facts = list(facts)
    sources = {}
    for path in incident_paths(root):
        if path.stem in published:
            text = path.read_text()
            file = validate(parse_yaml(text, path), schema.IncidentFile)
            accounts = file.indicators.accounts
            sources[path.stem] = Source(
                published[path.stem],
                tuple(_named(tree, path.stem, revoked=False)),
                tuple(_named(tree, path.stem, revoked=True)),
                frozenset(a.name.lower() for a in accounts if a.standing == "abused"),
                read_answers(text, [fact for fact in facts if fact.incident == path.stem]),
            )
    return sources


def _named(tree: SourceTree, incident: str, *, revoked: bool) -> Iterator[Indicator]:
    for indicator in tree.indicators(drafts=False):
        if indicator.revoked is revoked and incident in indicator.incident_ids:
            yield indicator
