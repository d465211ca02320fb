"""Holds curated sources against facts: what they leave out, and what they should not list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from feedgen.model.observables import OBSERVABLE_TYPES
from tests.iocs.curated_facts import HARMLESS, Fact, Source
from tests.iocs.fact_finders import STORY, is_published, names_value


@dataclass
class Judgement:
    """What the sources do not say of the facts, and what they should not say."""

    left_out: list[tuple[Fact, str]] = field(default_factory=list)
    unanswered: list[Fact] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def table(self) -> str:
        """What is left out and why, for people."""
        rows = [(f.incident, f.type, f.text, reason) for f, reason in self.left_out]
        rows += [(f.incident, f.type, f.text, "NO REASON") for f in self.unanswered]
        return "\n".join(
            [
                f"{len(self.left_out)} public facts are left out, {len(self.unanswered)} without a reason",
                *(f"{i:<36} {t:<22} {v[:64]:<64} {reason}" for i, t, v, reason in sorted(rows)),
                *(f"wrong: {complaint}" for complaint in self.complaints),
                "Publish the fact, or write in the incident's file: # left out: <the fact> - <why>",
            ]
        )


def judge(facts: Iterable[Fact], sources: dict[str, Source]) -> Judgement:
    """Holds all sources against all facts."""
    facts = list(facts)
    judgement = Judgement()
    for fact in facts:
        source = sources.get(fact.incident)
        found = source is not None and is_published(fact, source)
        reason = source.answers.left_out.get(fact.text) if source else None
        withdrawn = _revoked(fact, source) if source and not found else None
        if reason and (found or withdrawn):
            state = "published" if found else "revoked"
            judgement.complaints.append(f"{fact.incident}: {fact.text} is left out and {state}")
        if not fact.to_be_published or found:
            continue
        if reason or withdrawn:
            judgement.left_out.append((fact, reason or f"revoked: {withdrawn}"))
        else:
            judgement.unanswered.append(fact)
    for incident, source in sorted(sources.items()):
        judgement.complaints += [f"{incident}: {text}" for text in source.answers.complaints]
        judgement.complaints += _unknown_left_out(source, facts)
    judgement.complaints += _harmful(facts, sources)
    return judgement


def _revoked(fact: Fact, source: Source) -> str | None:
    """Why the indicator that published the fact is revoked."""
    for indicator in source.revoked:
        if is_published(fact, replace(source, indicators=(indicator,))):
            return indicator.revoked_reason
    return None


def _unknown_left_out(source: Source, facts: list[Fact]) -> Iterator[str]:
    """What the comments name beyond the facts may be left out too, if it is."""
    known = {fact.text for fact in facts if fact.incident == source.incident.id}
    for value in sorted(source.answers.left_out.keys() - known):
        if any(source.has(type_, value) for type_ in OBSERVABLE_TYPES):
            yield f"{source.incident.id}: {value} is left out and published"
    for value in sorted(source.answers.listed_as.keys() - known):
        yield f"{source.incident.id}: {value} is no fact that could be listed as something else"


def _harmful(facts: list[Fact], sources: dict[str, Source]) -> Iterator[str]:
    """Listed values that a fact calls harmless, or that only unsourced facts name."""
    listed = sorted({pair for source in sources.values() for pair in source.listed})
    public = {fact.text for fact in facts if fact.to_be_published}
    for fact in facts:
        if fact.type in HARMLESS:
            for type_, value in listed:
                if names_value(fact.value, type_, value):
                    yield f"{fact.incident}: {value} ({type_}) is published, and a {fact.type}"
        elif not fact.public and fact.type not in STORY and fact.text not in public:
            for source in sources.values():
                if is_published(fact, source):
                    yield f"{fact.incident}: {fact.text} is published without a public source"
