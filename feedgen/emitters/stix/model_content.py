"""An indicator's content in the words of the model: what any format may show of it.

The ledger's line of an indicator dates it for the tables and the delta too, so that a change
which STIX does not show is a change as well. What is absent is left out: a field that the model
gains later changes no hash of an indicator that does not use it.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import datetime

from feedgen.model.indicator import Indicator
from feedgen.model.instants import Duration, format_millis

_NAMES = (
    "type", "action", "confidence", "tlp", "match", "roles", "labels", "references",
    "incident_ids", "exposures", "notes", "first_seen", "last_seen", "valid_from", "valid_until",
    "revoked_at", "revoked_reason",
)  # fmt: skip
"""Value and generation stand in the claim's key already."""


def model_content(indicator: Indicator) -> dict[str, object]:
    """What JSON can hold of the indicator, without places in source files and guards' exceptions.

    Free of value and generation, so that indicators with the same context share it.
    """
    content = {name: _plain(getattr(indicator, name)) for name in _NAMES}
    content["details"] = [
        [type(mention.detail).__name__, _plain(mention.detail)]
        for mention in indicator.mentions
        if mention.detail is not None
    ]
    return {name: value for name, value in content.items() if value not in (None, [])}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return format_millis(value)
    if isinstance(value, Duration):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {name: item for name, item in plain.items() if item not in (None, [])}
    return value
