"""Lists for resolvers, as BIND, Unbound, dnsmasq, the C library and a browser's engine read them.

BIND dumps the zone that it has read, Unbound lists its local zones, the C library enumerates its
hosts. dnsmasq and the browser's engine list nothing: they are asked for each name of the file, and
for one beside it. `name` stands for that name alone, `*.name` for it and all below.
"""

from __future__ import annotations

import ipaddress
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import adblock

from feedgen.model.indicator import Indicator, Match
from tests.engines.name_server import NXDOMAIN, RESOLVES, dig, upstream
from tests.engines.registry import require
from tests.engines.resolvers import dnsmasq_list, named

JUDGED = {
    "blocklists/adblock.txt": ("adblock",),
    "blocklists/dnsmasq.conf": ("dnsmasq", "dig"),
    "blocklists/hosts.txt": ("getent",),
    "blocklists/rpz.zone": ("named-checkzone", "named"),
    "blocklists/unbound.conf": ("unbound-checkconf", "unbound"),
}
"""Who judges which of the files."""
ARTIFACTS = tuple(JUDGED)
JUDGES = tuple(sorted({judge for judges in JUDGED.values() for judge in judges}))
_ZONE = "z" * 32
"""The longest name that the page grants the zone, which all its names end with."""
_MOST_OF_A_NAME = 253
_LISTS_OF_NAMES = ("adblock.txt", "dnsmasq.conf", "unbound.conf")


def accept(folder: Path) -> None:
    """The checkers complain of nothing, and BIND understands every trigger."""
    with _copied(folder) as directory:
        for command in (
            ("named-checkzone", "-q", _ZONE, "rpz.zone"), ("unbound-checkconf", "unbound.conf"),
            ("dnsmasq", "--test", "-C", "dnsmasq.conf"),
        ):  # fmt: skip
            _run(directory, *command)
        with upstream({}) as above, named(directory, above):
            pass
        log = (directory / "named.log").read_text()
        wrong = [
            line for line in log.splitlines() if re.search("invalid rpz|rpz.*(error|warn)", line)
        ]
        assert not wrong, wrong[:5]


def read_back(folder: Path) -> set[str]:
    """What each engine reads, with the file's name before it."""
    with _copied(folder) as directory:
        return {
            *(f"rpz.zone {value}" for value in _zone(directory)),
            *(f"unbound.conf {value}" for value in _unbound(directory)),
            *(f"dnsmasq.conf {value}" for value in _dnsmasq(directory)),
            *(f"hosts.txt {value}" for value in _hosts(directory)),
            *(f"adblock.txt {value}" for value in _adblock(directory)),
        }


def wanted(indicator: Indicator) -> set[str]:
    """Addresses stand in the zone only; the hosts file knows no names below a name."""
    if indicator.type == "ip":
        return {f"rpz.zone {ipaddress.ip_network(indicator.value)}"}
    name = indicator.value
    meant = f"*.{name}" if indicator.match is Match.SUBDOMAINS else name
    found = {f"hosts.txt {name}", *(f"{file} {meant}" for file in _LISTS_OF_NAMES)}
    fits = len(f"*.{name}.{_ZONE}") <= _MOST_OF_A_NAME
    if fits and not name.rpartition(".")[2].startswith("rpz-"):
        found.add(f"rpz.zone {meant}")
    return found


@contextmanager
def _copied(folder: Path) -> Iterator[Path]:
    with TemporaryDirectory() as name:
        for artifact in ARTIFACTS:
            shutil.copy(folder / artifact, name)
        yield Path(name)


def _run(directory: Path, program: str, *arguments: str) -> str:
    done = subprocess.run(
        [require(program), *arguments], cwd=directory, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, f"{program}: {said[-2000:]}"
    assert "warning" not in done.stderr.lower(), f"{program}: {said[-2000:]}"
    return done.stdout


def _zone(directory: Path) -> Iterator[str]:
    dump = _run(
        directory, "named-checkzone", "-q", "-D", "-s", "full", "-o", "-", _ZONE, "rpz.zone"
    )
    names: dict[str, str] = {}
    for line in dump.splitlines():
        owner, _, _, kind, *data = line.split()
        if kind != "CNAME":
            assert owner == f"{_ZONE}.", line
            continue
        assert owner not in names, line
        names[owner.removesuffix(f".{_ZONE}.")] = " ".join(data)
    for name, answer in names.items():
        if name.endswith(".rpz-ip"):
            assert answer == ".", name
            yield _address(name)
        elif name.startswith("*."):
            assert names[name[2:]] == answer == ".", name
            yield name
        elif f"*.{name}" not in names:
            assert answer == "*.", name
            yield name


def _address(trigger: str) -> str:
    """The draft's form: the prefix length, then the parts in reverse, `zz` for a run of zeros."""
    length, *parts = trigger.removesuffix(".rpz-ip").split(".")
    if len(parts) == 4 and "zz" not in parts:
        return str(ipaddress.ip_network(f"{'.'.join(reversed(parts))}/{length}"))
    text = re.sub(":?zz:?", "::", ":".join(reversed(parts)))
    return str(ipaddress.ip_network(f"{text}/{length}"))


def _unbound(directory: Path) -> Iterator[str]:
    """The zones of a list by unbound-control, less those that Unbound has by itself."""
    zones = _local_zones(directory, 'include: "unbound.conf"').items()
    own = _local_zones(directory, "server:\n")
    for name, kind in zones:
        if name in own:
            continue
        assert kind in ("always_nxdomain", "transparent"), name
        yield f"*.{name}" if kind == "always_nxdomain" else name


def _local_zones(directory: Path, policy: str) -> dict[str, str]:
    (directory / "listing.conf").write_text(
        'server:\n  interface: 127.0.0.1@0\n  username: ""\n  chroot: ""\n  pidfile: ""\n'
        f'  directory: "{directory}"\n  use-syslog: no\n  module-config: "iterator"\n'
        f"  interface-automatic: no\n  do-daemonize: no\n{policy}\nremote-control:\n"
        f'  control-enable: yes\n  control-use-cert: no\n  control-interface: "{directory}/control"\n'
    )
    server = subprocess.Popen(
        [require("unbound"), "-d", "-c", "listing.conf"],
        cwd=directory,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        for line in server.stderr or ():
            if "start of service" in line:
                break
        else:
            raise AssertionError(f"unbound does not start in {directory}")
        said = _run(directory, "unbound-control", "-c", "listing.conf", "list_local_zones")
    finally:
        server.kill()
        server.communicate()
    return {
        name.removesuffix("."): kind for name, kind in (line.split() for line in said.splitlines())
    }


def _dnsmasq(directory: Path) -> Iterator[str]:
    lines = _entries(directory, "dnsmasq.conf", "#")
    free = {line.removeprefix("server=/*.").removesuffix("/#") for line in lines if "*" in line}
    names = [line.removeprefix("local=/").removesuffix("/") for line in lines if "*" not in line]
    assert set(lines) == {*(f"local=/{n}/" for n in names), *(f"server=/*.{n}/#" for n in free)}
    with upstream({}) as above, dnsmasq_list(directory, above) as port:
        answers = dig(port, [*names, *(f"a.{name}"[:_MOST_OF_A_NAME] for name in names)])
        beside = [f"x{name}" for name in names if _fits(f"x{name}")]
        assert dig(port, beside) == dict.fromkeys(beside, RESOLVES)
    for name in names:
        assert answers[name] == NXDOMAIN, name
        if _fits(f"a.{name}"):
            assert answers[f"a.{name}"] == (RESOLVES if name in free else NXDOMAIN), name
        yield name if name in free else f"*.{name}"


def _fits(name: str) -> bool:
    return len(name) <= _MOST_OF_A_NAME and all(len(label) < 64 for label in name.split("."))


def _hosts(directory: Path) -> Iterator[str]:
    """What the C library enumerates, where the file stands as /etc/hosts."""
    script = "mount --bind hosts.txt /etc/hosts && getent -s files hosts"
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-ec", script], cwd=directory, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        address, name = line.split()
        assert address == "0.0.0.0", line  # noqa: S104 - what the file says; nobody listens there
        yield name


def _adblock(directory: Path) -> Iterator[str]:
    rules = adblock.FilterSet()
    rules.add_filter_list((directory / "adblock.txt").read_text())
    engine = adblock.Engine(rules)

    def stops(name: str) -> bool:
        url = f"https://{name}/"
        return bool(engine.check_network_urls(url, "https://site.test/", "script").matched)

    lines = _entries(directory, "adblock.txt", "!")
    for line in lines:
        name = line.removeprefix("||" if line.startswith("||") else "|").removesuffix("^")
        if "://" in name:  # goes with the line of the bare name
            assert f"|{name.partition('://')[2]}^" in lines, line
            continue
        wide = line.startswith("||")
        assert stops(name), line
        assert stops(f"a.{name}") is wide, line
        assert not stops(f"x{name}"), line
        yield f"*.{name}" if wide else name


def _entries(directory: Path, file: str, comment: str) -> list[str]:
    lines = (directory / file).read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    return [line for line in lines if not line.startswith((comment, "[Adblock"))]
