"""FG320: a curated YARA rule that could not be published, or would speak of the wrong things.

One broken rule breaks every rule in its file for everybody who loads it, so rules are compiled
here by a real engine, and its warnings count too.
"""

from __future__ import annotations

from collections.abc import Iterator

import yara_x

from feedgen.checks import Check
from feedgen.errors import Finding, UnencodableError
from feedgen.model import yara_curation, yara_text
from feedgen.model.feed import Feed
from feedgen.model.incident import YaraRule

CODE = yara_curation.CODE

_EMPTY = {
    "elf": b"\x7fELF".ljust(4096, b"\0"),
    "pe": b"MZ".ljust(0x3C, b"\0") + b"\x40\0\0\0PE".ljust(4096, b"\0"),
    "macho": b"\xcf\xfa\xed\xfe".ljust(4096, b"\0"),
    "script": b"\n" * 4096,
    "any": b"\n" * 4096,
}
"""By format: files with the right header and nothing in them."""


def check_rule(rule: YaraRule) -> list[Finding]:
    """Everything that is wrong with one curated rule by itself: its parts, then its compilation."""
    return yara_curation.findings(rule) or [
        Finding(rule.location, CODE, f"{rule.name} is no rule to publish: {complaint}",
                "correct its strings or condition")
        for complaint in _complaints(rule)
    ]  # fmt: skip


def _complaints(rule: YaraRule) -> list[str]:
    """What YARA-X says of the rule as it would be published."""
    compiler = yara_x.Compiler()
    try:
        compiler.add_source(yara_text.curated_rule_text(rule, [("description", rule.description)]))
    except UnencodableError as error:
        return [error.reason]
    except yara_x.CompileError:
        return [_in_words(complaint) for complaint in compiler.errors()]
    if compiler.warnings():
        return [_in_words(complaint) for complaint in compiler.warnings()]
    if yara_x.Scanner(compiler.build()).scan(_EMPTY[rule.format]).matching_rules:
        return ["it matches a file that holds none of its strings"]
    return []


def _in_words(complaint: dict[str, object]) -> str:
    labels = complaint.get("labels")
    first = labels[0] if isinstance(labels, list) and labels else {}
    said = str(first.get("text", "")) if isinstance(first, dict) else ""
    return f"{complaint['title']}" + (f" ({said})" if said else "")


def _run(feed: Feed) -> Iterator[Finding]:
    rules = [rule for incident in feed.incidents for rule in incident.yara]
    harmless = _harmless(feed, {text for rule in rules for text in _texts(rule)})
    first: dict[str, YaraRule] = {}
    for rule in rules:
        yield from check_rule(rule)
        for text in sorted(harmless.keys() & _texts(rule)):
            problem = f'{rule.name} holds "{text}", which is {harmless[text]}'
            yield Finding(rule.location, CODE, problem, "take it out of the rule")
        other = first.setdefault(rule.name, rule)
        if other is not rule:
            problem = f"{rule.name} is also the name of the rule at {other.location}"
            yield Finding(rule.location, CODE, problem, "give this rule another name")


def _texts(rule: YaraRule) -> set[str]:
    return {string.text for string in rule.strings} | set(rule.hashes)


def _harmless(feed: Feed, texts: set[str]) -> dict[str, str]:
    """Which of these texts the feed calls harmless, and why.

    A rule may combine what it likes, but a whole string that is known good or was withdrawn is a
    mistake of the rule.
    """
    revoked = {indicator.value for indicator in feed.revoked if indicator.value in texts}
    revoked -= {indicator.value for indicator in feed.active if indicator.value in revoked}
    good = {known.observable.value for known in feed.known_good} & texts
    return dict.fromkeys(revoked, "revoked") | dict.fromkeys(good, "known good")


CHECK = Check(
    code=CODE,
    name="yara_rules",
    title="Curated YARA rules that cannot be published",
    run=_run,
)
