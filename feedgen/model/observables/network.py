"""What is seen on the wire: names, addresses, requests, certificates."""

from __future__ import annotations

import re

from feedgen.errors import InvalidValueError
from feedgen.model import netvalues
from feedgen.model.observables.base import Family, Observable


class Domain(Observable):
    """A host name: lower case, punycode, no trailing dot."""

    __slots__ = ()
    type = "domain"
    title = "domain"
    plural = "domains"
    key = "domains"
    family = Family.NETWORK

    @classmethod
    def _canonical(cls, text: str) -> str:
        return netvalues.parse_domain(text)


class Ip(Observable):
    """An address or a network: IPv4 dotted, IPv6 as RFC 5952 says, networks with zero host bits."""

    __slots__ = ()
    type = "ip"
    title = "address"
    plural = "addresses"
    key = "ips"
    family = Family.NETWORK

    @classmethod
    def _canonical(cls, text: str) -> str:
        return netvalues.parse_ip(text)

    @property
    def version(self) -> int:
        """4 or 6."""
        return 6 if ":" in self.value else 4

    @property
    def is_network(self) -> bool:
        """True for CIDR notation; a /32 or /128 is an address."""
        return "/" in self.value


class Url(Observable):
    """An absolute URL: scheme and host lower case, default port and fragment gone."""

    __slots__ = ()
    type = "url"
    title = "URL"
    plural = "URLs"
    key = "urls"
    family = Family.NETWORK

    @classmethod
    def _canonical(cls, text: str) -> str:
        return netvalues.parse_url(text)


class Email(Observable):
    """A mailbox; the domain in canonical form, the local part as it is."""

    __slots__ = ()
    type = "email"
    title = "mailbox"
    plural = "mailboxes"
    key = "emails"
    family = Family.NETWORK

    @classmethod
    def _canonical(cls, text: str) -> str:
        return netvalues.parse_email(text)


class UserAgent(Observable):
    """A whole User-Agent header value, compared as it is."""

    __slots__ = ()
    type = "user_agent"
    title = "user agent"
    plural = "user agents"
    key = "user_agents"
    family = Family.NETWORK


class HttpHeader(Observable):
    """A header line, `name: value`; the name in lower case."""

    __slots__ = ()
    type = "http_header"
    title = "HTTP header"
    plural = "HTTP headers"
    key = "http_headers"
    family = Family.NETWORK

    @classmethod
    def _canonical(cls, text: str) -> str:
        name, separator, value = text.partition(":")
        if not separator or not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):
            raise InvalidValueError(f'"{text}" is not a header line', "write Name: value")
        if not value.strip():
            raise InvalidValueError(f'"{text}" has no value', "write Name: value")
        return f"{name.lower()}: {value.strip()}"

    @property
    def name(self) -> str:
        """The header's name, lower case."""
        return self.value.partition(": ")[0]

    @property
    def content(self) -> str:
        """What stands after the colon."""
        return self.value.partition(": ")[2]


class Certificate(Observable):
    """A TLS certificate by the fingerprint over its DER form, `sha256:<hex>` or `sha1:<hex>`."""

    __slots__ = ()
    type = "certificate"
    title = "certificate"
    plural = "certificates"
    key = "certificates"
    family = Family.NETWORK

    @classmethod
    def _canonical(cls, text: str) -> str:
        algorithm, separator, digits = text.lower().partition(":")
        if not separator or algorithm not in _FINGERPRINTS:
            algorithm, digits = "", text.lower()
        digits = digits.replace(":", "")
        if not algorithm:
            algorithm = {64: "sha256", 40: "sha1"}.get(len(digits), "")
        if not algorithm or not re.fullmatch(rf"[0-9a-f]{{{_FINGERPRINTS[algorithm]}}}", digits):
            raise InvalidValueError(
                f'"{text}" is no fingerprint of a certificate', "write sha256:<64 hex digits>"
            )
        return f"{algorithm}:{digits}"

    @property
    def algorithm(self) -> str:
        """`sha256` or `sha1`."""
        return self.value.partition(":")[0]

    @property
    def hex(self) -> str:
        """The digits without the algorithm."""
        return self.value.partition(":")[2]


_FINGERPRINTS = {"sha256": 64, "sha1": 40}
