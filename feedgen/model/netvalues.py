"""Canonical forms of names: hosts, addresses, URLs, mailboxes, packages, repositories."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, urlsplit

import idna
from packageurl import PackageURL

from feedgen.errors import InvalidValueError
from feedgen.model.text import forbidden_character

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_PLAIN_DOMAIN = re.compile(
    r"(?=.{4,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])"
)
"""A canonical name without punycode: what nearly all values are, and nothing is to be done with."""
_BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_PLAIN_IPV4 = re.compile(rf"(?:{_BYTE}\.){{3}}{_BYTE}")
_DEFAULT_PORTS = {"http": 80, "https": 443, "ftp": 21, "ws": 80, "wss": 443}
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def _ascii_label(label: str, text: str) -> str:
    remedy = "write a host name such as audit.checkmarx.cx, or remove it"
    if label.isascii():
        lowered = label.lower()
        if not _LABEL.fullmatch(lowered):
            raise InvalidValueError(f'"{text}" is not a domain name', remedy)
        if lowered.startswith("xn--"):
            try:
                idna.decode(lowered)
            except idna.IDNAError as error:
                raise InvalidValueError(f'"{text}" has broken punycode', remedy) from error
        return lowered
    try:
        return idna.encode(label, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise InvalidValueError(f'"{text}" is not a domain name', remedy) from error


def parse_domain(text: str) -> str:
    """Lower case, punycode, no trailing dot, at least two labels.

    Raises:
        InvalidValueError: for addresses, single labels, and labels no resolver would take.
    """
    if _PLAIN_DOMAIN.fullmatch(text) and "xn--" not in text:
        return text
    remedy = "write a host name such as audit.checkmarx.cx, or remove it"
    dotted = re.sub("[\u3002\uff0e\uff61]", ".", text)
    labels = dotted.removesuffix(".").split(".")
    if len(labels) < 2:
        raise InvalidValueError(f'"{text}" has no dot', remedy)
    name = ".".join(_ascii_label(label, text) for label in labels)
    if len(name) > 253 or "." not in name or name.startswith("."):
        raise InvalidValueError(f'"{text}" is not a domain name', remedy)
    if name.rpartition(".")[2].isdigit():
        raise InvalidValueError(f'"{text}" is an address, not a domain', "move it to ips")
    return name


def parse_ip(text: str) -> str:
    """An address or network. IPv4-mapped IPv6 becomes IPv4; a /32 or /128 becomes an address.

    Raises:
        InvalidValueError: also for a network with host bits, which would be a guess.
    """
    if _PLAIN_IPV4.fullmatch(text):
        return text
    remedy = "write 203.0.113.7, 2001:db8::1 or a network with zero host bits"
    if "%" in text:
        raise InvalidValueError(f'"{text}" has a zone', remedy)
    try:
        network = ipaddress.ip_network(text)
    except ValueError as error:
        raise InvalidValueError(f'"{text}" is not an address', remedy) from error
    if network.prefixlen < network.max_prefixlen:
        return str(network)
    address = network.network_address
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(address)


def _normal_escapes(part: str) -> str:
    def upper(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    quoted = quote(part, safe="%/:?#[]@!$&'()*+,;=-._~|^`{}\\\"<>")
    return _ESCAPE.sub(upper, re.sub(r"%(?![0-9a-fA-F]{2})", "%25", quoted))


def parse_url(text: str) -> str:
    """Scheme and host lower case, host canonical, default port and fragment dropped, path kept.

    Raises:
        InvalidValueError: for relative URLs, unknown schemes, credentials, and spaces.
    """
    remedy = "write an absolute URL such as https://host/path"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise InvalidValueError(f'"{text}" is not a URL', remedy) from error
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise InvalidValueError(f'"{text}" is not an absolute URL', remedy)
    if "@" in parts.netloc or " " in text:
        raise InvalidValueError(f'"{text}" holds credentials or a space', remedy)
    host = parts.hostname
    if ":" in host:
        host = f"[{parse_ip(host)}]"
    elif re.fullmatch(r"[0-9.]+", host):
        host = parse_ip(host)
    else:
        host = parse_domain(host)
    authority = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    query = f"?{_normal_escapes(parts.query)}" if parts.query else ""
    return f"{scheme}://{authority}{_normal_escapes(parts.path) or '/'}{query}"


def parse_email(text: str) -> str:
    """The local part as written, the domain canonical.

    Raises:
        InvalidValueError: for quoted local parts and for more or less than one @.
    """
    local, separator, domain = text.rpartition("@")
    if not separator or not re.fullmatch(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}", local):
        raise InvalidValueError(f'"{text}" is not a mailbox', "write name@example.org")
    return f"{local}@{parse_domain(domain)}"


def parse_purl(text: str) -> str:
    """The canonical package URL (https://github.com/package-url/purl-spec).

    Raises:
        InvalidValueError: for what the reference library refuses, and for qualifiers and
            subpaths, which no consumer of a blocklist compares.
    """
    remedy = "write pkg:npm/%40scope/name@1.2.3"
    try:
        purl = PackageURL.from_string(text)
        canonical = PackageURL.from_string(purl.to_string())
    except ValueError as error:
        raise InvalidValueError(f'"{text}" is not a package URL', remedy) from error
    # The specification's letters of a type, of which the library is not as strict.
    if not re.fullmatch(r"[a-z][a-z0-9.+-]*", canonical.type, re.ASCII):
        raise InvalidValueError(f'"{text}" is of no package type', remedy)
    if canonical.qualifiers or canonical.subpath:
        raise InvalidValueError(f'"{text}" has qualifiers or a subpath', remedy)
    for part in (canonical.namespace, canonical.name, canonical.version):
        # The reference library replaces bytes that are no UTF-8: that would be another package.
        character = forbidden_character(part or "") or ("\ufffd" in (part or "") and "U+FFFD")
        if character:
            raise InvalidValueError(f'"{text}" stands for {character}', "remove what it escapes")
    return canonical.to_string()


def parse_forge_repository(text: str) -> str:
    """`github.com/owner/name` in lower case: forges compare these names without case.

    Raises:
        InvalidValueError: when the host, the owner or the name is missing.
    """
    lowered = text.lower().removesuffix(".git")
    if not re.fullmatch(r"[a-z0-9.-]+\.[a-z]+/[a-z0-9_.-]+/[a-z0-9_.-]+", lowered):
        raise InvalidValueError(
            f'"{text}" is not a repository', "write it with its host, as github.com/owner/name"
        )
    return lowered


def parse_git_ref(text: str) -> str:
    """A tag or branch name, as `git check-ref-format` allows it.

    Raises:
        InvalidValueError: for a name that git would refuse.
    """
    if (
        not re.fullmatch(r"[^\x00-\x20\x7f~^:?*\[\\@{}]+", text)
        or ".." in text
        or "//" in text
        or text.startswith(("/", "-", "."))
        or text.endswith(("/", ".", ".lock"))
    ):
        raise InvalidValueError(f'"{text}" is not a git ref', "write the tag or branch name")
    return text
