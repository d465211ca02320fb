"""In which form docs/sigma.md says that a log holds a value of each type, with NUL for a wildcard."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from feedgen.model.indicator import Indicator, Match
from feedgen.model.observables import (
    Certificate,
    HttpHeader,
    ImageTag,
    KubernetesObject,
    Process,
)
from feedgen.model.observables import Path as FilePath
from feedgen.model.text import forbidden_character
from tests.hostile.readers.sigma_downloads import download_forms
from tests.hostile.readers.sigma_paths import path_forms

ANY = "\x00"


def _domain(indicator: Indicator) -> Iterator[str]:
    yield f"net_dns_ {indicator.value}"
    if indicator.match is Match.SUBDOMAINS:
        yield f"net_dns_ {ANY}.{indicator.value}"


def _ip(indicator: Indicator) -> Iterator[str]:
    if "/" in indicator.value:
        yield f"net_firewall_ {indicator.value}"
        return
    parsed = ipaddress.ip_address(indicator.value)
    yield f"net_firewall_ {indicator.value}"
    if parsed.version == 6:
        groups = (group.lstrip("0") or "0" for group in parsed.exploded.split(":"))
        yield f"net_firewall_ {':'.join(groups)}"


def _url(indicator: Indicator) -> Iterator[str]:
    parts = urlsplit(indicator.value)
    base = f"{parts.scheme}://{parts.netloc}"
    path = indicator.value.removeprefix(base)
    hosts = {parts.netloc} | (
        {parts.netloc.rpartition(":")[0]} if parts.port is not None else set()
    )
    for host in hosts:
        if path == "/":
            yield from (f"proxy_ {host} {text}" for text in ("/", base, f"{base}/"))
        else:
            yield f"proxy_ {host} {ANY}{path}"


def _header(indicator: Indicator) -> Iterator[str]:
    assert isinstance(indicator.observable, HttpHeader)
    yield f"suricata_http_ {indicator.observable.name} {indicator.observable.content}"
    if indicator.observable.name == "user-agent":
        yield f"proxy_ {indicator.observable.content}"


def _process(indicator: Indicator) -> Iterator[str]:
    assert isinstance(indicator.observable, Process)
    yield f"proc_creation_win_ {ANY}{ANY.join(indicator.observable.fragments)}{ANY}"


def _path(indicator: Indicator) -> Iterator[str]:
    assert isinstance(indicator.observable, FilePath)
    yield from path_forms(indicator.observable)


def _extension(indicator: Indicator) -> Iterator[str]:
    name, _, version = indicator.value.partition(":")[2].rpartition("@")
    for end in "/-":
        yield f"file_event_lnx_ {ANY}/extensions/{name}-{version}{end}{ANY}"
    for end in "\\-":
        yield f"file_event_win_ {ANY}\\extensions\\{name}-{version}{end}{ANY}"
    yield from download_forms(indicator)


def _plugin(indicator: Indicator) -> Iterator[str]:
    id_ = indicator.value.partition(":")[2].partition("@")[0]
    for end in ("hpi", "jpi"):
        yield f"file_event_lnx_plugin {ANY}/plugins/{id_}.{end}"
    if not forbidden_character(indicator.value):
        # The file has no version in its name, and so nothing of one that cannot be written.
        yield from download_forms(indicator)


def _unit(indicator: Indicator) -> Iterator[str]:
    for folder in ("/etc/systemd/system", "/etc/systemd/user", "/lib/systemd/system",
                   "/run/systemd/system", "/usr/lib/systemd/system", "/usr/lib/systemd/user",
                   "/usr/local/lib/systemd/system"):  # fmt: skip
        yield f"file_event_lnx_ {folder}/{indicator.value}"
    for folder in ("/.config/systemd/user", "/.local/share/systemd/user"):
        yield f"file_event_lnx_ {ANY}{folder}/{indicator.value}"


def _repository(indicator: Indicator) -> Iterator[str]:
    if indicator.type == "repository_pattern":
        yield f"github_ ^[^/]+/(?:{indicator.value})$"
    else:
        end = ANY if indicator.match is Match.PREFIX else ""
        yield f"github_ {ANY}/{indicator.value}{end}"


def _object(indicator: Indicator) -> Iterator[str]:
    found = indicator.observable
    assert isinstance(found, KubernetesObject)
    kind = found.kind.lower()
    plural = (
        kind if kind == "endpoints" else f"{kind}es" if kind.endswith("s")
        else f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"
    )  # fmt: skip
    name = re.sub(r"\*+", ANY, found.name)
    yield f"kubernetes_audit_object {plural} {found.namespace or ''} {name}"


def _digest(indicator: Indicator) -> Iterator[str]:
    yield f"web_image {ANY}/manifests/{indicator.value}"


def _tag(indicator: Indicator) -> Iterator[str]:
    found = indicator.observable
    assert isinstance(found, ImageTag)
    path = found.repository.partition("/")[2]
    yield f"web_image {ANY}/{path}/manifests/{found.tag}"


def _fingerprint(indicator: Indicator) -> Iterator[str]:
    assert isinstance(indicator.observable, Certificate)
    yield f"zeek_x509_ {indicator.observable.hex}"


def _hash(indicator: Indicator) -> Iterator[str]:
    yield f"proc_creation_win_ {ANY}{indicator.type.upper()}={indicator.value}{ANY}"


def _email(indicator: Indicator) -> Iterator[str]:
    yield f"zeek_smtp_ {indicator.value}"


def _agent(indicator: Indicator) -> Iterator[str]:
    yield f"proxy_ {indicator.value}"


def _account(indicator: Indicator) -> Iterator[str]:
    yield f"github_ {indicator.value.removeprefix('github:')}"


FORMS: Mapping[str, Callable[[Indicator], Iterator[str]]] = {
    "account": _account, "certificate": _fingerprint, "commit": download_forms, "domain": _domain,
    "email": _email, "extension": _extension, "http_header": _header, "image_digest": _digest,
    "image_tag": _tag, "ip": _ip, "kubernetes": _object, "md5": _hash, "package": download_forms,
    "path": _path, "plugin": _plugin, "process": _process, "repository": _repository,
    "repository_pattern": _repository, "sha1": _hash, "sha256": _hash, "systemd_unit": _unit,
    "url": _url, "user_agent": _agent,
}  # fmt: skip
"""By type of observable."""
