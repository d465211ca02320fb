"""Where a log source of Sigma's taxonomy lives in a product, and what its fields are called there.

Each `Log` was written from the vendor's documentation of its schema (docs/sigma-queries.md names
them). A field that is not listed has no place in that product: its values are left out of the query
and reported, never searched for under a name that no event has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from feedgen.emitters.sigma.family import LogSource
from feedgen.errors import UnencodableError

_ARRAYS = re.compile(
    r"([cC]ontainers(?=\.)|Statuses(?=\.)|imageIds(?=\.)|request_headers(?=\.)|volumes(?=\.)"
    r"|cert_chain_fps\Z)"
)
"""Names of arrays in the records of Kubernetes, CloudTrail, Suricata and Zeek."""
HASHES = ("md5", "sha1", "sha256")
"""Names that stand for a field of one algorithm, before a product gives it a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """A log source in one product."""

    category: str | None = None
    """Of Sigma's log source; None matches any."""
    product: str | None = None
    service: str | None = None
    fields: Mapping[str, str | tuple[str, ...]] | None = None
    """The product's name, or several of which any may hold the value; None: names are kept."""
    hashes: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """By algorithm, for products with a field each; else `Hashes` is a field like others."""
    prefix: str = ""
    """Stands before names that are kept."""
    below: Mapping[str, str] = field(default_factory=dict)
    """Fields below a name are kept below another: `requestParameters.` to what stands for it."""
    table: str = ""
    """Of the product, where queries name one."""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What an event must be besides: product's field to values of which any."""
    whole: tuple[str, ...] = ()
    """Beginnings of the product's fields that it searches for whole values only."""

    def matches(self, source: LogSource) -> bool:
        """True where this is that log source."""
        wanted = (
            (self.category, source.category),
            (self.product, source.product),
            (self.service, source.service),
        )
        return all(own is None or own == theirs for own, theirs in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """All log sources of one product, and how it keeps arrays."""

    logs: tuple[Log, ...]
    """The first that matches counts."""
    title: str
    arrays: str | None = ""
    """What is put behind the name of an array; None where arrays cannot be searched."""

    def log(self, source: LogSource) -> Log:
        """Where the log source is.

        Raises:
            UnencodableError: when the product has no place for it.
        """
        found = next((log for log in self.logs if log.matches(source)), None)
        if found is None:
            name = " ".join(filter(None, (source.product, source.service, source.category)))
            raise UnencodableError(f"{self.title} has no table for the log source {name}")
        return found

    def names(self, log: Log, name: str) -> tuple[str, ...]:
        """What a field of the rule is called, in this product.

        Raises:
            UnencodableError: when no field of the product holds it.
        """
        if _ARRAYS.search(name):
            if self.arrays is None:
                raise UnencodableError(f"{self.title} searches no lists inside an event")
            name = _ARRAYS.sub(rf"\1{self.arrays}", name)
        if log.fields is None:
            return (log.prefix + name,)
        known = log.fields.get(name)
        if name in HASHES and log.hashes:
            known = log.hashes[name.upper()]
        head, dot, rest = name.partition(".")
        if known is None and head in log.below:
            known = log.below[head] + dot + rest
        if known is None:
            raise UnencodableError(f"{self.title} has no field for {name}")
        return (known,) if isinstance(known, str) else known
