"""What a release changes: `delta.json` for machines, `CHANGES.md` for people.

Both come from the serials in the ledger, so a fresh clone gives them byte for byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import orjson

from feedgen.model.feed import Feed
from feedgen.model.indicator import Indicator
from feedgen.model.instants import format_instant
from feedgen.model.ledger import LedgerLine
from feedgen.model.observables import OBSERVABLE_TYPES

_SHOWN = 50
"""How many values of one kind CHANGES.md lists before it only counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The difference between a release and the one before it.

    A consumer that holds the previous set puts `added` and `changed` in, takes `revoked` and
    `expired` out, and has the new set.
    """

    added: tuple[Indicator, ...]
    changed: tuple[Indicator, ...]
    revoked: tuple[Indicator, ...]
    expired: tuple[Indicator, ...]
    rules_added: tuple[LedgerLine, ...]
    rules_changed: tuple[LedgerLine, ...]
    rules_removed: tuple[LedgerLine, ...]

    @property
    def is_empty(self) -> bool:
        """True when no indicator and no rule moved."""
        return not any(
            (
                self.added,
                self.changed,
                self.revoked,
                self.expired,
                self.rules_added,
                self.rules_changed,
                self.rules_removed,
            )
        )


def changes_of(feed: Feed) -> Changes:
    """What the feed's release adds, changes, revokes and lets expire."""
    serial, as_of, before = feed.release.serial, feed.as_of, feed.release.previous_as_of
    added: list[Indicator] = []
    changed: list[Indicator] = []
    revoked: list[Indicator] = []
    expired: list[Indicator] = []
    for indicator in feed.indicators:
        line = feed.stamp(indicator.id)
        touched = line.changed_serial == serial
        if indicator.revoked:
            if touched:
                revoked.append(indicator)
        elif not indicator.is_active(as_of):
            if _expired_now(indicator, line, serial, before):
                expired.append(indicator)
        elif line.added_serial == serial:
            added.append(indicator)
        elif touched:
            changed.append(indicator)
    rules = sorted(
        (line for line in feed.ledger.lines.values() if line.kind.endswith("-rule")),
        key=lambda line: (line.kind, line.key),
    )
    return Changes(
        added=tuple(added),
        changed=tuple(changed),
        revoked=tuple(revoked),
        expired=tuple(expired),
        rules_added=tuple(rule for rule in rules if rule.added_serial == serial),
        rules_removed=tuple(rule for rule in rules if rule.gone_serial == serial),
        rules_changed=tuple(r for r in rules if r.changed_serial == serial != r.added_serial),
    )


def _expired_now(
    indicator: Indicator, line: LedgerLine, serial: int, before: datetime | None
) -> bool:
    """Whether a reader of the previous release still holds it."""
    if line.added_serial == serial or before is None:
        return False
    return line.changed_serial == serial or indicator.valid_until > before


def delta_json(feed: Feed, changes: Changes) -> bytes:
    """The delta against the previous release, for machines."""
    release = feed.release

    def rows(indicators: tuple[Indicator, ...]) -> list[dict[str, object]]:
        return [
            {
                "id": i.id,
                "type": i.type,
                "value": i.value,
                "action": i.action.value,
                "generation": i.generation,
                "incidents": list(i.incident_ids),
            }
            for i in indicators
        ]

    def rules(lines: tuple[LedgerLine, ...]) -> list[dict[str, object]]:
        return [
            {
                "id": r.id,
                "kind": r.kind,
                "key": r.key,
                "rev": r.rev,
                **({"sid": r.sid} if r.sid is not None else {}),
            }
            for r in lines
        ]

    document = {
        "from": release.previous_version,
        "to": release.version,
        "serial": release.serial,
        "as_of": format_instant(release.as_of),
        "added": rows(changes.added),
        "changed": rows(changes.changed),
        "revoked": rows(changes.revoked),
        "expired": rows(changes.expired),
        "rules_added": rules(changes.rules_added),
        "rules_changed": rules(changes.rules_changed),
        "rules_removed": rules(changes.rules_removed),
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def changes_md(feed: Feed, changes: Changes) -> str:
    """The same for people: defanged, and cut where lists get long."""
    release = feed.release
    since = f"Since {release.previous_version}" if release.previous_version else "The first release"
    lines = [
        f"# {release.version}",
        "",
        (
            f"{since}, as of {format_instant(release.as_of)}: "
            f"{len(changes.added)} added, {len(changes.changed)} changed, "
            f"{len(changes.revoked)} revoked, {len(changes.expired)} expired; "
            f"{len(changes.rules_added)} new rules, {len(changes.rules_changed)} changed rules, "
            f"{len(changes.rules_removed)} removed rules."
        ),
    ]
    for title, indicators in (
        ("Added", changes.added),
        ("Changed", changes.changed),
        ("Revoked", changes.revoked),
        ("Expired", changes.expired),
    ):
        if indicators:
            lines += ["", f"## {title}", ""]
            ordered = sorted(indicators, key=_weight)
            lines += [_bullet(indicator) for indicator in ordered[:_SHOWN]]
            if len(indicators) > _SHOWN:
                lines.append(f"- … and {len(indicators) - _SHOWN} more, see delta.json")
    return "\n".join(lines) + "\n"


_ORDER = {type_: number for number, type_ in enumerate(OBSERVABLE_TYPES)}


def _weight(indicator: Indicator) -> tuple[int, str, int]:
    """Types in the model's order: images first, what only hints last."""
    return (_ORDER[indicator.type], indicator.value, indicator.generation)


def _bullet(indicator: Indicator) -> str:
    reason = f": {_one_line(indicator.revoked_reason)}" if indicator.revoked_reason else ""
    where = ", ".join(indicator.incident_ids)
    return f"- {indicator.observable.title} {code_span(defang(indicator))} ({where}){reason}"


def defang(indicator: Indicator) -> str:
    """The value as people pass it on: not clickable where it could be."""
    value = indicator.value
    if indicator.type in ("domain", "ip", "email"):
        return value.replace(".", "[.]")
    if indicator.type == "url":
        scheme, separator, rest = value.partition("://")
        host, slash, path = rest.partition("/")
        return f"{scheme.replace('http', 'hxxp')}{separator}{host.replace('.', '[.]')}{slash}{path}"
    return value


def code_span(text: str) -> str:
    """Markdown that shows the text exactly, whatever backticks it holds."""
    longest = run = 0
    for character in text:
        run = run + 1 if character == "`" else 0
        longest = max(longest, run)
    fence = "`" * (longest + 1)
    padding = " " if longest or text.startswith(" ") else ""
    return f"{fence}{padding}{text}{padding}{fence}"


def _one_line(text: str | None) -> str:
    # Prose goes into Markdown: what would start markup or a link is escaped.
    plain = " ".join((text or "").split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>&#!|" else c for c in plain)
