"""Reads STIX 2.0 and 2.1 bundles: indicators, and what their report says of the incident."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from feedgen.authoring.foreign.foreign_values import member_of, moment, percent, tlp_of, web_address
from feedgen.authoring.foreign.json_reading import Json, mappings, text, texts
from feedgen.authoring.foreign.stix_patterns import Comparison, alternatives
from feedgen.authoring.foreign.stix_values import images_of, observable_in
from feedgen.authoring.reading import Candidate, Cited, Reading
from feedgen.errors import InvalidValueError, UsageError
from feedgen.model.incident import Severity
from feedgen.model.indicator import Action, Match
from feedgen.model.observables import (
    Commit,
    Domain,
    Md5,
    Sha1,
    Sha256,
)
from feedgen.model.tlp import Tlp

_STRUCTURE = frozenset({"identity", "marking-definition", "extension-definition", "relationship"})
_TLP_MARKINGS: Mapping[str, Tlp] = {tlp.marking_id: tlp for tlp in Tlp} | {
    f"marking-definition--{id_}": tlp
    for id_, tlp in (
        ("613f2e26-407d-48c7-9eca-b8e91df99dc9", Tlp.CLEAR),
        ("34098fce-860f-48ae-8e50-ebd3cc5e41da", Tlp.GREEN),
        ("f88d31f6-486f-44da-b317-01333bde0b82", Tlp.AMBER),
        ("5e57c739-391a-4eb3-b6be-7d15ca92d5ed", Tlp.RED),
    )
}
"""TLP 2.0 and TLP 1 by the id of the marking."""
_DATED = re.compile(r"(.*) \((\d{4}-\d\d-\d\d)\)")


def is_stix(document: object) -> bool:
    """Whether it is a bundle."""
    return isinstance(document, dict) and document.get("type") == "bundle"


def read_stix(document: Json) -> Reading:
    """What a bundle tells.

    Raises:
        UsageError: when it holds no list of objects.
    """
    objects = document.get("objects")
    if not isinstance(objects, list):
        raise UsageError("the STIX bundle has no list of objects")
    reading = Reading()
    bundle = _Bundle(reading)
    known = [obj for obj in objects if isinstance(obj, dict)]
    for obj in known:
        bundle.learn(obj)
    for obj in known:
        bundle.read(obj)
    bundle.conclude()
    return reading


class _Bundle:
    """Goes through the objects; what is said of the incident comes from reports."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._markings: dict[str, Tlp] = {}
        self._reports: list[Json] = []
        self._earliest: datetime | None = None

    def learn(self, obj: Json) -> None:
        """What must be known before indicators are read."""
        type_, id_ = obj.get("type"), text(obj.get("id"))
        if type_ == "marking-definition":
            tlp = _TLP_MARKINGS.get(id_) or _named_tlp(obj)
            if tlp:
                self._markings[id_] = tlp
        elif type_ in ("report", "grouping"):
            self._reports.append(obj)
            at = moment(obj.get("published")) or moment(obj.get("created"))
            if at:
                known = self._reading.published
                self._reading.published = min(at, known) if known else at

    def read(self, obj: Json) -> None:
        """Take what one object gives."""
        type_, name = text(obj.get("type")), text(obj.get("name"))
        reading = self._reading
        if obj.get("revoked") is True and type_ not in _STRUCTURE:
            reading.leave_out(name or text(obj.get("id")), "its producer revoked it", type_)
        elif type_ == "indicator":
            self._indicator(obj, name)
        elif type_ in ("threat-actor", "intrusion-set") and name:
            reading.actors[name] = tuple(texts(obj.get("aliases")))
        elif type_ == "campaign" and name:
            reading.campaigns[name] = tuple(texts(obj.get("aliases")))
        elif type_ == "malware" and name:
            types = texts(obj.get("malware_types")) or texts(obj.get("labels"))
            reading.malware[name] = tuple(types)
        elif type_ == "attack-pattern":
            reading.techniques |= _technique_ids(obj)
        elif type_ == "vulnerability":
            self._vulnerability(name)
        elif type_ in ("report", "grouping"):
            self._references(obj)
        elif type_ not in _STRUCTURE:
            reading.leave_out(
                name or text(obj.get("id")), f"a source has no place for the type {type_}"
            )

    def conclude(self) -> None:
        """Title, summary and marking from the reports."""
        reading = self._reading
        reports = sorted(self._reports, key=lambda r: (text(r.get("published")), text(r.get("id"))))
        if not reports:
            reading.ask("the bundle holds no report: title and summary are missing")
            reading.published = reading.published or self._earliest
            return
        first = reports[0]
        reading.title, reading.summary = text(first.get("name")), text(first.get("description"))
        reading.id = next(
            (text(ref.get("external_id")) for ref in mappings(first.get("external_references"))
             if ref.get("external_id")), "",
        )  # fmt: skip
        reading.tlp = self._tlp(first)
        for label in texts(first.get("labels")):
            if label.startswith("severity:"):
                reading.severity = member_of(Severity, label.removeprefix("severity:"))
        if len(reports) > 1:
            titles = "; ".join(text(report.get("name")) for report in reports[:10])
            reading.ask(f"the bundle tells of several incidents, split the file? {titles}")

    def _indicator(self, obj: Json, name: str) -> None:
        pattern, kind = text(obj.get("pattern")), text(obj.get("pattern_type")) or "stix"
        if kind != "stix":
            self._reading.leave_out(name or pattern, f"its pattern is of type {kind}", "indicator")
            return
        try:
            rows = alternatives(pattern)
        except InvalidValueError as error:
            self._reading.leave_out(pattern, error.problem, "indicator")
            return
        valid_from = moment(obj.get("valid_from"))
        if valid_from:
            self._earliest = min(valid_from, self._earliest or valid_from)
        said = self._said(obj, valid_from)
        images = list(images_of(obj))
        for number, row in enumerate(rows):
            if images:
                for image in images:
                    self._reading.take(Candidate(**{**said, **image}))
            else:
                self._row(obj, row, said, f"{obj.get('id')} {number}")

    def _row(self, obj: Json, row: list[Comparison], said: dict[str, Any], same: str) -> None:
        """One observation: a value, or a file with its hashes and its name."""
        names = [c.value for c in row if c.path.lower() == "file:name"]
        hashes = [c for c in row if c.path.lower().startswith("file:hashes.")]
        more = [
            c for c in row if c not in hashes and not (hashes and c.path.lower() == "file:name")
        ]
        if len(row) > 1 and more:
            self._reading.leave_out(
                text(obj.get("pattern")), "the pattern asks for two things at once", "indicator"
            )
            return
        for comparison in hashes or more:
            try:
                observable = observable_in(comparison)
            except InvalidValueError as error:
                self._reading.leave_out(text(obj.get("pattern")), error.problem, "indicator")
                continue
            details: dict[str, Any] = {}
            if isinstance(observable, Commit):
                self._reading.ask(f"commit {observable} (indicator): of which repository?")
                continue
            if isinstance(observable, Domain):
                details["match"] = Match.EXACT
            if isinstance(observable, Sha256 | Sha1 | Md5):
                details["name"] = names[0] if names else None
                details["same_file"] = same if len(hashes) > 1 else None
            self._reading.take(Candidate(observable=observable, **{**said, **details}))

    def _said(self, obj: Json, valid_from: datetime | None) -> dict[str, Any]:
        """What an indicator says of its values."""
        labels = texts(obj.get("labels"))
        roles = [label.removeprefix("role:") for label in labels if label.startswith("role:")]
        actions = [label.removeprefix("action:") for label in labels if label.startswith("action:")]
        if len(roles) > 1:
            name = text(obj.get("name"))
            self._reading.ask(f"{name} has the roles {', '.join(roles)}; a source line has one")
        published = self._reading.published
        early = valid_from if published and valid_from and valid_from < published else None
        return {
            "place": "indicator",
            "action": member_of(Action, actions[0]) if actions else None,
            "role": roles[0] if roles else None,
            "labels": tuple(x for x in labels if not x.startswith(("role:", "action:"))),
            "confidence": percent(obj.get("confidence")),
            "first_seen": early,
            "valid_until": moment(obj.get("valid_until")),
            "references": self._references(obj),
            "tlp": self._tlp(obj),
        }

    def _references(self, obj: Json) -> tuple[str, ...]:
        urls = []
        for ref in mappings(obj.get("external_references")):
            url = web_address(ref.get("url"))
            if url is None or ref.get("external_id"):
                continue  # a page that names the object, no report about it
            title = text(ref.get("description")) or text(ref.get("source_name"))
            dated = _DATED.fullmatch(title)
            self._reading.cite(
                Cited(url, dated[1] if dated else title, dated[2] if dated else None)
            )
            urls.append(url)
        return tuple(urls)

    def _tlp(self, obj: Json) -> Tlp | None:
        refs = texts(obj.get("object_marking_refs"))
        found = [self._markings.get(ref) or _TLP_MARKINGS.get(ref) for ref in refs]
        return max((tlp for tlp in found if tlp), key=lambda tlp: tlp.rank, default=None)

    def _vulnerability(self, name: str) -> None:
        if re.fullmatch(r"CVE-\d{4}-\d{4,7}|GHSA(?:-\w{4}){3}", name):
            self._reading.vulnerabilities[name] = None
        else:
            self._reading.leave_out(name, "no CVE or GHSA id", "vulnerability")


def _technique_ids(pattern: Json) -> dict[str, None]:
    return {
        text(ref.get("external_id")): None
        for ref in mappings(pattern.get("external_references"))
        if ref.get("source_name") == "mitre-attack" and ref.get("external_id")
    }


def _named_tlp(marking: Json) -> Tlp | None:
    definition = marking.get("definition")
    told = definition.get("tlp") if isinstance(definition, dict) else None
    return tlp_of(text(told) or text(marking.get("name")))
