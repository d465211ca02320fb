"""Every text of the corpus, at every place of a source: it comes back equal, or a finding names the place."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from feedgen.errors import SourceError
from feedgen.model.observables import OBSERVABLE_TYPES
from feedgen.sources.incident_file import IncidentSource, parse_incident, read_incident
from feedgen.sources.refang import read_value
from feedgen.sources.tree import read_profile, read_tree
from tests.hostile.spellings import spellings
from tests.hostile.values import FAMILIES, TEXTS
from tests.sources.source_tree import FEED, INCIDENT, write_tree

Read = Callable[[IncidentSource], object]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of an incident file with room for a text, and how the text is read from the model."""

    line: str
    read: Read


def _values(type_: str) -> Read:
    return lambda source: next(
        one.observable.value for one in source.mentions if one.observable.type == type_
    )


HEAD = (
    "schema_version: 1", "id: hostile", "status: published", "tlp: clear", "severity: high",
    "published: 2026-01-02T00:00:00Z", "defaults: {references: [r]}",
)  # fmt: skip
PLAIN: Mapping[str, Place] = MappingProxyType({
    "title": Place("title: {}", lambda s: s.incident.title),
    "summary": Place("summary: {}", lambda s: s.incident.summary),
    "note of an incident": Place("notes: [{}]", lambda s: s.incident.notes[0]),
    "vulnerability": Place("vulnerabilities: [{}]", lambda s: s.incident.vulnerabilities[0]),
    "campaign": Place("campaigns: [{name: {}}]", lambda s: s.incident.campaigns[0].name),
    "actor": Place("actors: [{}]", lambda s: s.incident.actors[0].name),
    "alias": Place("malware: [{name: M, aliases: [{}]}]", lambda s: s.incident.malware[0].aliases[0]),
    "component": Place(
        "exposures: {e: {component: {}, windows: [{from: 2026-01-01, until: open}]}}",
        lambda s: s.incident.exposures[0].component,
    ),
    "reference": Place(
        "references: {r: {title: {}, url: 'https://acme-vendor.com'}}",
        lambda s: s.incident.references[0].title,
    ),
    "credential": Place("remediation: {credentials: [{}]}", lambda s: s.incident.remediation.credentials[0]),
})  # fmt: skip
"""Places of the file itself, where a text is only a text."""
ENTRIES: Mapping[str, Place] = MappingProxyType(
    {
        "note": Place("ips: [{value: 192.0.2.7, note: {}}]", lambda s: _of(s, "ip").note),
        "label": Place(
            "certificates: [{value: '%s', labels: [{}]}]" % ("a" * 64),
            lambda s: _of(s, "certificate").labels[0],
        ),
        "file name": Place(
            "files: [{sha256: '%s', name: {}}]" % ("b" * 64), lambda s: _of(s, "sha256").detail.name
        ),
        "reason": Place(
            "carriers: [{uses: github.com/a/b, refs: all, because: {}}]",
            lambda s: _of(s, "carrier").detail.because,
        ),
        "user agent": Place("user_agents: [{}]", _values("user_agent")),
        "path": Place("paths: [{value: {}}]", _values("path")),
        "command line": Place("processes: [{}]", _values("process")),
    }
)
"""Places below `indicators`, where it is one too."""
TYPED: Mapping[str, Place] = MappingProxyType(
    {
        "domain": Place("domains: [{}]", _values("domain")),
        "url": Place("urls: [{}]", _values("url")),
        "email": Place("emails: [{}]", _values("email")),
        "header": Place("http_headers: [{}]", _values("http_header")),
        "repository": Place("repositories: [{}]", _values("repository")),
        "unit": Place("systemd_units: [{}]", _values("systemd_unit")),
        "object": Place("kubernetes: [{kind: Pod, name: {}}]", _values("kubernetes")),
        "account": Place(
            "accounts: [{service: github, name: {}, standing: attacker}]", _values("account")
        ),
        "plugin": Place("plugins: [{service: jenkins, id: {}, versions: [1]}]", _values("plugin")),
        "extension": Place(
            "extensions: [{registry: open-vsx, id: a.b, versions: [{}]}]", _values("extension")
        ),
        "package": Place("packages: {npm: {{}: [1]}}", _values("package")),
        "ref": Place(
            "actions: [{repository: github.com/a/b, refs: {created: [{}]}}]", _values("action_ref")
        ),
        "tag": Place(
            "images: [{repository: docker.io/a/b, tags: {created: [{}]}}]", _values("image_tag")
        ),
    }
)
"""Places that have a grammar of their own."""
SHAPELESS = frozenset({"domain", "url", "email", "header", "package"})
"""Of the typed places: those whose canonical form does not hold the text as it was written."""
PROSE = frozenset({"summary", "note of an incident", "note", "reason"})
"""Places with room for several lines, whose letters stay as they are."""
PASTED = ("title", "note", "user agent", "domain")
"""Where somebody pastes a text without quotes: at the end of a line, and between brackets."""
REQUIRED = frozenset({"title", "summary", "reference"})
PLACES = {**PLAIN, **ENTRIES, **TYPED}


def _of(source: IncidentSource, type_: str) -> Any:
    return next(one for one in source.mentions if one.observable.type == type_)


def quoted(text: str) -> str:
    """The text as a YAML scalar in double quotes, everything unusual escaped."""
    plain = (
        c if c.isascii() and c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}"
        for c in text
    )  # fmt: skip
    return f'"{"".join(plain)}"'


def file_of(scalars: Mapping[str, str]) -> tuple[str, dict[int, str]]:
    """An incident with these scalars at their places, and which place stands on which line."""
    lines, at = list(HEAD), {}
    for name, place in PLACES.items():
        if name in scalars or name in REQUIRED:
            if name not in PLAIN and "indicators:" not in lines:
                lines.append("indicators:")
            indent = "" if name in PLAIN else "  "
            lines.append(indent + place.line.replace("{}", scalars.get(name, "harmless"), 1))
            at[len(lines)] = name
    return "\n".join(lines) + "\n", at


def judge(error: SourceError, lines: Collection[int]) -> None:
    """Every finding names the file, a line of it, a code, what is wrong and what to do."""
    assert error.findings
    for finding in error.findings:
        assert finding.location.path.endswith("2026/hostile.yml")
        assert finding.location.line in lines
        assert re.fullmatch(r"FG\d{3}", finding.code)
        assert finding.problem
        assert finding.remedy


def accepted(scalars: Mapping[str, str], root: Path) -> tuple[IncidentSource, set[str]]:
    """The incident of all places that are not refused, and those that are, each by a finding."""
    profile, path = read_profile(root), root / "2026" / "hostile.yml"
    left = dict(scalars)
    while True:
        text, at = file_of(left)
        try:
            return parse_incident(text, path, root, profile), scalars.keys() - left.keys()
        except SourceError as error:
            judge(error, range(1, text.count("\n") + 1))
            refused = {at.get(finding.location.line) for finding in error.findings}
            if not refused & left.keys():
                pytest.fail(f"what was refused is no text of ours: {error}")
            left = {name: text for name, text in left.items() if name not in refused}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("iocs")
    (folder / "feed.yml").write_text(FEED)
    return folder


@pytest.mark.parametrize("family", FAMILIES)
def test_a_quoted_text_comes_back_equal_or_is_refused_where_it_stands(
    family: str, root: Path
) -> None:
    for text in FAMILIES[family]:
        source, refused = accepted(dict.fromkeys(PLACES, quoted(text)), root)
        meant = unicodedata.normalize("NFC", text.strip())
        for name in PLACES.keys() - refused - SHAPELESS:
            read = PLACES[name].read(source)
            if name in TYPED:
                assert meant.casefold() in str(read).casefold(), name
            elif name in PROSE:
                assert read == text.strip(), name
            else:
                assert read == meant, name
        unseen = any(unicodedata.category(c) in {"Cc", "Cs"} for c in text.replace("\n", ""))
        if unseen:
            assert refused == PLACES.keys()


@pytest.mark.parametrize("family", FAMILIES)
def test_a_text_that_somebody_pastes_is_read_or_refused(family: str, root: Path) -> None:
    path = root / "2026" / "hostile.yml"
    path.parent.mkdir(exist_ok=True)
    for text in FAMILIES[family]:
        for name in PASTED:
            content, _ = file_of({name: text})
            path.write_bytes(content.encode(errors="surrogatepass"))
            try:
                read_incident(path, root, read_profile(root))
            except SourceError as error:
                judge(error, range(1, content.count("\n") + 2))


@pytest.mark.parametrize(
    "type_", ["domain", "ip", "url", "sha256", "image_digest", "purl", "email"]
)
@pytest.mark.parametrize("form", ["txt", "csv"])
def test_a_line_of_a_bulk_list_is_a_value_or_a_finding(
    type_: str, form: str, tmp_path: Path
) -> None:
    cls = OBSERVABLE_TYPES["package" if type_ == "purl" else type_]
    texts = [text for text in TEXTS[::3] if text.isprintable() and len(text) < 300]
    lines = dict.fromkeys(one for text in texts for one in spellings(cls.type, text))
    left = [line for line in lines if line.strip() and not line.strip().startswith("#")]
    body = f"indicators:\n  lists: [{{type: {type_}, path: lists/x.{form}}}]\n"
    path = write_tree(tmp_path, INCIDENT[: INCIDENT.index("indicators:")] + body)
    (tmp_path / "lists").mkdir()
    while True:
        with (tmp_path / "lists" / f"x.{form}").open("w", newline="", encoding="utf-8") as file:
            if form == "txt":
                file.writelines(f"{line}\n" for line in left)
            else:
                csv.writer(file).writerows([["value"], *([line] for line in left)])
        try:
            found = read_tree(tmp_path).indicators(drafts=False)
            break
        except SourceError as error:
            offset = 1 if form == "txt" else 2
            wrong = {
                finding.location.line - offset
                for finding in error.findings
                if finding.location.path.endswith(f"lists/x.{form}")
            }
            if not wrong & {*range(len(left))}:
                pytest.fail(f"what was refused is no line of the list: {error}")
            left = [line for number, line in enumerate(left) if number not in wrong]
    assert path.is_file()
    assert len({one.value for one in found}) == len(found) > 0
    assert {one.value for one in found} == {read_value(cls, line).value for line in left}
