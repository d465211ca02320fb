"""The `match[...]` filters of a request (TAXII 2.1 §3.4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from feedgen.serve.taxii.refusals import malformed
from feedgen.serve.taxii.timestamps import parse_micros

FIELDS = ("id", "type", "version", "spec_version")
SERVED_SPEC = "2.1"
VALUES_LIMIT = 1000
"""Of one field. A request line does not hold many more ids."""
_ID = re.compile(r"([a-z0-9][a-z0-9-]{1,249})--([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_TYPE = re.compile(r"[a-z0-9][a-z0-9-]{1,249}")
_SPEC = re.compile(r"[0-9]{1,3}\.[0-9]{1,3}")
_WORDS = frozenset({"first", "last", "all"})

Fields = tuple[tuple[str, tuple[str, ...]], ...]
"""Names and values, each sorted, without repetition: equal filters are equal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Which objects are asked for. All fields have to fit; of a field's values, one."""

    fields: Fields = ()
    """As they were given; empty where the client filters nothing."""
    ids: tuple[tuple[str, bytes], ...] | None = None
    """Type and UUID."""
    types: frozenset[str] | None = None
    first: bool = False
    """Whether the oldest version of each object fits."""
    last: bool = True
    every: bool = False
    """Whether all versions fit."""
    versions: frozenset[int] = frozenset()
    """Single versions that fit, in milliseconds since 1970."""
    spec: bool = True
    """Whether objects of STIX 2.1, the only ones there are, fit."""

    @property
    def names_versions(self) -> bool:
        """Whether the client asks for other versions than everybody gets."""
        return any(name == "version" for name, _ in self.fields)

    def only(self, *names: str) -> Match:
        """Without the fields that an endpoint does not know."""
        kept = {name: values for name, values in self.fields if name in names}
        return self if len(kept) == len(self.fields) else parse_match(kept)


NOTHING = Match()
"""No filter: the last version of everything."""


def parse_match(given: Mapping[str, Iterable[str]]) -> Match:
    """Read the values of each field.

    Raises:
        RefusedError: when one of them cannot be a value of its field, or there are too many.
    """
    if not given:
        return NOTHING
    sets = {name: _values(name, values) for name, values in given.items()}
    words, versions = _versions(sets.get("version", frozenset({"last"})))
    types = sets.get("type")
    for type_ in types or ():
        if not _TYPE.fullmatch(type_):
            raise malformed("match[type]", f"{_shown(type_)} is no name of a STIX type")
    spec = sets.get("spec_version")
    for version in spec or ():
        if not _SPEC.fullmatch(version):
            raise malformed("match[spec_version]", f"{_shown(version)} is no version like 2.1")
    return Match(
        fields=tuple((name, tuple(sorted(sets[name]))) for name in sorted(sets)),
        ids=_ids(sets["id"]) if "id" in sets else None,
        types=types,
        first="first" in words,
        last="last" in words,
        every="all" in words,
        versions=versions,
        spec=spec is None or SERVED_SPEC in spec,
    )


def parse_id(text: str) -> tuple[str, bytes] | None:
    """Type and UUID of a STIX id; None when it is none."""
    found = _ID.fullmatch(text)
    return (found[1], bytes.fromhex(found[2].replace("-", ""))) if found else None


def _values(name: str, values: Iterable[str]) -> frozenset[str]:
    found = tuple(values)
    if len(found) > VALUES_LIMIT:
        raise malformed(
            f"match[{name}]", f"has {len(found)} values; ask for {VALUES_LIMIT} at most"
        )
    if not all(found):
        raise malformed(f"match[{name}]", "has an empty value")
    return frozenset(found)


def _ids(texts: Iterable[str]) -> tuple[tuple[str, bytes], ...]:
    found = []
    for text in sorted(texts):
        id_ = parse_id(text)
        if id_ is None:
            raise malformed("match[id]", f"{_shown(text)} is no STIX id")
        found.append(id_)
    return tuple(found)


def _versions(texts: frozenset[str]) -> tuple[frozenset[str], frozenset[int]]:
    if "all" in texts and len(texts) > 1:
        raise malformed("match[version]", "all cannot stand beside other versions")
    versions = set()
    for text in texts - _WORDS:
        micros = parse_micros(text)
        if micros is None:
            raise malformed(
                "match[version]",
                f"{_shown(text)} is none of first, last, all and no timestamp like "
                "2026-01-01T00:00:00.000000Z",
            )
        # Versions are whole milliseconds; one with finer digits does not exist.
        if micros % 1000 == 0:
            versions.add(micros // 1000)
    return texts & _WORDS, frozenset(versions)


def _shown(text: str) -> str:
    """Short, and as ASCII, whatever the client sent."""
    return ascii(text if len(text) <= 80 else f"{text[:77]}...")
