"""Feed → rules, before they are numbered and written: what each matches, and what it says.

Stage before: the frozen feed. Stage after: `artifacts` puts sid, rev and dates to the rules and
fills templates/suricata.rules.j2, where each `Form` has its syntax.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from feedgen.emitters.rendering import Encoded
from feedgen.emitters.suricata.context import Context, context_of
from feedgen.emitters.suricata.drafts import (
    BULK_LISTED,
    DRAFTS,
    LIST_DRAFTS,
    LISTED,
    NAME_FORMS,
    Draft,
    Form,
    weaknesses,
)
from feedgen.emitters.suricata.lists import ListBuilder, ValueList
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Omission, OmissionKind
from feedgen.model.feed import DETECTION, Feed
from feedgen.model.ids import object_uuid
from feedgen.model.indicator import Indicator, Match

_LIST_ACTION = "feedgen_list_action"
"""Not feedgen_action: suricata-update 1.3.4 dies when told to drop a rule that loads a list."""


_NO_BULK = "it comes from a bulk list, and would take a rule of its own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule without its stamps."""

    id: str
    """UUID, from the feed's namespace, the form, and the value or the list's incident."""
    key: str
    covers: tuple[str, ...]
    """Ids of indicators, sorted."""
    draft: Draft
    message: Encoded
    classtype: Encoded
    context: Context


@dataclass(slots=True)
class Ruleset:
    """Everything the emitter says of one feed."""

    rules: list[Rule] = field(default_factory=list)
    lists: list[ValueList] = field(default_factory=list)
    omissions: list[Omission] = field(default_factory=list)


def compile_rules(feed: Feed) -> Ruleset:
    """All rules in the feed's order, those that load lists last."""
    made = Ruleset()
    builder = ListBuilder(feed.profile)
    for indicator in feed.select(*LISTED, *DRAFTS, actions=DETECTION):
        if indicator.bulk and indicator.type not in BULK_LISTED:
            made.omissions.append(_omission(indicator, OmissionKind.SKIPPED, _NO_BULK))
            continue
        kind = (BULK_LISTED if indicator.bulk else LISTED).get(indicator.type)
        try:
            if kind is not None and (indicator.bulk or indicator.match is not Match.SUBDOMAINS):
                builder.add(kind, indicator)
            else:
                made.rules.extend(list(_rules_of(indicator, feed)))
        except UnencodableError as error:
            made.omissions.append(_omission(indicator, OmissionKind.SKIPPED, error.reason))
            continue
        made.omissions.extend(
            _omission(indicator, OmissionKind.PARTIAL, reason) for reason in weaknesses(indicator)
        )
    made.lists.extend(builder.lists())
    for values in made.lists:
        made.rules.extend(_rules_of_list(values, feed))
    return made


def _rules_of(indicator: Indicator, feed: Feed) -> Iterator[Rule]:
    context = context_of(feed, (indicator,), indicator.incident_ids)
    for draft in DRAFTS[indicator.type](indicator):
        yield _rule(draft, indicator.value, (indicator.id,), context, feed)


def _rules_of_list(values: ValueList, feed: Feed) -> Iterator[Rule]:
    named = {id_ for member in values.members for id_ in member.incident_ids}
    # The list's own incident goes first, so that it gives the title and is never cut off.
    incident_ids = sorted(named, key=lambda id_: (id_ != values.incident_id, id_))
    context = context_of(feed, values.members, incident_ids, _LIST_ACTION)
    # The ledger in git would name a hundred thousand ids; the list itself names the values.
    covers = () if values.bulk else tuple(sorted(member.id for member in values.members))
    for draft in LIST_DRAFTS[values.kind](values):
        yield _rule(draft, values.subject, covers, context, feed)


def _rule(
    draft: Draft, subject: str, covers: tuple[str, ...], context: Context, feed: Feed
) -> Rule:
    told = f" ({context.title})" if context.title else ""
    return Rule(
        id=object_uuid(feed.profile.namespace, "suricata-rule", draft.form, subject),
        key=f"{draft.form} {subject}",
        covers=covers,
        draft=draft,
        message=Encoded(f"{context.producer} {context.category} {draft.shown}{told}"),
        classtype=_class_of(draft.form, context),
        context=context,
    )


def _class_of(form: Form, context: Context) -> Encoded:
    """Of those that the distributed classification.config knows; an unknown one has no priority."""
    if context.category != "C2":
        return Encoded("trojan-activity")
    return Encoded("domain-c2" if form in NAME_FORMS else "command-and-control")


def _omission(indicator: Indicator, kind: OmissionKind, reason: str) -> Omission:
    return Omission(indicator=indicator, kind=kind, reason=reason)
