"""Falco: alerts for containers of listed images, and for connections to listed addresses.

Falco takes a list's items into conditions by their text, so nothing that has a meaning in a
condition may stand in one. A later file replaces a list or rule of the same name, so all names
begin with the producer's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from ipaddress import ip_network
from typing import NamedTuple

from feedgen.emitters.image_denial import denied_images, head, spellings, tag_reference
from feedgen.emitters.rendering import Encoded, render
from feedgen.errors import UnencodableError
from feedgen.model.artifact import Artifact, Emission, Emitter, Omission, OmissionKind
from feedgen.model.feed import DETECTION, Feed
from feedgen.model.indicator import Indicator

RULES = "policies/falco_rules.yaml"

_ADDRESS = re.compile(r"[0-9a-f.:]+(?:/[0-9]{1,3})?")
_NO_ADDRESS = "the value is no address that can stand in a list of Falco's"
_NO_SHA512 = "Falco reads SHA-256 digests only"
_LONGEST = 255
"""Bytes of a value in a condition; a longer one makes Falco refuse the whole file."""
_TOO_LONG = "Falco compares no value of more than 255 bytes, and the name is longer"
_PORT = "Falco loses the tag of a Kubernetes image whose registry has a port"


class _Group(NamedTuple):
    """Addresses that one comparison covers.

    One version each: Falco's libraries compare the bytes of a list's values without asking whose
    they are, and an IPv6 network read as an IPv4 one may cover everything.
    """

    network: bool
    version: int
    ports: tuple[int, ...]

    @property
    def name(self) -> Encoded:
        """Of its list, behind the producer's prefix."""
        kind = "networks" if self.network else "addresses"
        where = "".join(f"_{port}" for port in self.ports)
        return Encoded(f"ipv{self.version}_{kind}{'_port' if where else ''}{where}")

    @property
    def field(self) -> Encoded:
        """What is compared with its list."""
        return Encoded("fd.snet" if self.network else "fd.sip")


def emit(feed: Feed) -> Iterator[Emission]:
    """One file of lists, macros and rules, and what it leaves out."""
    denied = denied_images(feed, RULES, actions=DETECTION, weaker=_weaker)
    yield from denied.omissions
    carried = denied.carries
    addresses: dict[_Group, list[Encoded]] = defaultdict(list)
    for indicator in feed.select("ip", actions=DETECTION):
        try:
            address = _address(indicator.value)
        except UnencodableError as error:
            yield Omission(
                indicator=indicator,
                kind=OmissionKind.SKIPPED,
                reason=error.reason,
                artifact=RULES,
            )
            continue
        version = 6 if ":" in address else 4
        addresses[_Group("/" in address, version, indicator.ports)].append(address)
        carried.append(indicator.id)
    text = render(
        "falco.yaml",
        **head(feed, RULES, len(carried)) | {"slug": _identifier(feed)},
        title=Encoded(_identifier(feed).replace("_", " ")),
        digests=list(denied.digests),
        images=sorted({spelling for tag in denied.tags for spelling in spellings(tag)}),
        groups=[(group, sorted(values)) for group, values in sorted(addresses.items())],
    )
    yield Artifact(
        path=RULES, media_type="application/yaml", chunks=[text.encode()], carries=carried
    )


def _weaker(indicator: Indicator) -> str | None:
    if indicator.type == "image_digest":
        if not indicator.value.startswith("sha256:"):
            raise UnencodableError(_NO_SHA512)
        return None
    if max(map(len, spellings(tag_reference(indicator.value)))) > _LONGEST:
        raise UnencodableError(_TOO_LONG)
    return _PORT if ":" in indicator.value.partition("/")[0] else None


def _address(text: str) -> Encoded:
    """An address or network; Falco refuses the whole file for one that it cannot read.

    Raises:
        UnencodableError: for any other text.
    """
    if not _ADDRESS.fullmatch(text):
        raise UnencodableError(_NO_ADDRESS)
    try:
        ip_network(text)
    except ValueError as error:
        raise UnencodableError(_NO_ADDRESS) from error
    return Encoded(text)


def _identifier(feed: Feed) -> Encoded:
    """A prefix for names in conditions, which begin with a letter and hold no dash."""
    text = re.sub(r"[^a-z0-9]+", "_", feed.profile.name.lower())[:40].strip("_")
    return Encoded(text if text[:1].isalpha() else f"feed_{text}".rstrip("_"))


EMITTER = Emitter(
    name="falco",
    title="Falco rules",
    url="https://falco.org/docs/concepts/rules/basic-elements/",
    accepts=DETECTION,
    emit=emit,
    requires=("jinja2",),
    files={"policies/falco_rules.yaml": "Falco rules"},
    declines={
        "domain": "Falco would have to resolve the name itself and compare addresses",
        "url": "Falco sees system calls, not requests",
    },
    otherwise="Falco's rules here watch images of containers and addresses of connections",
)
