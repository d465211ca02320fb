"""Lists of exact values: one file per kind and incident, loaded by the rules that ask for it."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from feedgen.emitters.rendering import Encoded
from feedgen.emitters.suricata.encoding import dataset_line, host_name
from feedgen.errors import UnencodableError
from feedgen.model.feed import FeedProfile
from feedgen.model.ids import object_uuid
from feedgen.model.indicator import Indicator

_SHA256 = re.compile("[0-9a-f]{64}")
_IPV4 = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
_CHUNK = 4096
"""Lines."""


class ListKind(StrEnum):
    """What a list holds."""

    DOMAINS = "domains"
    HASHES = "hashes"
    DIGESTS = "digests"
    ADDRESSES = "addresses"
    """IPv4: `type ip` takes IPv4 in Suricata 7 and refuses it in 8."""


_AS_STRINGS = (ListKind.DOMAINS, ListKind.DIGESTS)


@dataclass(frozen=True, kw_only=True)
class ValueList:
    """The exact values of one incident. Named after it, and unique among all feeds."""

    kind: ListKind
    incident_id: str
    """The first incident of each member."""
    members: tuple[Indicator, ...]
    """By value, at least one."""
    profile: FeedProfile
    bulk: bool = False
    """It comes from bulk lists, and is apart from the curated one of the same incident."""

    @property
    def subject(self) -> str:
        """What the ids of its rules are made of, beside their form."""
        return f"{self.incident_id} bulk" if self.bulk else self.incident_id

    @cached_property
    def name(self) -> Encoded:
        """The set's name in the engine, at most 63 characters, and the file's."""
        producer = _slug(self.profile.name, 12) or "feed"
        digits = object_uuid(self.profile.namespace, "suricata-list", self.kind, self.subject)
        readable = _slug(self.incident_id, 30)
        return Encoded(f"{producer}-{self.kind}-{readable}-{digits[:8]}")

    @property
    def file(self) -> Encoded:
        """Relative to the rule file, which is where Suricata looks."""
        return Encoded(f"datasets/{self.name}.lst")

    def chunks(self) -> Iterator[bytes]:
        """The file: one value a line, base64 in string datasets, hex in hash lists. No comments."""
        for start in range(0, len(self.members), _CHUNK):
            values = [member.value for member in self.members[start : start + _CHUNK]]
            if self.kind in _AS_STRINGS:
                values = [dataset_line(value) for value in values]
            yield "".join(f"{value}\n" for value in values).encode("ascii")

    @cached_property
    def sha256(self) -> Encoded:
        """Of the file: part of each rule that loads it, so that `rev` rises with its content."""
        digest = hashlib.sha256()
        for chunk in self.chunks():
            digest.update(chunk)
        return Encoded(digest.hexdigest())


class ListBuilder:
    """Collects exact values in the feed's order, which is by value."""

    def __init__(self, profile: FeedProfile) -> None:
        self._profile = profile
        self._members: dict[tuple[ListKind, str, bool], list[Indicator]] = defaultdict(list)

    def add(self, kind: ListKind, indicator: Indicator) -> None:
        """Puts an indicator on the list of its first incident, so that one hit is one alert.

        Raises:
            UnencodableError: for a hash that the engine would refuse, with its whole list, and for
                what no file can hold.
        """
        if kind is ListKind.DOMAINS:
            host_name(indicator.value)
        if kind in _AS_STRINGS:
            dataset_line(indicator.value)
        if kind is ListKind.HASHES and not _SHA256.fullmatch(indicator.value):
            raise UnencodableError("the value is no SHA-256 in lower-case hex")
        if kind is ListKind.ADDRESSES and not _IPV4.fullmatch(indicator.value):
            raise UnencodableError("a dataset of Suricata 7 and 8 holds single IPv4 addresses only")
        self._members[kind, indicator.incident_ids[0], indicator.bulk].append(indicator)

    def lists(self) -> Iterator[ValueList]:
        """All lists, by kind and incident; none is empty."""
        for kind, incident_id, bulk in sorted(self._members):
            yield ValueList(
                kind=kind, incident_id=incident_id, profile=self._profile, bulk=bulk,
                members=tuple(self._members[kind, incident_id, bulk]),
            )  # fmt: skip


def _slug(text: str, limit: int) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:limit].strip("-")
