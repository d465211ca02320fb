"""Certificates, mailboxes and HTTP headers, as Zeek and Suricata log them.

Where the fields are documented:

- Zeek x509.log and ssl.log: `fingerprint` and `cert_chain_fps` are SHA-256 over the DER form
  unless the site redefines `X509::hash_function`; x509.log names a certificate once a day.
- Zeek smtp.log: envelope (`mailfrom`, `rcptto`) and headers (`from`, `to`, `cc`, `reply_to`).
- Suricata's `tls` events: `fingerprint` is SHA-1 with colons, only with `extended: yes`. Its `http`
  events: `request_headers` is an array of names and values, only with `dump-all-headers`.

Neither program sees a certificate that TLS 1.3 encrypts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from feedgen.emitters.sigma.detection import Clause, Comparison, Term
from feedgen.emitters.sigma.encoding import Pattern
from feedgen.emitters.sigma.family import NETWORK_TACTICS, Family, LogSource
from feedgen.model.indicator import Indicator
from feedgen.model.observables import Certificate, HttpHeader

_NO_TLS_1_3 = "sensors see no certificate that TLS 1.3 encrypts"
_ENVELOPE = ("mailfrom", "rcptto")
_HEADERS = ("cc", "from", "reply_to", "to")


def _in_x509(indicator: Indicator) -> Iterator[Clause]:
    if isinstance(indicator.observable, Certificate):
        value = Pattern.literal(indicator.observable.hex)
        yield Clause(selection="certificate", field="fingerprint", value=value)


def _in_ssl(indicator: Indicator) -> Iterator[Clause]:
    if isinstance(indicator.observable, Certificate):
        for field in ("cert_chain_fps", "client_cert_chain_fps"):
            # Zeek's own text format joins a vector with commas.
            yield Clause(
                selection="certificate", field=field, comparison=Comparison.CONTAINS,
                value=Pattern.literal(indicator.observable.hex),
            )  # fmt: skip


def _in_suricata_tls(indicator: Indicator) -> Iterator[Clause]:
    found = indicator.observable
    if isinstance(found, Certificate) and found.algorithm == "sha1":
        pairs = ":".join(found.hex[at : at + 2] for at in range(0, len(found.hex), 2))
        yield Clause(selection="certificate", field="tls.fingerprint", value=Pattern.literal(pairs))


def _in_suricata_http(indicator: Indicator) -> Iterator[Clause]:
    if isinstance(indicator.observable, HttpHeader):
        header = indicator.observable
        yield Clause(
            selection="header", field="http.request_headers.value",
            value=Pattern.literal(header.content),
            also=(Term("http.request_headers.name", Comparison.EQUALS,
                       (Pattern.literal(header.name),)),),
        )  # fmt: skip


def _in_smtp(indicator: Indicator) -> Iterator[Clause]:
    for field in (*_ENVELOPE, *_HEADERS):
        value = Pattern.literal(indicator.value)
        yield Clause(selection="mailbox", field=field, value=value)
    for field in _HEADERS:
        value = Pattern.literal(f"<{indicator.value}>")
        yield Clause(selection="mailbox", field=field, value=value, comparison=Comparison.CONTAINS)


def _family(
    key: str,
    type_: str,
    clauses: Callable[[Indicator], Iterator[Clause]],
    words: tuple[str, str],
    *,
    document: str,
    weaker: str | None = None,
    definition: str | None = None,
    scope: tuple[Term, ...] = (),
) -> Family:
    product, _, service = key.partition("_")
    return Family(
        key=key, stem=f"{key}_{{}}",
        source=LogSource(product=product, service=service, definition=definition),
        types=frozenset({type_}), clauses=clauses, title=words[0], detects=words[1],
        tactics=NETWORK_TACTICS, documents=(document,), weaker=weaker, scope=scope,
    )  # fmt: skip


def _event(type_: str) -> tuple[Term, ...]:
    return (Term("event_type", Comparison.EQUALS, (Pattern.literal(type_),)),)


_ZEEK = "https://docs.zeek.org/en/current/scripts/base"
_EVE = "https://docs.suricata.io/en/latest/output/eve/eve-json-format.html"
_CERTIFICATE = "Listed TLS Certificate"
FAMILIES = (
    _family(
        "suricata_http", "http_header", _in_suricata_http,
        ("Listed HTTP Header", "HTTP requests with headers"), document=_EVE, scope=_event("http"),
        definition="Requirements: Suricata's eve-log with types http and dump-all-headers: both "
        "or request; the arrays of request_headers flattened to .name and .value",
        weaker="name and value of a header are compared each by itself, as flattened arrays hold "
        "them",
    ),
    _family(
        "suricata_tls", "certificate", _in_suricata_tls,
        (f"{_CERTIFICATE} - Suricata", "TLS connections with the certificates"), document=_EVE,
        scope=_event("tls"), weaker=_NO_TLS_1_3,
        definition="Requirements: Suricata's eve-log with types tls and extended: yes",
    ),
    _family(
        "zeek_smtp", "email", _in_smtp,
        ("Mail from or to Listed Mailbox", "mails from and to mailboxes"),
        document=f"{_ZEEK}/protocols/smtp/main.zeek.html",
        weaker="a sensor reads mail only where it is not encrypted",
    ),
    _family(
        "zeek_ssl", "certificate", _in_ssl,
        (f"{_CERTIFICATE} - Zeek", "TLS connections with the certificates"),
        document=f"{_ZEEK}/protocols/ssl/files.zeek.html", weaker=_NO_TLS_1_3,
    ),
    _family(
        "zeek_x509", "certificate", _in_x509,
        (f"{_CERTIFICATE} Seen - Zeek", "TLS certificates"),
        document=f"{_ZEEK}/files/x509/main.zeek.html", weaker=_NO_TLS_1_3,
    ),
)  # fmt: skip
"""In order of key."""
