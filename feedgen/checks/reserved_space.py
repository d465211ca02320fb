"""FG302: private, reserved and undelegated space, where every reader would hit somebody else.

Addresses and networks, domains, and the hosts inside URLs and mailboxes.
"""

from __future__ import annotations

from collections.abc import Iterator

from feedgen.checks import Check, is_excepted
from feedgen.checks._hosts import host_of, is_address
from feedgen.checks._reserved import is_undelegated, reserved_name, reserved_network
from feedgen.checks._standing import standing
from feedgen.errors import Finding
from feedgen.model.feed import Feed
from feedgen.model.observables import Domain, Email, Ip, Observable, Url

CODE = "FG302"


def _run(feed: Feed) -> Iterator[Finding]:
    for mention in standing(feed, Domain.type, Email.type, Ip.type, Url.type):
        problem = _problem(mention.observable)
        if problem is not None and not is_excepted(mention, CODE):
            yield Finding(
                mention.location,
                CODE,
                f'"{mention.observable}" {problem}',
                f"remove it, or write exceptions: {{{CODE}: reason}}",
            )


def _problem(observable: Observable) -> str | None:
    host = host_of(observable)
    if host is None or is_address(host):
        network = reserved_network(host or observable.value)
        return None if network is None else f"is in {network[0]}: {network[1]}"
    name = reserved_name(host)
    if name is not None:
        return f'is under "{name[0]}", reserved for {name[1]}'
    if is_undelegated(host):
        return f'is under "{host.rpartition(".")[2]}", which is no top-level domain of the DNS'
    return None


CHECK = Check(
    code=CODE, name="reserved_space", title="private, reserved and undelegated space", run=_run
)
