"""Candidates as entries of a source: which belong together, and how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from feedgen.authoring.reading import Candidate
from feedgen.authoring.writing.entry_fields import (
    Fields,
    file_fields,
    image_fields,
    package_parts,
    simple_fields,
    standing_fields,
)
from feedgen.authoring.writing.yaml_text import Value
from feedgen.model.indicator import Action, TagStanding
from feedgen.model.instants import format_instant
from feedgen.model.observables import (
    Account,
    ActionRef,
    Carrier,
    Commit,
    Extension,
    ImageDigest,
    ImageTag,
    KubernetesObject,
    Md5,
    Observable,
    Package,
    Plugin,
    Sha1,
    Sha256,
)
from feedgen.model.tlp import Tlp

PACKAGES = Package.key
_HASHES = frozenset({"sha256", "sha1", "md5"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a file says in `defaults`, so that its entries need not."""

    action: Action | None = None
    confidence: int | None = None
    references: tuple[str, ...] = ()
    """URLs."""
    role: str | None = None
    tlp: Tlp | None = None
    """Of the incident."""


@dataclass(slots=True, kw_only=True)
class Entry:
    """One entry to be written, and the candidates that it says."""

    key: str
    """Under `indicators`."""
    fields: Fields
    candidates: list[Candidate] = field(default_factory=list)
    ecosystem: str = ""
    """Of packages, which are named by their key."""
    name: str = ""

    @property
    def value(self) -> Value:
        """What is written: the bare value where there is nothing else to say."""
        if self.fields.keys() == {"value"}:
            return self.fields["value"]
        if self.key == PACKAGES and self.fields.keys() == {"versions"}:
            return self.fields["versions"]
        return self.fields


class Writer:
    """Makes entries; knows the names of references and exposures of the file they are for."""

    def __init__(
        self,
        said: Said,
        references: Mapping[str, str],
        exposures: Mapping[Any, str],
        valid_until: Callable[[Candidate], datetime] | None = None,
    ) -> None:
        """Start a file.

        Args:
            said: its defaults.
            references: names by URL.
            exposures: names by what was served when.
            valid_until: when the feed lets a candidate expire if nothing is said.
        """
        self._said, self._references, self._exposures = said, references, exposures
        self._valid_until = valid_until

    def entries(self, candidates: Iterable[Candidate]) -> list[Entry]:
        """The entries of candidates, in order of first appearance within each key."""
        made: dict[object, Entry] = {}
        found: list[Entry] = []
        listed = list(candidates)
        here = {(c.observable.value, c.repositories) for c in listed}
        for candidate in listed:
            # A part stands below its image index only where that is an indicator itself.
            if candidate.index and (candidate.index, candidate.repositories) not in here:
                candidate = replace(candidate, index=None)  # noqa: PLW2901 - the same, seen alone
            key, identity, fields = self._shape(candidate)
            common = self._common(candidate)
            group = (key, identity, repr(sorted(common.items())))
            entry = made.get(group)
            # Two hashes of one kind are those of two files, whatever else they share.
            if entry is None or fields.keys() & entry.fields.keys() & _HASHES:
                entry = made[group] = Entry(key=key, fields={})
                found.append(entry)
                if key == PACKAGES:
                    entry.ecosystem, entry.name = str(identity[0]), str(identity[1])
            _merge(entry.fields, fields)
            entry.fields = {
                **{k: v for k, v in entry.fields.items() if k not in common}, **common
            }  # fmt: skip
            entry.candidates.append(candidate)
        return _distinct_packages(found)

    def _shape(self, c: Candidate) -> tuple[str, tuple[object, ...], Fields]:
        """The entry's key, what it has in common with others of the same entry, and its fields."""
        observable = c.observable
        if isinstance(observable, Sha256 | Sha1 | Md5):
            return "files", (c.same_file or observable.value, c.name), file_fields(c)
        if isinstance(observable, ImageDigest):
            return "images", *image_fields(c)
        if isinstance(observable, ImageTag | ActionRef | Commit | Carrier):
            return _named_in_repository(c, observable)
        return self._named(c, observable)

    def _named(
        self, c: Candidate, observable: Observable
    ) -> tuple[str, tuple[object, ...], Fields]:
        match observable:
            case Package():
                ecosystem, name, version = package_parts(observable.value)
                versions: Value = [version] if version else "all"
                return PACKAGES, (ecosystem, name, bool(version)), {"versions": versions}
            case Extension():
                registry, _, rest = observable.value.partition(":")
                id_, _, version = rest.rpartition("@")
                return "extensions", (id_, version), {
                    "registry": [registry], "id": id_, "versions": [version]}  # fmt: skip
            case Plugin():
                return "plugins", (observable.service, observable.id), {
                    "service": observable.service, "id": observable.id,
                    "versions": [observable.version]}  # fmt: skip
            case Account():
                service, _, login = observable.value.partition(":")
                return "accounts", (observable.value,), {
                    "service": service, "name": login, "standing": "attacker"}  # fmt: skip
            case KubernetesObject():
                named: Fields = {"kind": observable.kind, "name": observable.name}
                if observable.namespace:
                    named["namespace"] = observable.namespace
                return "kubernetes", (observable.value,), named
            case _:
                return observable.key, (observable.value,), simple_fields(c)

    def _common(self, c: Candidate) -> Fields:
        """What the entry says of its values beyond the file's defaults."""
        said = self._said
        needs_time = c.standing is TagStanding.OVERWRITTEN or isinstance(c.observable, Carrier)
        expected = self._valid_until(c) if self._valid_until else None
        told: list[tuple[str, Value | None, bool]] = [
            ("role", c.role, c.role != said.role),
            ("action", c.action and c.action.value, c.action is not said.action and not needs_time),
            ("confidence", c.confidence, c.confidence != said.confidence),
            ("first_seen", _at(c.first_seen), True),
            ("last_seen", _at(c.last_seen), True),
            ("valid_until", _at(c.valid_until),
             c.valid_until != expected),
            ("exposures", [self._exposures[s] for s in c.served if s in self._exposures], True),
            ("references", [self._references[url] for url in c.references],
             c.references != said.references),
            ("note", c.note, True),
            ("labels", list(c.labels), True),
            ("tlp", c.tlp and c.tlp.value,
             c.tlp is not None and said.tlp is not None and c.tlp.rank > said.tlp.rank),
        ]  # fmt: skip
        return {
            name: value for name, value, is_new in told
            if is_new and value is not None and value not in ("", [])
        }  # fmt: skip


def _at(moment: datetime | None) -> str | None:
    return format_instant(moment) if moment else None


def _named_in_repository(
    c: Candidate, observable: ImageTag | ActionRef | Commit | Carrier
) -> tuple[str, tuple[object, ...], Fields]:
    match observable:
        case ImageTag():
            repository, tags = observable.repository, standing_fields(c, observable.tag)
            return "images", (repository,), {"repository": repository, "tags": tags}
        case ActionRef():
            repository, refs = observable.repository, standing_fields(c, observable.ref)
            return "actions", (repository,), {"repository": repository, "refs": refs}
        case Commit():
            repository = c.repositories[0]
            fields: Fields = {"repository": repository, "commit": observable.value}
            return "actions", (repository, observable.value), fields
        case Carrier():
            carried: Fields = {
                "uses": observable.value,
                "refs": c.refs or "unknown",
                "because": c.because or "the source does not say",
            }
            return "carriers", (observable.value,), carried


def _merge(into: Fields, more: Mapping[str, Value]) -> None:
    """Join the fields of two values of one entry: lists grow, mappings are joined."""
    for key, value in more.items():
        known = into.get(key)
        if isinstance(known, dict) and isinstance(value, Mapping):
            _merge(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            known.extend(part for part in value if part not in known)
        else:
            into[key] = value


def _distinct_packages(entries: list[Entry]) -> list[Entry]:
    """A package is named by its key, so it has one entry: what differs later joins the first."""
    kept: dict[tuple[str, str], Entry] = {}
    others = []
    for entry in entries:
        if entry.key != PACKAGES:
            others.append(entry)
            continue
        first = kept.setdefault((entry.ecosystem, entry.name), entry)
        if first is not entry:
            if "all" in (first.fields["versions"], entry.fields["versions"]):
                first.fields["versions"] = "all"
            else:
                _merge(first.fields, {"versions": entry.fields["versions"]})
            first.candidates += entry.candidates
    return [*others, *kept.values()]
