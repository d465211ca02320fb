"""A file that `nft -f` loads: a table of its own, sets of addresses, chains that drop.

The table is replaced as a whole, in one transaction, whenever the file is loaded again. Addresses
that are meant on some ports only are in sets of address and port.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from feedgen.emitters.lists import ANY_PORT, address_line, line_chunks, list_head
from feedgen.emitters.rendering import Encoded, render
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Omission, OmissionKind
from feedgen.model.feed import BLOCKING, Feed

PATH = "blocklists/nftables.nft"
_ABOUT = (
    "Load it with: nft -f nftables.nft. It replaces its own table, inet feedgen, and touches no"
    " other. It drops what goes to these addresses, comes from them, or is forwarded."
)


def emit(feed: Feed) -> Iterator[Emission]:
    """The file, and which addresses it cannot hold or holds on too many ports."""
    elements: dict[str, set[Encoded]] = defaultdict(set)
    carried: list[str] = []
    for indicator in feed.select("ip", actions=BLOCKING):
        try:
            address = address_line(indicator.value)
        except UnencodableError as error:
            yield Omission(
                indicator=indicator, kind=OmissionKind.SKIPPED, reason=error.reason, artifact=PATH
            )
            continue
        carried.append(indicator.id)
        version = "6" if ":" in address else "4"
        if not indicator.ports:
            elements[version].add(address)
        elif "/" not in address:
            elements[f"{version} ports"].update(
                Encoded(f"{address} . {port}") for port in indicator.ports
            )
        else:
            # Ranges within a set of pairs may not overlap, which nobody can promise of a feed.
            elements[version].add(address)
            yield Omission(
                indicator=indicator, kind=OmissionKind.PARTIAL, reason=ANY_PORT, artifact=PATH
            )
    count = sum(len(values) for values in elements.values())
    body = render(
        "firewalls.nftables.nft",
        v4=_elements(elements["4"]),
        v6=_elements(elements["6"]),
        v4_ports=_elements(elements["4 ports"]),
        v6_ports=_elements(elements["6 ports"]),
    )
    head = list_head(feed, PATH, "addresses for nftables", _ABOUT, count)
    yield Artifact(
        path=PATH,
        media_type="text/plain",
        chunks=line_chunks(head, body.splitlines()),
        carries=carried,
    )


def _elements(values: Iterable[Encoded]) -> Encoded:
    """The lines of a set that list its elements; none for an empty set, which may not list any."""
    lines = ",\n            ".join(sorted(values))
    return Encoded(f"        elements = {{\n            {lines}\n        }}\n" if lines else "")
