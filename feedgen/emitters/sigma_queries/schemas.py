"""What products call the log sources of Sigma's taxonomy, from their vendors' documentation.

docs/sigma-queries.md names the pages. A table lists the fields that rules of this feed use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from feedgen.emitters.sigma_queries.logs import HASHES, Log, Schema


def _hash_fields(pattern: str, *, upper: bool = False) -> dict[str, str]:
    return {a.upper(): pattern.format(a.upper() if upper else a) for a in HASHES}


_ANY = Log()

_SYSMON = {
    "dns_query": "22", "file_event": "11", "image_load": "7", "network_connection": "3",
    "process_creation": "1",
}  # fmt: skip
"""Number of the event of Sysmon that is a category of Sigma."""
_SYSMON_SOURCES = tuple(
    f"{name}:Microsoft-Windows-Sysmon/Operational" for name in ("WinEventLog", "XmlWinEventLog")
)
"""The second is what the add-on for Sysmon sets."""
SPLUNK = Schema(
    title="Splunk", arrays="{}",
    logs=(
        *(Log(category=category, product="windows",
              where={"EventCode": (number,), "source": _SYSMON_SOURCES})
          for category, number in _SYSMON.items()),
        Log(category="dns", fields={"query": "query"}, where={"tag": ("dns",)}),
        Log(
            category="proxy", where={"tag": ("web",)},
            fields={"cs-host": ("dest", "url_domain"), "c-uri": "url",
                    "c-useragent": "http_user_agent"},
        ),
        Log(category="webserver", where={"tag": ("web",)},
            fields={"cs-method": "http_method", "cs-uri-stem": "uri_path"}),
        Log(category="firewall", fields={"dst_ip": "dest_ip", "dst_port": "dest_port"},
            where={"tag": ("network",)}),
        Log(product="aws", service="cloudtrail", where={"sourcetype": ("aws:cloudtrail",)}),
        _ANY,
    ),
)  # fmt: skip
"""Common Information Model where it has the log, Sysmon's names, else the log's own."""

_REQUEST_PARAMETERS = "aws.cloudtrail.flattened.request_parameters"
_ECS_PROCESS = {
    "Image": "process.executable", "CommandLine": "process.command_line",
    "ParentImage": "process.parent.executable",
}  # fmt: skip
_ECS_WEB = {"cs-method": "http.request.method", "cs-uri-stem": "url.path"}
_LIBRARY_HASHES = {a.upper(): (f"file.hash.{a}", f"dll.hash.{a}") for a in HASHES}
"""Of Sysmon's events as Beats and integrations fill them, and of Elastic Defend's."""
ECS = Schema(
    title="the Elastic Common Schema",
    logs=(
        Log(category="process_creation", fields=_ECS_PROCESS,
            hashes=_hash_fields("process.hash.{}")),
        Log(category="file_event", fields={"TargetFilename": "file.path"},
            hashes=_hash_fields("file.hash.{}")),
        Log(category="image_load", fields={}, hashes=_LIBRARY_HASHES),
        Log(category="network_connection", fields={
            "DestinationIp": "destination.ip", "DestinationHostname": "destination.domain",
            "DestinationPort": "destination.port"}),
        Log(category="dns", fields={"query": "dns.question.name"}),
        Log(category="dns_query", fields={"QueryName": "dns.question.name"}),
        Log(category="firewall", fields={
            "dst_ip": "destination.ip", "dst_port": "destination.port"}),
        Log(category="proxy", fields={
            "cs-host": ("url.domain", "destination.domain"), "c-uri": "url.original",
            "c-useragent": "user_agent.original"}),
        Log(category="webserver", fields=_ECS_WEB),
        Log(product="kubernetes", service="audit", prefix="kubernetes.audit."),
        Log(product="github", service="audit", fields={
            "action": "event.action", "actor": "user.name", "repo": "github.repo",
            "user": "user.target.name"}),
        Log(product="aws", service="cloudtrail", fields={
            "eventName": "event.action", "eventSource": "event.provider"},
            below={"requestParameters": _REQUEST_PARAMETERS}, whole=(_REQUEST_PARAMETERS,)),
        Log(product="suricata", prefix="suricata.eve."),
        _ANY,
    ),
)  # fmt: skip
"""As Elastic's integrations and Beats fill it; other logs under their own names."""
ECS_SINGLE = Schema(
    title="a query of one value per field", arrays=None,
    logs=tuple(replace(log, below={}) for log in ECS.logs),
)  # fmt: skip
"""For ES|QL and EQL, which compare no field that holds several values, and no flattened one."""


def _with_host(table: str, column: str, of: str) -> str:
    """A table of Kusto with one more column: the host of another, which is a URL or a name."""
    expression = r"^(?:[A-Za-z][A-Za-z0-9+.-]*://)?([^/:?#]+)"
    return f'{table}\n| extend {column} = extract(@"{expression}", 1, {of})'


_XDR_HASHES = _hash_fields("{}", upper=True)
XDR = Schema(
    title="Microsoft Defender XDR",
    logs=(
        Log(category="process_creation", table="DeviceProcessEvents", hashes=_XDR_HASHES,
            fields={"Image": "FolderPath", "CommandLine": "ProcessCommandLine",
                    "ParentImage": "InitiatingProcessFolderPath"}),
        Log(category="file_event", table="DeviceFileEvents", hashes=_XDR_HASHES,
            fields={"Image": "InitiatingProcessFolderPath", "TargetFilename": "FolderPath"}),
        Log(category="image_load", table="DeviceImageLoadEvents", hashes=_XDR_HASHES,
            fields={"Image": "InitiatingProcessFolderPath", "ImageLoaded": "FolderPath"}),
        Log(
            category="network_connection",
            table=_with_host("DeviceNetworkEvents", "RemoteHost", "RemoteUrl"),
            fields={"DestinationIp": "RemoteIP", "DestinationHostname": "RemoteHost",
                    "DestinationPort": "RemotePort"},
        ),
    ),
)  # fmt: skip
"""The device tables of advanced hunting."""

ASIM = Schema(
    title="Microsoft Sentinel's ASIM",
    logs=(
        Log(
            category="process_creation", table="imProcessCreate",
            fields={"Image": "TargetProcessName", "CommandLine": "TargetProcessCommandLine",
                    "ParentImage": "ActingProcessName"},
            hashes=_hash_fields("TargetProcess{}", upper=True),
        ),
        Log(category="file_event", table="imFileEvent",
            fields={"TargetFilename": "TargetFilePath"},
            hashes=_hash_fields("TargetFile{}", upper=True)),
        Log(category="dns", table="_Im_Dns", fields={"query": "DnsQuery"}),
        Log(category="dns_query", table="_Im_Dns", fields={"QueryName": "DnsQuery"}),
        Log(category="firewall", table="_Im_NetworkSession",
            fields={"dst_ip": "DstIpAddr", "dst_port": "DstPortNumber"}),
        Log(category="network_connection", table="_Im_NetworkSession", fields={
            "DestinationIp": "DstIpAddr", "DestinationPort": "DstPortNumber",
            "DestinationHostname": ("DstFQDN", "DstHostname")}),
        # Every parser of web sessions fills Url, not every one HttpHost.
        Log(category="proxy", table=_with_host("_Im_WebSession", "UrlHost", "Url"), fields={
            "cs-host": ("UrlHost", "HttpHost", "DstFQDN"), "c-uri": "Url",
            "c-useragent": "HttpUserAgent"}),
        Log(product="azure", service="containerregistry", table="ContainerRegistryRepositoryEvents",
            fields={name: name for name in ("Digest", "OperationName", "Repository", "Tag")}),
    ),
)  # fmt: skip
"""The unifying parsers, which read every connected source, and Azure's own tables."""

LOKI = Schema(title="Loki's parser of JSON", logs=(_ANY,), arrays=None)
"""Labels as the parser makes them of the log's own names."""

QRADAR = Schema(
    title="QRadar",
    logs=(
        Log(category="process_creation", fields={"Image": "Process Path", "CommandLine": "Command"},
            hashes=_hash_fields("{} Hash", upper=True)),
        Log(category="file_event", fields={"TargetFilename": "File Path"}),
        Log(category="image_load", hashes=_hash_fields("{} Hash", upper=True), fields={}),
        Log(category="firewall", fields={"dst_ip": "destinationip", "dst_port": "destinationport"}),
        Log(category="network_connection", fields={
            "DestinationIp": "destinationip", "DestinationPort": "destinationport",
            "DestinationHostname": "Destination Hostname"}),
        Log(category="dns", fields={"query": "DNS Query"}),
        Log(category="dns_query", fields={"QueryName": "DNS Query"}),
        Log(category="proxy", fields={
            "cs-host": "URL Host", "c-uri": "URL", "c-useragent": "User Agent"}),
    ),
)  # fmt: skip
"""Normalized fields, and custom properties under the names of IBM's content extensions."""

_FALCON_PLATFORM = {"linux": "Lin", "macos": "Mac", "windows": "Win"}
CROWDSTRIKE = Schema(
    title="CrowdStrike", arrays=None,
    logs=(
        *(Log(
            category="process_creation", product=product,
            fields={"Image": "ImageFileName", "CommandLine": "CommandLine"},
            hashes={"MD5": "MD5HashData", "SHA256": "SHA256HashData"},
            where={"event_platform": (platform,),
                   "#event_simpleName": ("ProcessRollup2", "SyntheticProcessRollup2")},
        ) for product, platform in _FALCON_PLATFORM.items()),
        *(Log(
            category="file_event", product=product, fields={"TargetFilename": "TargetFileName"},
            where={"event_platform": (platform,)},
        ) for product, platform in _FALCON_PLATFORM.items()),
        Log(category="dns_query", fields={"QueryName": "DomainName"},
            where={"#event_simpleName": ("DnsRequest",)}),
        *(Log(
            category="network_connection", product=product,
            fields={"DestinationIp": ("RemoteAddressIP4", "RemoteAddressIP6"),
                    "DestinationPort": "RemotePort"},
            where={"event_platform": (platform,),
                   "#event_simpleName": ("NetworkConnectIP4", "NetworkConnectIP6")},
        ) for product, platform in _FALCON_PLATFORM.items()),
        Log(category="image_load", hashes={"MD5": "MD5HashData", "SHA256": "SHA256HashData"},
            fields={}, where={"#event_simpleName": ("ClassifiedModuleLoad", "ImageHash")}),
        Log(category="dns", fields={"query": "dns.question.name"}),
        Log(category="firewall", fields={
            "dst_ip": "destination.ip", "dst_port": "destination.port"}),
        Log(category="proxy", fields={
            "cs-host": ("url.domain", "destination.domain"), "c-uri": "url.original",
            "c-useragent": "user_agent.original"}),
        Log(category="webserver", fields=_ECS_WEB),
        Log(prefix="Vendor."),
    ),
)  # fmt: skip
"""Falcon's own events, else the names of the CrowdStrike Parsing Standard."""


def _udm(category: str, events: tuple[str, ...], fields: Mapping[str, str], at: str = "") -> Log:
    return Log(
        category=category, fields=fields, where={"metadata.event_type": events},
        hashes=_hash_fields(f"{at}.{{}}") if at else {},
    )  # fmt: skip


UDM = Schema(
    title="Google SecOps' UDM",
    logs=(
        _udm("process_creation", ("PROCESS_LAUNCH",), {
            "Image": "target.process.file.full_path",
            "CommandLine": "target.process.command_line",
            "ParentImage": "principal.process.file.full_path"}, "target.process.file"),
        _udm("file_event", ("FILE_CREATION", "FILE_MODIFICATION", "FILE_UNCATEGORIZED"),
             {"TargetFilename": "target.file.full_path"}, "target.file"),
        _udm("image_load", ("PROCESS_MODULE_LOAD",), {}, "target.process.file"),
        _udm("network_connection", ("NETWORK_CONNECTION",),
             {"DestinationIp": "target.ip", "DestinationPort": "target.port",
              "DestinationHostname": "target.hostname"}),
        _udm("firewall", ("NETWORK_CONNECTION",),
             {"dst_ip": "target.ip", "dst_port": "target.port"}),
        _udm("dns", ("NETWORK_DNS",), {"query": "network.dns.questions.name"}),
        _udm("dns_query", ("NETWORK_DNS",), {"QueryName": "network.dns.questions.name"}),
        _udm("proxy", ("NETWORK_HTTP",), {
            "cs-host": "target.hostname", "c-uri": "target.url",
            "c-useragent": "network.http.user_agent"}),
    ),
)  # fmt: skip
"""The Unified Data Model, by type of event."""

FLAT = Schema(title="a table of flat records", logs=(_ANY,))
"""A table `logs` with the rule's field names as columns."""
NESTED = Schema(title="a table of nested records", logs=(_ANY,), arrays=None)
"""A table `logs` with the record's structure as nested columns."""
