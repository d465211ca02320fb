"""Whether a client takes what TAXII answers, by its Accept header (TAXII 2.1 §3.1).

There is one representation. Devices that ask for TAXII 2.0 or plain STIX read it too, so only a
client that excludes JSON, or asks for a version of TAXII that is not 2.x, is told 406.
"""

from __future__ import annotations

import re
from functools import lru_cache

_WHATEVER = frozenset({"*/*", "*", "application/*", "application/json", "text/json"})
_SERVED_VERSIONS = frozenset({"2.0", "2.1"})
_CACHED = 512
"""Characters; longer headers are parsed each time."""
_LIMIT = 8192
_QUALITY = re.compile(r"0?\.[0-9]*|[01](?:\.[0-9]*)?")


def accepts(header: str | None) -> bool:
    """Whether the answer will do. A client that says nothing takes everything."""
    if header is None or not header.strip():
        return True
    return _parsed(header) if len(header) <= _CACHED else _accepts(header[:_LIMIT])


def _accepts(header: str) -> bool:
    return any(_takes(part) for part in header.split(","))


_parsed = lru_cache(maxsize=1024)(_accepts)


def _takes(part: str) -> bool:
    media_range, *written = part.lower().split(";")
    parameters = dict(_parameter(text) for text in written)
    quality = parameters.get("q", "1")
    if not _QUALITY.fullmatch(quality) or float(f"0{quality}") == 0:
        return False
    kind = media_range.strip()
    if kind in _WHATEVER:
        return True
    if not kind.startswith("application/") or not kind.endswith("+json"):
        return False
    if kind != "application/taxii+json":
        return True
    return parameters.get("version", "2.1") in _SERVED_VERSIONS


def _parameter(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name.strip(), value.strip().strip('"')
