"""Real resolvers on this machine's loopback, each with a list of feedgen's as its policy.

All forward to the name server of engines.name_server, which has an answer for every name.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.engines.name_server import dig, free_port
from tests.engines.registry import require

READY = "ready.test"
"""A name that no list holds: a resolver that answers for it is up."""


@contextmanager
def running(command: Sequence[str | Path], port: int, log: Path) -> Iterator[int]:
    """A resolver in the foreground, once it answers; ended with its log at hand."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, cwd=log.parent
        )
    try:
        for _ in range(600):
            assert process.poll() is None, log.read_text()
            if dig(port, [READY], wait=1).get(READY):
                break
            time.sleep(0.05)
        else:
            pytest.fail(f"{command[0]} does not answer: {log.read_text()}")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def named(directory: Path, above: int) -> Iterator[int]:
    """BIND with rpz.zone of this directory as its policy."""
    port = free_port()
    (directory / "named.conf").write_text(f"""
        options {{
            directory "{directory}"; listen-on port {port} {{ 127.0.0.1; }};
            listen-on-v6 {{ none; }}; pid-file none; session-keyfile none;
            recursion yes; allow-query {{ 127.0.0.1; }}; dnssec-validation no;
            empty-zones-enable no; forward only; forwarders {{ 127.0.0.1 port {above}; }};
            response-policy {{ zone "rpz.feedgen"; }} qname-wait-recurse no;
        }};
        controls {{ }};
        zone "rpz.feedgen" {{ type primary; file "rpz.zone"; }};
    """)
    command: list[str | Path] = [require("named"), "-g", "-c", directory / "named.conf"]
    with running(command, port, directory / "named.log") as there:
        yield there


def _unbound(directory: Path, above: int, policy: str) -> AbstractContextManager[int]:
    port = free_port()
    (directory / "main.conf").write_text(f"""
server:
  interface: 127.0.0.1
  port: {port}
  username: ""
  chroot: ""
  directory: "{directory}"
  pidfile: ""
  use-syslog: no
  do-not-query-localhost: no
  module-config: "respip iterator"
{policy}
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@{above}
remote-control:
  control-enable: no
""")
    command: list[str | Path] = [require("unbound"), "-d", "-c", directory / "main.conf"]
    return running(command, port, directory / "unbound.log")


def unbound_list(directory: Path, above: int) -> AbstractContextManager[int]:
    """Unbound with unbound.conf of this directory included."""
    return _unbound(directory, above, f'include: "{directory}/unbound.conf"')


def unbound_zone(directory: Path, above: int) -> AbstractContextManager[int]:
    """Unbound with rpz.zone of this directory as its policy."""
    policy = f'rpz:\n  name: rpz.feedgen\n  zonefile: "{directory}/rpz.zone"'
    return _unbound(directory, above, policy)


def _dnsmasq(directory: Path, above: int, setting: str) -> AbstractContextManager[int]:
    port = free_port()
    (directory / "main.conf").write_text(
        f"no-resolv\nno-hosts\nport={port}\nlisten-address=127.0.0.1\nbind-interfaces\n"
        f"user=\ngroup=\nserver=127.0.0.1#{above}\n{setting}\n"
    )
    configuration = directory / "main.conf"
    command: list[str | Path] = [require("dnsmasq"), "-k", "-C", configuration, "--pid-file="]
    return running(command, port, directory / "dnsmasq.log")


def dnsmasq_list(directory: Path, above: int) -> AbstractContextManager[int]:
    """dnsmasq with dnsmasq.conf of this directory."""
    return _dnsmasq(directory, above, f"conf-file={directory}/dnsmasq.conf")


def dnsmasq_hosts(directory: Path, above: int) -> AbstractContextManager[int]:
    """dnsmasq with hosts.txt of this directory."""
    return _dnsmasq(directory, above, f"addn-hosts={directory}/hosts.txt")


@contextmanager
def pdns_recursor(directory: Path, above: int) -> Iterator[int]:
    """The PowerDNS Recursor with rpz.zone of this directory as its policy."""
    port = free_port()
    (directory / "recursor.lua").write_text(
        f'rpzFile("{directory}/rpz.zone", {{policyName="rpz.feedgen"}})\n'
    )
    (directory / "recursor.conf").write_text(
        f"local-address=127.0.0.1\nlocal-port={port}\nforward-zones-recurse=.=127.0.0.1:{above}\n"
        f"dnssec=off\nsocket-dir={directory}\nlua-config-file={directory}/recursor.lua\n"
        "dont-query=\nhint-file=no\nsecurity-poll-suffix=\nthreads=1\netc-hosts-file=/dev/null\n"
    )
    command = [require("pdns_recursor"), f"--config-dir={directory}"]
    with running(command, port, directory / "recursor.log") as there:
        yield there


@contextmanager
def kresd(directory: Path, above: int) -> Iterator[int]:
    """Knot Resolver with rpz.zone of this directory as its policy."""
    port = free_port()
    (directory / "kresd.conf").write_text(
        f"net.listen('127.0.0.1', {port}, {{ kind = 'dns' }})\n"
        "modules = { 'policy' }\n"
        f"policy.add(policy.rpz(policy.DENY, '{directory}/rpz.zone'))\n"
        f"policy.add(policy.all(policy.FORWARD({{'127.0.0.1@{above}'}})))\n"
        "trust_anchors.remove('.')\ncache.size = 100 * MB\n"
    )
    command: list[str | Path] = [
        require("kresd"), "-n", "-q", "-c", directory / "kresd.conf", directory
    ]  # fmt: skip
    with running(command, port, directory / "kresd.log") as there:
        yield there


@dataclass(frozen=True, slots=True)
class Resolver:
    """One way to load one of the lists."""

    program: str
    """Its name in engines.registry."""
    file: str
    start: Callable[[Path, int], AbstractContextManager[int]]

    @property
    def artifact(self) -> str:
        """The list's path in a release."""
        return f"blocklists/{self.file}"

    def __str__(self) -> str:
        return f"{self.program}-{self.file}"


POLICY_ZONE = (
    Resolver("named", "rpz.zone", named),
    Resolver("unbound", "rpz.zone", unbound_zone),
    Resolver("pdns_recursor", "rpz.zone", pdns_recursor),
    Resolver("kresd", "rpz.zone", kresd),
)
"""Whoever loads the policy zone."""
OWN_LISTS = (
    Resolver("unbound", "unbound.conf", unbound_list),
    Resolver("dnsmasq", "dnsmasq.conf", dnsmasq_list),
)
HOSTS = Resolver("dnsmasq", "hosts.txt", dnsmasq_hosts)
