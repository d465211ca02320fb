"""The TAXII collections of a feed, and what classes of objects each of them holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from feedgen.model.feed import FeedProfile
from feedgen.model.ids import collection_id
from feedgen.model.tlp import Tlp
from feedgen.release.object_log.collections import Collection
from feedgen.release.object_log.layout import Listing, ObjectClass

_ALL = frozenset({Listing.CONTEXT, Listing.GRAPH, Listing.DETECTION})


def collections_of(profile: FeedProfile, classes: Sequence[ObjectClass]) -> Iterator[Collection]:
    """All of them, in the order in which they are offered.

    Hunting indicators are in a collection of their own and in no other: whoever subscribes to
    everything else may alert on it.
    """

    def collection(
        alias: str, title: str, description: str, holds: Callable[[ObjectClass], bool]
    ) -> Collection:
        return Collection(
            id=collection_id(profile.namespace, alias),
            alias=alias,
            title=f"{profile.name}: {title}",
            description=description,
            classes=frozenset(code for code, kind in enumerate(classes) if holds(kind)),
        )

    yield collection(
        "all", "everything to detect with",
        "Indicators to block or detect, and the incidents, malware, techniques and relationships "
        "around them. Indicators that are only for hunting have a collection of their own.",
        lambda kind: kind.listing in _ALL,
    )  # fmt: skip
    yield collection(
        "indicators", "indicators",
        "Only the indicators to block or detect, with their producer and markings: for products "
        "that take nothing else.",
        lambda kind: kind.listing in {Listing.DETECTION, Listing.CONTEXT},
    )  # fmt: skip
    yield collection(
        "hunt", "hunting",
        "Indicators for people who look into it. Too broad for an alert; do not alert or block.",
        lambda kind: kind.listing in {Listing.HUNTING, Listing.CONTEXT},
    )  # fmt: skip
    levels = sorted({kind.tlp for kind in classes if kind.tlp}, key=lambda tlp: tlp.rank)
    for level in levels if len(levels) > 1 else ():
        yield collection(
            f"tlp-{level.value.replace('+', '-')}", f"up to {level.label}",
            f"Everything to detect with that may be shared under {level.label}.",
            _up_to(level),
        )  # fmt: skip


def _up_to(level: Tlp) -> Callable[[ObjectClass], bool]:
    def holds(kind: ObjectClass) -> bool:
        return kind.listing in _ALL and (kind.tlp is None or kind.tlp.rank <= level.rank)

    return holds
