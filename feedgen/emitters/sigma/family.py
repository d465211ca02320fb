"""A family: one log source, and how indicators appear in it. One rule per family and incident."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from feedgen.emitters.sigma.detection import Clause, Term
from feedgen.emitters.sigma.time_bounds import TimeField
from feedgen.model.indicator import Indicator


class LogHolds(StrEnum):
    """What a log keeps of an image that was pulled or run: no digest rule without a digest."""

    REFERENCE = "reference_as_written"
    RESOLVED = "resolved_digest"
    CONFIG = "config_digest"
    REQUESTED = "requests"
    PULLED = "pull"

    @property
    def sentence(self) -> str:
        """For a rule's description."""
        return {
            LogHolds.REFERENCE: "The log holds the image reference as it was written or asked for: "
            "a digest only where one was written, and a tag without what it resolved to.",
            LogHolds.RESOLVED: "The log holds the digest that the reference resolved to, whatever "
            "tag was written.",
            LogHolds.CONFIG: "The log holds the digest of the image's config (the image ID) where "
            "the node knows no repository digest.",
            LogHolds.REQUESTED: "The log holds each request to the registry: the tag, if one was "
            "asked for, and the digests of manifests, configs and layers that the client fetched. "
            "What a client had already is not fetched again.",
            LogHolds.PULLED: "The log holds the reference that was pulled, the digest it resolved "
            "to and the digest of the image's config.",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSource:
    """Sigma's `logsource`."""

    category: str | None = None
    product: str | None = None
    service: str | None = None
    definition: str | None = None
    """What has to be switched on, and where the vendor documents the fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """How one log source shows some types of indicator."""

    key: str
    """Part of every rule's id: never changes."""
    stem: str
    """File name with `{}` for the incident; the prefix is SigmaHQ's for the log source."""
    source: LogSource
    types: frozenset[str]
    """Observable types that may give clauses."""
    clauses: Callable[[Indicator], Iterator[Clause]]
    """What to look for; nothing where the value does not show in this log.

    Raises UnencodableError, when iterated, for values that no rule can hold."""
    title: str
    """What the rule sees, in title case, after the incident's title."""
    detects: str
    """The same in words, after "Detects"."""
    tactics: frozenset[str]
    """Of the incident's techniques, those with one of these tactics are tagged."""
    scope: tuple[Term, ...] = ()
    """What every event must hold besides."""
    log_holds: LogHolds | None = None
    """For rules on images."""
    time: TimeField | None = None
    """For logs whose rules may be bounded in time; others never see an overwritten tag."""
    hunt_falsepositive: str = "Legitimate use of the same value, which is why this is a hunt"
    falsepositive: str = "Unlikely"
    """What an alert may be besides the incident."""
    documents: tuple[str, ...] = ()
    """Where the vendor says what the fields are; cited by every rule."""
    only_hunts: bool = False
    """The log says less than the value does, so that no rule may raise an alert."""
    weaker: str | None = None
    """Why a value that only families like this one hold is partial."""


NETWORK_TACTICS = frozenset({"command-and-control", "exfiltration"})
"""What talking to a listed host is evidence of."""
PROCESS_TACTICS = NETWORK_TACTICS | {
    "collection", "credential-access", "execution", "persistence",
}  # fmt: skip
"""What running a listed command or file is evidence of."""
FILE_TACTICS = frozenset({"collection", "initial-access", "persistence"})
"""What a listed file or extension on disk is evidence of."""
SUPPLY_TACTICS = frozenset({"initial-access"})
"""What a listed image is evidence of."""
FORGE_TACTICS = frozenset({"exfiltration", "resource-development"})
"""What a listed account or repository on a forge is evidence of."""
