"""Events that hold a listed value as each log source writes it, and events of look-alikes.

Written from the logs' own documentation and the published indicator, never from the rule: the events
are what a rule is judged by. Images are in `sigma_image_events`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.emitters.sigma.image_events import IMAGES
from tests.emitters.sigma.object_events import request, started, systemctl, written
from tests.emitters.sigma.package_events import addresses
from tests.emitters.sigma.pull_events import Event

Indicator = Mapping[str, Any]
"""As indicators.ndjson has it."""


class Judged(NamedTuple):
    """An event and whether the indicator's rule has to find it."""

    event: Event
    is_bad: bool


Writer = Callable[[str, Indicator], Iterator[Judged]]
"""Of a rule's file name and an indicator."""


def _field(name: str) -> Writer:
    """Host names in a field."""

    def write(_: str, indicator: Indicator) -> Iterator[Judged]:
        value = indicator["value"]
        below = indicator["match"] == "subdomains"
        for text in (value, value.upper()):
            yield Judged({name: text}, is_bad=True)
        yield Judged({name: f"a.b.{value}"}, is_bad=below)
        for text in (f"not{value}.example.org", f"x{value}", f"{value}.example.org", value[:-1],
                     value.replace(".", "-"), f"{value}x"):  # fmt: skip
            yield Judged({name: text}, is_bad=False)

    return write


def _address(name: str, port: str) -> Writer:
    def write(_: str, indicator: Indicator) -> Iterator[Judged]:
        value = indicator["value"]
        ports = [p for m in indicator["mentions"] for p in m.get("address", {}).get("ports", ())]
        is_open = any(not m.get("address", {}).get("ports") for m in indicator["mentions"])
        for number in ports or [443]:
            yield Judged({name: value, port: number}, is_bad=True)
        yield Judged({name: value, port: 65_000}, is_bad=is_open)
        yield Judged({name: value}, is_bad=is_open)
        for text in (f"{value}0", f"1{value}", value[:-1] + ("2" if value[-1] == "1" else "1")):
            yield Judged({name: text, port: (ports or [443])[0]}, is_bad=False)
        yield Judged({"src_ip": value, name: "10.0.0.1", port: 443}, is_bad=False)

    return write


def _urls(_: str, indicator: Indicator) -> Iterator[Judged]:
    parts = urlsplit(indicator["value"])
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    host = parts.hostname or ""
    for uri in (path, indicator["value"]):
        yield Judged({"cs-host": host, "c-uri": uri, "c-useragent": "curl/8.5"}, is_bad=True)
    if parts.port:
        yield Judged({"cs-host": parts.netloc, "c-uri": path}, is_bad=True)
    elif path != "/":
        yield Judged({"cs-host": host, "c-uri": f"https://{host}:443{path}"}, is_bad=True)
    for event in ({"cs-host": f"x{host}", "c-uri": path}, {"cs-host": host, "c-uri": f"{path}x"},
                  {"cs-host": "example.org", "c-uri": path}, {"c-uri": indicator["value"]}):  # fmt: skip
        yield Judged(event, is_bad=False)


def _agents(_: str, indicator: Indicator) -> Iterator[Judged]:
    yield Judged({"cs-host": "x.example", "c-useragent": indicator["value"]}, is_bad=True)
    for text in (f"{indicator['value']}1", f"x{indicator['value']}"):
        yield Judged({"cs-host": "x.example", "c-useragent": text}, is_bad=False)


def _headers(_: str, indicator: Indicator) -> Iterator[Judged]:
    name, value = indicator["value"].split(": ", 1)
    yield Judged(request(name.title(), value), is_bad=True)
    for event in (request(name, f"{value}x"), request(f"{name}x", value),
                  request(name, value, "alert")):  # fmt: skip
        yield Judged(event, is_bad=False)


def _hashes(_: str, indicator: Indicator) -> Iterator[Judged]:
    kind, value = indicator["type"].upper(), indicator["value"].upper()
    other = value[:-1] + ("0" if value[-1] == "1" else "1")
    names = {"Image": "/x", "ImageLoaded": "C:\\x.dll"}
    yield Judged({**names, "Hashes": f"{kind}={value}"}, is_bad=True)
    yield Judged({**names, "Hashes": f"CRC=0,{kind}={value},IMPHASH=0"}, is_bad=True)
    yield Judged({**names, "Hashes": f"{kind}={other}"}, is_bad=False)
    yield Judged({**names, "CommandLine": f"sha256sum -c {kind}={value}"}, is_bad=False)


def _commands(stem: str, indicator: Indicator) -> Iterator[Judged]:
    pieces = [piece.strip() for piece in indicator["value"].split("…")]
    if ".exe" in indicator["value"] and "_win_" not in stem:
        return
    image = "C:\\Windows\\x.exe" if "_win_" in stem else "/usr/bin/x"
    whole = " --y 1 ".join(pieces)
    for text in (whole, f"sh -c '{whole}'", whole.upper()):
        yield Judged({"Image": image, "CommandLine": text}, is_bad=True)
    others = [pieces[0][1:], whole.replace(pieces[-1], pieces[-1][:-1]), "x"]
    if len(pieces) > 1:
        others.append(" ".join(reversed(pieces)))
    for text in others:
        yield Judged({"Image": image, "CommandLine": text}, is_bad=False)


_HOMES = {"lnx": "/home/dev", "macos": "/Users/dev", "win": "C:\\Users\\dev"}


def _paths(stem: str, indicator: Indicator) -> Iterator[Judged]:
    value, system = indicator["value"], stem.split("_")[2]
    if value.startswith("%APPDATA%"):
        value = value.replace("%APPDATA%", f"{_HOMES['win']}\\AppData\\Roaming")
    if value.startswith("~"):
        value = _HOMES[system] + value[1:]
    elif not value.startswith(("/", "C:")):
        value = ("D:\\x\\" if system == "win" else "/srv/x/") + value
    if system == "win":
        if value.startswith("/"):
            return
        value = value.replace("/", "\\")
    elif "\\" in value:
        return
    whole = value.replace("*", "k9")
    yield Judged({"TargetFilename": whole}, is_bad=True)
    yield Judged({"TargetFilename": whole.swapcase()}, is_bad=True)
    if system == "macos" and whole.startswith(("/tmp/", "/etc/", "/var/")):  # noqa: S108 - of a log
        yield Judged({"TargetFilename": f"/private{whole}"}, is_bad=True)
    base = re.split(r"[/\\]", whole)[-1]
    others = [whole.removesuffix(base) + f"x{base}", f"/x/{base}x"]
    others += [] if "*" in value else [f"{whole}x", f"{whole}.bak"]
    for text in others:
        yield Judged({"TargetFilename": text}, is_bad=False)


def _extensions(stem: str, indicator: Indicator) -> Iterator[Judged]:
    registry, _, rest = indicator["value"].partition(":")
    name, _, version = rest.partition("@")
    publisher, _, short = name.partition(".")
    if stem.endswith("_download"):
        asked = {
            "open-vsx": f"/api/{publisher}/{short}/{{}}/file/{name}-{{}}.vsix",
            "vs-marketplace": f"/_apis/public/gallery/publisher/{publisher}/extension/{short}/{{}}/x",
        }[registry]
        for text, is_bad in ((version, True), (f"{version}1", False), ("0.0.1", False)):
            yield Judged({"cs-host": "x", "c-uri": asked.format(text, text)}, is_bad=is_bad)
        return
    home, separator = _HOMES[stem.split("_")[2]], "\\" if "_win_" in stem else "/"
    for editor in (".vscode", ".cursor", ".vscode-server"):
        folder = separator.join((home, editor, "extensions", f"{name}-{version}"))
        yield Judged({"TargetFilename": f"{folder}{separator}package.json"}, is_bad=True)
        yield Judged({"TargetFilename": f"{folder}1{separator}package.json"}, is_bad=False)


def _units(stem: str, indicator: Indicator) -> Iterator[Judged]:
    unit = indicator["value"]
    short = unit.removesuffix(".service")
    found: list[tuple[Event, bool]]
    if stem.startswith("lnx_auditd"):
        found = [(started(short), True), (started(f"{short}2"), False),
                 (started(short, "SERVICE_STOP"), False)]  # fmt: skip
    elif stem.startswith("proc_creation"):
        found = [(systemctl(f"systemctl enable --now {unit}"), True),
                 (systemctl(f"systemctl start {short}"), True),
                 (systemctl(f"systemctl start x{short}"), False),
                 (systemctl(f"less {unit}", "/usr/bin/less"), False)]  # fmt: skip
    else:
        found = [({"TargetFilename": f"{folder}/{unit}"}, True)
                 for folder in ("/etc/systemd/system", "/home/dev/.config/systemd/user")]  # fmt: skip
        found += [({"TargetFilename": f"/srv/{unit}"}, False)]
    yield from (Judged(event, is_bad=is_bad) for event, is_bad in found)


def _plugins(stem: str, indicator: Indicator) -> Iterator[Judged]:
    id_ = indicator["value"].partition(":")[2].partition("@")[0]
    folder = "C:\\Jenkins\\plugins\\" if "_win_" in stem else "/var/lib/jenkins/plugins/"
    yield Judged({"TargetFilename": f"{folder}{id_}.jpi"}, is_bad=True)
    for text in (f"{folder}{id_}.jpi.bak", f"{folder}x{id_}.jpi", f"/srv/{id_}.jpi"):
        yield Judged({"TargetFilename": text}, is_bad=False)


def _accounts(_: str, indicator: Indicator) -> Iterator[Judged]:
    name = indicator["value"].removeprefix("github:")
    yield Judged({"action": "git.clone", "actor": name}, is_bad=True)
    yield Judged({"action": "org.add_member", "actor": "admin", "user": name.upper()}, is_bad=True)
    yield Judged({"action": "git.clone", "actor": f"{name}-2", "user": f"x{name}"}, is_bad=False)


def _repositories(_: str, indicator: Indicator) -> Iterator[Judged]:
    value = indicator["value"]
    is_pattern = indicator["type"] == "repository_pattern"
    name = "sand-storm-7" if is_pattern else value
    is_prefix = indicator["match"] == "prefix"
    made = {"action": "repo.create", "actor": "victim"}
    yield Judged({**made, "repo": f"victim/{name}"}, is_bad=True)
    yield Judged({**made, "repo": f"victim/{name}-x"}, is_bad=is_prefix)
    yield Judged({**made, "repo": f"{name}/app"}, is_bad=False)
    yield Judged({**made, "repo": f"victim/{name}", "action": "repo.destroy"}, is_bad=False)


def _objects(_: str, indicator: Indicator) -> Iterator[Judged]:
    kind, namespace, name = indicator["value"].split("/")
    found, plural = name.replace("*", "k9"), f"{kind.lower()}s"
    yield Judged(written(plural, found, namespace=namespace), is_bad=True)
    yield Judged(written(plural, found, "get", namespace=namespace), is_bad=False)
    yield Judged(written(plural, f"x{found}", namespace=namespace), is_bad=False)
    yield Judged(written(plural, found, namespace="default"), is_bad=False)
    yield Judged(written("secrets", found, namespace=namespace), is_bad=False)


def _certificates(stem: str, indicator: Indicator) -> Iterator[Judged]:
    algorithm, _, value = indicator["value"].partition(":")
    other = value[:-1] + ("0" if value[-1] == "1" else "1")
    for text, is_bad in ((value, True), (other, False)):
        if stem.startswith("zeek_ssl"):
            yield Judged({"cert_chain_fps": f"{'ab' * 32},{text}"}, is_bad=is_bad)
        elif stem.startswith("zeek_x509"):
            yield Judged({"fingerprint": text}, is_bad=is_bad)
        elif algorithm == "sha1":
            pairs = ":".join(re.findall("..", text))
            yield Judged({"event_type": "tls", "tls.fingerprint": pairs}, is_bad=is_bad)


def _downloads(_: str, indicator: Indicator) -> Iterator[Judged]:
    for uri, is_bad in addresses(indicator):
        yield Judged({"cs-host": "x.example", "c-uri": uri}, is_bad=is_bad)


WRITERS: Mapping[str, Mapping[str, Writer]] = {
    "net_dns_": {"domain": _field("query")},
    "dns_query_win_": {"domain": _field("QueryName")},
    "net_firewall_": {"ip": _address("dst_ip", "dst_port")},
    "proxy_": {
        "domain": _field("cs-host"), "url": _urls, "user_agent": _agents, "package": _downloads,
        "commit": _downloads, "plugin": _downloads, "extension": _extensions,
    },
    "suricata_http_": {"http_header": _headers},
    "zeek_ssl_": {"certificate": _certificates},
    "zeek_x509_": {"certificate": _certificates},
    "suricata_tls_": {"certificate": _certificates},
    "github_": {
        "account": _accounts, "repository": _repositories, "repository_pattern": _repositories,
    },
    "kubernetes_audit_": {"kubernetes": _objects},
    "lnx_auditd_": {"systemd_unit": _units},
    **{
        f"net_connection_{system}_": {
            "domain": _field("DestinationHostname"),
            "ip": _address("DestinationIp", "DestinationPort"),
        }
        for system in ("lnx", "win")
    },
    **{
        f"proc_creation_{system}_": {
            "process": _commands, "systemd_unit": _units,
            **dict.fromkeys(("md5", "sha1", "sha256"), _hashes),
        }
        for system in ("lnx", "macos", "win")
    },
    "image_load_": dict.fromkeys(("md5", "sha1", "sha256"), _hashes),
    **{
        f"file_event_{system}_": {
            "path": _paths, "extension": _extensions, "systemd_unit": _units, "plugin": _plugins,
        }
        for system in ("lnx", "macos", "win")
    },
}  # fmt: skip
"""By log source and type of the indicator."""


def events_of(source: str, stem: str, indicator: Indicator) -> Iterator[Judged]:
    """What the log would show of the indicator, and of its look-alikes."""
    type_ = indicator["type"]
    if type_ in {"image_digest", "image_tag"}:
        yield from (Judged(event, is_bad) for event, is_bad in IMAGES[source](stem, indicator))
    elif type_ in WRITERS.get(source, {}):
        yield from WRITERS[source][type_](stem, indicator)
