"""Findings as text, JSON, SARIF 2.1.0, or GitHub workflow commands."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import StrEnum
from urllib.parse import quote

import orjson

from feedgen import __version__
from feedgen.checks import checks
from feedgen.cli.console import write_out
from feedgen.errors import Finding, shown
from feedgen.sources import codes


class Format(StrEnum):
    """How findings are written to standard output."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


def write(findings: Sequence[Finding], output: Format) -> None:
    """Write them all, in order of place."""
    ordered = sorted(findings)
    writers = {Format.TEXT: text, Format.JSON: json, Format.SARIF: sarif, Format.GITHUB: github}
    write_out(writers[output](ordered))


def text(findings: Sequence[Finding]) -> str:
    """One line each, as compilers write them."""
    return "".join(f"{finding}\n" for finding in findings)


def json(findings: Sequence[Finding]) -> str:
    """An array of objects."""
    return _dump(
        [
            {
                "path": _encodable(finding.location.path),
                "line": finding.location.line,
                "column": finding.location.column,
                "code": finding.code,
                "level": finding.level.value,
                "problem": _encodable(finding.problem),
                "remedy": _encodable(finding.remedy),
            }
            for finding in findings
        ]
    )


def sarif(findings: Sequence[Finding]) -> str:
    """SARIF 2.1.0, as code scanning takes it (https://docs.oasis-open.org/sarif/sarif/v2.1.0/)."""
    titles = {check.code: check.title for check in checks()}
    used = sorted({finding.code for finding in findings})
    rules = [
        {
            "id": code,
            "shortDescription": _message(titles.get(code, _source_title(code))),
            "help": _message("See docs/findings.md."),
        }
        for code in used
    ]
    results = [
        {
            "ruleId": finding.code,
            "ruleIndex": used.index(finding.code),
            "level": finding.level.value,
            "message": _message(f"{finding.problem}; {finding.remedy}"),
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(os.fsencode(finding.location.path))},
                        "region": {
                            "startLine": finding.location.line,
                            "startColumn": finding.location.column,
                        },
                    }
                }
            ],
        }
        for finding in findings
    ]
    return _dump(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": {"name": "feedgen", "version": __version__, "rules": rules}},
                    "columnKind": "unicodeCodePoints",
                    "results": results,
                }
            ],
        }
    )


def _message(text: str) -> dict[str, str]:
    """A SARIF message. Braces stand around arguments, so those of a text are doubled (§3.11.5).

    `[text](address)` would be a link (§3.11.6), and a value that somebody else chose makes none.
    """
    escaped = _encodable(text).replace("{", "{{").replace("}", "}}")
    return {"text": escaped.replace("](", "] (")}


def _encodable(text: str) -> str:
    """The text with what has no UTF-8 form spelled out: file names need not be text."""
    return text.encode(errors="backslashreplace").decode()


def github(findings: Sequence[Finding]) -> str:
    """Workflow commands: annotations on the lines of a pull request."""
    return "".join(
        f"::{finding.level.value} file={_property(finding.location.path)},"
        f"line={finding.location.line},col={finding.location.column},"
        f"title={_property(finding.code)}::{_data(f'{finding.problem}; {finding.remedy}')}\n"
        for finding in findings
    )


def _data(value: str) -> str:
    return shown(value).replace("%", "%25")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def _source_title(code: str) -> str:
    names = {value: name for name, value in vars(codes).items() if isinstance(value, str)}
    return names.get(code, code).lower().replace("_", " ")


def _dump(document: object) -> str:
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
