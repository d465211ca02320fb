"""Attributes and objects as JSON, without anything that MISP would fill in by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from feedgen.emitters.misp.forms import AS_WRITTEN, ROWS, Context, Form, Row, form_of, plain
from feedgen.emitters.misp.placement import FileObject, Placement, mentions_in
from feedgen.emitters.misp.state import State, state_in
from feedgen.emitters.misp.text import comment, one_line, quoted, seen
from feedgen.model.feed import Feed
from feedgen.model.ids import object_uuid
from feedgen.model.incident import Exposure, Incident
from feedgen.model.indicator import (
    CarrierDetail,
    CommitDetail,
    ImageDetail,
    Indicator,
    RepositoryDetail,
    TagDetail,
)
from feedgen.model.instants import format_instant

Json = dict[str, object]
Clock = Callable[[Indicator, State], str]
"""The timestamp of an attribute, as text."""

TEMPLATES = {
    "container-image": (
        "4aa82e67-ed3d-48a2-8ecd-7a39cf2c3f3c",
        1,
        "misc",
        "Generic container-image object template to represent container images across platforms.",
    ),
    "file": (
        "688c46fb-5edb-40a3-8273-1af7923e2215",
        25,
        "file",
        "File object describing a file with meta-information",
    ),
    "malicious-package-report": (
        "2f8a8711-6ef8-4a9d-89de-f547670573cb",
        4,
        "misc",
        (
            "Object describing a malicious open source package report from an OSV-style feed such"
            " as OpenSSF malicious-packages."
        ),
    ),
    "process": (
        "02aeef94-ac23-455c-addb-731757ceafb5",
        10,
        "misc",
        "Object describing a system process.",
    ),
}
"""UUID, version, meta category and description, as misp-objects has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Whose event attributes are made for."""

    feed: Feed
    placement: Placement
    incident: Incident | None
    """None for the events of bulk lists."""
    clock: Clock
    shared: dict[object, tuple[Row, State, Json]] = field(default_factory=dict)
    """Attributes of lists as they are but for id, value and timestamp, by what they share."""

    def uuid_of(self, indicator: Indicator) -> str:
        """The indicator's own id in one event of the feed, an id made of it in all others."""
        if self.incident is None:
            return indicator.id
        if self.placement.homes.get(indicator.id) == self.incident.id:
            return indicator.id
        return self.made_uuid("misp-attribute", indicator.id)

    def made_uuid(self, kind: str, *parts: str) -> str:
        """An id for something of this event that is no indicator's own."""
        scope = self.incident.id if self.incident else ""
        return object_uuid(self.feed.profile.namespace, kind, scope, *parts)


def listed_attribute(scope: Scope, indicator: Indicator) -> Json:
    """An attribute of a bulk list. What values with one context share is built once.

    Raises:
        UnencodableError: when MISP has no place for the value.
    """
    mention = indicator.mentions[0]
    if len(indicator.mentions) > 1 or indicator.revoked_at or mention.detail is not None:
        return _key_attribute(scope, indicator, plain(indicator))
    context = (
        indicator.type, indicator.generation, mention.incident_id, mention.action.value,
        mention.confidence, mention.tlp.value, mention.valid_until, mention.match.value,
        mention.role, mention.first_seen, mention.last_seen, mention.exposures, mention.note,
        mention.labels,
    )  # fmt: skip
    known = scope.shared.get(context)
    if known is None:
        form = plain(indicator)
        attribute = _key_attribute(scope, indicator, form)
        if indicator.type in AS_WRITTEN:
            state = state_in(scope.feed, indicator, None)
            scope.shared[context] = form.row, state, attribute
        return attribute
    row, state, like = known
    return {
        **like,
        "uuid": indicator.id,
        "value": row.encode(indicator.value),
        "timestamp": scope.clock(indicator, state),
    }


def entry_of(scope: Scope, indicator: Indicator) -> Json:
    """The attribute of a curated value, or the object that holds it: that one has an `Attribute`.

    Raises:
        UnencodableError: when MISP has no place for the value.
    """
    form = form_of(indicator)
    key = _key_attribute(scope, indicator, form)
    if form.template is None:
        return key
    uuid = scope.made_uuid("misp-object", indicator.id)
    return _object(scope, uuid, form.template, [(form.relation, key)], form.context)


def file_entry(scope: Scope, file: FileObject) -> Json:
    """The object of a file: its hashes are indicators, name and size only describe.

    Raises:
        UnencodableError: when MISP has no place for a hash.
    """
    keys = []
    for member in file.members:
        form = form_of(member)
        keys.append((form.relation, _key_attribute(scope, member, form)))
    names = dict.fromkeys(detail.name for detail in file.details if detail.name)
    sizes = dict.fromkeys(detail.size for detail in file.details if detail.size is not None)
    context = [Context("filename", "filename", name) for name in names]
    context += [Context("size-in-bytes", "size-in-bytes", str(size)) for size in list(sizes)[:1]]
    return _object(scope, file.id, "file", keys, context)


def _key_attribute(scope: Scope, indicator: Indicator, form: Form) -> Json:
    state = state_in(scope.feed, indicator, scope.incident)
    uuid = scope.uuid_of(indicator)
    attribute: Json = {
        "uuid": uuid,
        "type": form.type,
        "category": form.category,
        "value": form.value,
        "to_ids": state.to_ids,
        "disable_correlation": False,
        "deleted": False,
        "timestamp": scope.clock(indicator, state),
        "comment": comment(_remarks(scope, indicator, state, uuid)),
        "Tag": [{"name": name} for name in _tags(scope, indicator, state)],
    }
    return attribute if indicator.revoked else attribute | _span(indicator)


def _object(
    scope: Scope, uuid: str, template: str, keys: list[tuple[str, Json]],
    context: Iterable[Context],
) -> Json:  # fmt: skip
    template_uuid, version, category, description = TEMPLATES[template]
    timestamp = max((str(key["timestamp"]) for _, key in keys), key=int)
    described = [
        {
            "uuid": scope.made_uuid("misp-context", uuid, item.relation, item.value),
            "object_relation": item.relation,
            "type": item.type,
            "category": "Payload delivery" if item.type == "filename" else "Other",
            "value": one_line(item.value),
            "to_ids": False,
            "disable_correlation": True,
            "deleted": False,
            "timestamp": timestamp,
            "comment": "",
        }
        for item in context
        if one_line(item.value)
    ]
    made: Json = {
        "uuid": uuid,
        "name": template,
        "meta-category": category,
        "description": description,
        "template_uuid": template_uuid,
        "template_version": str(version),
        "deleted": False,
        "timestamp": timestamp,
        "comment": "",
        "Attribute": [*({"object_relation": name, **key} for name, key in keys), *described],
    }
    for name, choose in (("first_seen", min), ("last_seen", max)):
        found = [str(key[name]) for _, key in keys if name in key]
        if found:
            made[name] = choose(found)
    return made


def _span(indicator: Indicator) -> Json:
    """The exposure, from its first minute to its last; else when the value was seen."""
    exposures = indicator.exposures
    if not exposures and indicator.first_seen is None and indicator.last_seen is None:
        return {}
    first: datetime | None = indicator.first_seen
    last: datetime | None = indicator.last_seen
    if exposures:
        first = min(exposure.start for exposure in exposures)
        ends = [exposure.end for exposure in exposures]
        last = None if None in ends else max(end for end in ends if end is not None)
    span: Json = {"first_seen": seen(first)} if first else {}
    # MISP refuses an end before the beginning.
    if last and (first is None or last >= first):
        span["last_seen"] = seen(last)
    return span


def _tags(scope: Scope, indicator: Indicator, state: State) -> Iterator[str]:
    if state.tag:
        yield state.tag
    if indicator.revoked:
        return
    yield f'feedgen:action="{indicator.action.value}"'
    if indicator.type not in ROWS:
        yield f'feedgen:type="{indicator.type}"'
    if scope.incident is None:
        for id_ in indicator.incident_ids:
            yield f'feedgen:incident="{quoted(id_)}"'
    elif indicator.tlp.rank > scope.incident.tlp.rank:
        yield f"tlp:{indicator.tlp.value}"


def _remarks(scope: Scope, indicator: Indicator, state: State, uuid: str) -> Iterator[str]:
    if state.remark:
        yield state.remark
    if uuid != indicator.id:
        yield f"Indicator {indicator.id}"
    if indicator.revoked:
        return  # what an editor still changes of it has no date any more
    if indicator.roles:
        yield f"Role: {', '.join(indicator.roles)}"
    yield f"Confidence: {indicator.confidence}"
    if indicator.ports:
        yield f"Ports: {', '.join(str(port) for port in indicator.ports)}"
    if scope.incident is not None:
        for mention in mentions_in(indicator, scope.incident):
            yield from _detail(mention.detail)
    yield from (exposure_text(exposure) for exposure in indicator.exposures)
    yield from indicator.notes
    if indicator.labels:
        yield f"Labels: {', '.join(indicator.labels)}"


def _detail(detail: object) -> Iterator[str]:
    """What one incident's file says of a value, as far as no other field does."""
    said: Iterable[tuple[str, str | None]] = ()
    match detail:
        case ImageDetail():
            said = (
                ("Repositories: ", ", ".join(detail.repositories)),
                ("Mirrors: ", ", ".join(detail.mirrors)),
                ("Tags created: ", ", ".join(detail.tags_created)),
                ("Tags overwritten: ", ", ".join(detail.tags_overwritten)),
                ("Of the index ", detail.index),
            )
        case TagDetail():
            reissued = format_instant(detail.reissued) if detail.reissued else None
            said = (
                ("The name was ", detail.standing.value),
                ("Given out anew ", reissued),
                ("It pointed to ", ", ".join(detail.targets)),
            )
        case CommitDetail():
            said = (("In ", ", ".join(detail.repositories)), ("Refs: ", ", ".join(detail.refs)))
        case CarrierDetail():
            said = (("Refs ", f"{detail.refs}: {detail.because}"),)
        case RepositoryDetail():
            said = (("Description of such repositories: ", detail.description),)
    return (f"{before}{text}" for before, text in said if text)


def exposure_text(exposure: Exposure) -> str:
    """An exposure in words, with every window."""
    windows = ", ".join(
        f"{format_instant(window.start)} to "
        f"{format_instant(window.end) if window.end else 'now'} ({window.grade.value})"
        for window in exposure.windows
    )
    tail = f", in caches {exposure.cache_tail} longer" if exposure.cache_tail else ""
    return f"Exposure of {exposure.component}: {windows}{tail}"
