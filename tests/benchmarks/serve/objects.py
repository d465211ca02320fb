"""Indicators as the STIX emitter writes them, made up by number, as a stream of bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

_FIRST = datetime(2026, 4, 22, 18, 0, tzinfo=UTC)
_IDENTITY = "identity--f7ac196b-f660-56d7-955d-6fbc6a4fb12e"
_CLEAR = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
_INCIDENTS = 97


def indicator_id(number: int) -> str:
    """The id of one indicator; always the same."""
    return f"indicator--{UUID(bytes=_digest(number)[:16], version=5)}"


def indicators(count: int) -> Iterator[bytes]:
    """So many objects, a quarter each of file hashes, image digests, domains and addresses."""
    for number in range(count):
        yield orjson.dumps(_indicator(number), option=orjson.OPT_SORT_KEYS)


def _digest(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest()


def _value(number: int) -> tuple[str, str, str]:
    """Value, pattern, and what the description calls it."""
    kind, rest = number % 4, number // 4
    digest = _digest(number).hex()
    if kind == 0:
        return digest, f"[file:hashes.'SHA-256' = '{digest}']", "SHA-256 hash (payload)"
    if kind == 1:
        return f"sha256:{digest}", f"[file:hashes.'SHA-256' = '{digest}']", "Image digest"
    if kind == 2:
        name = f"host-{rest}.evil-{rest % 997}.com"
        return name, f"[domain-name:value = '{name}']", "Domain and its subdomains (c2)"
    address = f"45.{rest >> 16 & 255}.{rest >> 8 & 255}.{rest & 255}"
    return address, f"[ipv4-addr:value = '{address}']", "IPv4 address (c2)"


def _indicator(number: int) -> dict[str, Any]:
    value, pattern, words = _value(number)
    # Each a millisecond later: OpenTAXII looks versions up by their instant alone and is quadratic in
    # those that share one (10,000 objects that one release changed keep it busy for minutes).
    instant = _FIRST + timedelta(milliseconds=number)
    changed = instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    incident = f"made-campaign-{number % _INCIDENTS:02}-2026-04"
    title = f"Made campaign {number % _INCIDENTS} against a package registry and its mirrors"
    return {
        "confidence": 60 + number % 4 * 10,
        "created": changed,
        "created_by_ref": _IDENTITY,
        "description": (
            f"{words}: {title}\n"
            f"Exposure of the registry, package {number % 991}: 2026-04-21T21:28:00Z to "
            "2026-04-21T22:14:00Z (disputed); 2026-04-21T22:14:00Z to 2026-04-22T14:00:00Z "
            "(approximate); caches for 7d more\n"
            "Seen in the second stage; that of the first stage is not published."
        ),
        "external_references": [
            {
                "description": title,
                "external_id": incident,
                "source_name": "feedgen",
                "url": f"https://feedgen.example/incidents/{incident}.html",
            },
            {
                "description": f"A vendor's report on campaign {number % _INCIDENTS} (2026-04-22)",
                "source_name": "vendor.example",
                "url": f"https://vendor.example/blog/{incident}-packages-compromised",
            },
        ],
        "id": indicator_id(number),
        "indicator_types": ["malicious-activity"],
        "kill_chain_phases": [{"kill_chain_name": "mitre-attack", "phase_name": "execution"}],
        "labels": ["action:block", "role:payload"],
        "modified": changed,
        "name": value,
        "object_marking_refs": [_CLEAR],
        "pattern": pattern,
        "pattern_type": "stix",
        "pattern_version": "2.1",
        "spec_version": "2.1",
        "type": "indicator",
        "valid_from": "2026-04-22T18:00:00.000Z",
        "valid_until": "2031-04-22T18:00:00.000Z",
    }
