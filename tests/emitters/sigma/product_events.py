"""Events of a log source as a product keeps them: its names, its constants, its fields of hashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedgen.emitters.sigma.family import LogSource
from feedgen.emitters.sigma_queries.logs import Log, Schema
from feedgen.errors import UnencodableError
from tests.emitters.sigma.pull_events import Event

_COMPUTED = {"RemoteHost", "UrlHost"}
"""Columns that a query makes itself, from a URL."""


def product_events(schema: Schema, source: LogSource, event: Event) -> Iterator[Event]:
    """The event, once for each field of the product in which a value may stand."""
    log = schema.log(source)
    choices = {0}
    for name in event:
        choices |= set(range(len(_names(schema, log, name))))
    for choice in sorted(choices):
        made = _event(schema, log, event, choice)
        if made is not None:
            yield made


def _event(schema: Schema, log: Log, event: Event, choice: int) -> Event | None:
    made: dict[str, str | int] = {name: values[0] for name, values in log.where.items()}
    for name, value in event.items():
        if name == "Hashes" and log.hashes:
            for kind, text in re.findall(r"(MD5|SHA1|SHA256)=(\w+)", str(value)):
                for field in _names(schema, log, kind.lower()) if kind in log.hashes else ():
                    made[field] = text.lower()
            continue
        names = _names(schema, log, name)
        if names:
            made[names[min(choice, len(names) - 1)]] = value
    return _without_computed(made, event)


def _names(schema: Schema, log: Log, name: str) -> tuple[str, ...]:
    try:
        return schema.names(log, name)
    except UnencodableError:
        return ()


def _without_computed(made: dict[str, str | int], event: Event) -> Event | None:
    """With the URL that a computed host is taken from."""
    if "RemoteHost" in made:
        made["RemoteUrl"] = made.pop("RemoteHost")
    if "Url" in made or "UrlHost" in made:
        host, rest = event.get("cs-host"), str(event.get("c-uri", ""))
        if host is None or rest == "/":
            # The product takes the host from the URL, which has a scheme and a port as well.
            return None
        made.pop("UrlHost", None)
        made["Url"] = rest if "://" in rest else f"https://{host}{rest}"
    return made
